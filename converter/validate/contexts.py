"""What XBRL 2.1 asks of segment and scenario besides dimensions (sections 4.7.3.2 and 4.7.4)."""

from __future__ import annotations

from collections.abc import Iterator

from ...taxonomy.finding import Finding, finding
from ...taxonomy.model import Taxonomy
from ...taxonomy.names import XBRLI
from ..load import Instance

_OWN = {"segment": "xbrl.4.7.3.2:segmentXbrliElement", "scenario": "xbrl.4.7.4:scenarioXbrliElement"}
_CONCEPT = {"segment": "xbrl.4.7.3.2:segmentItemOrTuple", "scenario": "xbrl.4.7.4:scenarioItemOrTuple"}


def content_findings(instance: Instance, taxonomy: Taxonomy) -> Iterator[Finding]:
    """Elements of the instance namespace and concepts inside segment or scenario."""
    for context in instance.contexts.values():
        for content in context.content:
            for name in sorted(content.names):
                own = name.namespace == XBRLI
                if own or name in taxonomy.concepts:
                    code = (_OWN if own else _CONCEPT)[content.container]
                    message = f"The {content.container} of context {context.id} holds {name.clark}."
                    yield finding(code, message, source=context.span)
