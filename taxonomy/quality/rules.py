"""The rules in the order they are asked, and what they find in a subject."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..finding import Finding
from . import calculation, concepts, crosswalk, dimensions, labels, networks
from .subject import Subject

Rule = Callable[[Subject], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    labels.check_standard_label,
    labels.check_label_apart,
    labels.check_label_once,
    labels.check_label_text,
    labels.check_label_role,
    labels.check_name_form,
    labels.check_name_label,
    labels.check_documentation,
    concepts.check_name_kind,
    concepts.check_name_type,
    concepts.check_structure,
    concepts.check_balance_type,
    concepts.check_balance,
    concepts.check_nillable,
    concepts.check_id,
    concepts.check_presented,
    networks.check_preferred_label,
    networks.check_presented_once,
    networks.check_order,
    networks.check_circles,
    networks.check_roles_declared,
    networks.check_roles_used,
    networks.check_roles_once,
    networks.check_role_definition,
    networks.check_used_on,
    calculation.check_summable,
    calculation.check_weight_balance,
    calculation.check_weight,
    calculation.check_sum_period,
    calculation.check_sum_unit,
    calculation.check_part_once,
    calculation.check_counted_once,
    calculation.check_sum_presented,
    calculation.check_total_summed,
    calculation.check_sum_dimensions,
    dimensions.check_closed,
    dimensions.check_one_hypercube,
    dimensions.check_hypercube_whole,
    dimensions.check_default,
    dimensions.check_domain_type,
    dimensions.check_member_placed,
    crosswalk.check_reason,
    crosswalk.check_target,
    crosswalk.check_exact,
    crosswalk.check_sign,
    crosswalk.check_kind,
    crosswalk.check_exact_once,
)

# What the rows of a profile show is told once, as a finding of the profile.
_SAME = {"quality:not-presented": "profile:not-presented"}


def check_taxonomy(subject: Subject) -> tuple[Finding, ...]:
    """What could not be read of a taxonomy, then what each rule finds in it."""
    told = {(found.code, found.source) for found in subject.findings}
    found = (each for rule in RULES for each in rule(subject))
    return (*subject.findings, *(each for each in found if (_SAME.get(each.code), each.source) not in told))
