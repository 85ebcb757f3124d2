"""The check of files that were just made and are still in memory: what a stranger's processor would say of their form.

Whether the facts hold is checked on the report itself (`validate_report`), which knows the release.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...taxonomy.dts import load_dts
from ...taxonomy.dts.held import HeldResolver
from ...taxonomy.finding import Finding
from .schema import validate_schema


def written_findings(files: Mapping[str, bytes], entry: str) -> tuple[Finding, ...]:
    """Findings of discovering the DTS of the filing's `entry` file and of the schema validity of all its documents."""
    resolver = HeldResolver(files)
    dts = load_dts([resolver.entry(entry)], resolver)
    return (*dts.findings, *validate_schema(dts))
