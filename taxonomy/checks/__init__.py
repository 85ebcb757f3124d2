"""What XBRL 2.1 asks of schemas, linkbases and XLink besides schema validity, as small checks on a DTS.

for finding in taxonomy_findings(dts): ...           # the filing's own documents
taxonomy_findings(dts, dts.documents)                # all of them

Checks yield issues, each module in a tuple; what a filing stands on is looked at as far as its own documents need it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from ..dts import DTS, Origin
from ..finding import Finding
from . import arcs, concepts, cycles, labels, links, roles
from .own import Issue, Own

CHECKS: Final[tuple[Callable[[Own], Iterator[Issue]], ...]] = (
    *concepts.CHECKS,
    *roles.CHECKS,
    *links.CHECKS,
    *arcs.CHECKS,
    *cycles.CHECKS,
    *labels.CHECKS,
)

ALONE: Final[tuple[Callable[[Own], Iterator[Issue]], ...]] = links.CHECKS
"""Those that need nothing of what other documents declare."""


def taxonomy_findings(dts: DTS, addresses: Iterable[str] | None = None) -> Iterator[Finding]:
    """What is wrong with documents of a DTS by XBRL 2.1; `addresses` says which, None means the filing's own.

    Where a schema of the DTS is missing, most of it would follow from that and is not looked at.
    """
    if addresses is None:
        addresses = [a for a, d in dts.documents.items() if d.origin is Origin.FOLDER]
    own = Own(dts, dict.fromkeys(dts.aliases.get(a, a) for a in addresses))
    for check in ALONE if dts.missing() else CHECKS:
        yield from own.findings(check(own))


__all__ = ["CHECKS", "Issue", "Own", "taxonomy_findings"]
