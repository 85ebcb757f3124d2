"""What commands say, as text and as JSON: findings, the account of a conversion, the reasons of a binding.

Nothing here decides anything; tables as read are `tables`' matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from ...taxonomy.finding import Finding, Severity
from .streams import printable

if TYPE_CHECKING:
    from pathlib import Path

    from ..report import Report, Trace
    from ..validate import Verdict

UNBOUND: Final = "unbound"
"""The reason of a mark that may be an amount and became no fact."""

_ALIKE: Final = 3
"""So many remarks of one kind are told one by one; more are told together."""
_LINES: Final = 12

_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def findings_text(findings: Iterable[Finding], release: Path | None = None) -> str:
    """One `file:line:column: severity: message [code]` each, the hint below, as editors expect it.

    A release, whose findings call it by its name alone, is shown with its path, so that an editor finds it.
    """
    from ..emit.findings import in_order

    lines = []
    for found in in_order(findings):
        source = found.source
        if source and release and source.file == release.name:
            source = source._replace(file=str(release))
        place = f"{source}: " if source else ""
        severity = click.style(str(found.severity), fg=_COLOURS[found.severity], bold=True)
        lines.append(f"{printable(place)}{severity}: {printable(found.message)} [{found.code}]\n")
        if found.hint:
            lines.append(f"    hint: {printable(found.hint)}\n")
    return "".join(lines)


def gathered(findings: Iterable[Finding]) -> tuple[list[Finding], list[str]]:
    """The findings to tell one by one, and a line each for remarks of one kind that are many."""
    from ...taxonomy.finding import registry

    kept = list(findings)
    count = Counter(found.code for found in kept if found.severity is Severity.INFO)
    told: list[str] = []
    for code, number in count.items():
        if number <= _ALIKE:
            continue
        same = [found for found in kept if found.code == code and found.severity is Severity.INFO]
        kept = [found for found in kept if found.code != code or found.severity is not Severity.INFO]
        lines = list(dict.fromkeys(found.source.line for found in same if found.source))
        more = f" and {len(lines) - _LINES} more" if len(lines) > _LINES else ""
        where = ", ".join(map(str, lines[:_LINES])) + more
        known = registry().get(code)
        meaning = known.meaning if known is not None else code
        at = f"; line{'s' if len(lines) > 1 else ''} {where}" if lines else ""
        told.append(f"{Severity.INFO}: {number:,} times: {printable(meaning)}{at} [{code}]")
    return kept, told


def coloured(line: str, severity: Severity = Severity.INFO) -> str:
    """A line of a finding with the word for how serious it is in its colour."""
    return line.replace(f"{severity}:", f"{click.style(str(severity), fg=_COLOURS[severity], bold=True)}:", 1)


def findings_json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """The findings as `findings.json` holds them."""
    from ..emit.findings import as_json, in_order

    return [as_json(found) for found in in_order(findings)]


def tally(findings: Iterable[Finding]) -> str:
    """`1 error, 2 warnings`; `no findings`."""
    count = Counter(found.severity for found in findings)
    parts = [plural(count[severity], str(severity)) for severity in Severity if count[severity]]
    return ", ".join(parts) or "no findings"


def plural(count: int, noun: str) -> str:
    """`1 fact`, `1,200 facts`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def marks(traces: Sequence[Trace]) -> dict[str, Any]:
    """What became of the marks; one that makes two facts counts once.

    `unbound` are figures of tables and labels that became no fact, `text` those of running text; `excluded` are no
    amounts, with `reasons` as `trace.csv` gives them.
    """
    first = {(trace.span.line, trace.span.column): trace for trace in reversed(traces)}
    status: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for trace in first.values():
        if trace.reason == UNBOUND:
            status["text" if trace.kind == "prose" else "unbound"] += 1
        else:
            status[str(trace.status)] += 1
            reasons.update([trace.reason] if trace.reason else [])
    names = ("fact", "nil", "unbound", "text", "excluded")
    return {"total": len(first), **{name: status[name] for name in names}, "reasons": dict(sorted(reasons.items()))}


def marks_text(count: dict[str, Any]) -> str:
    """`1,719 printed: 1,500 bound to facts, 30 to nil facts, 21 unbound (20 in running text); 168 no amounts (…)`."""
    most = sorted(count["reasons"].items(), key=lambda item: (-item[1], item[0]))
    unbound = f"{count['unbound'] + count['text']:,} unbound"
    if count["text"]:
        unbound += f" ({count['text']:,} in running text)" if count["unbound"] else " (in running text)"
    shown = ", ".join(f"{n:,} {name}" for name, n in most[:3]) + (", …" if len(most) > 3 else "")
    return (
        f"{count['total']:,} printed: {count['fact']:,} bound to facts, {count['nil']:,} to nil facts, "
        f"{unbound}; {count['excluded']:,} no amounts" + (f" ({shown})" if shown else "")
    )


def checks(sums: Mapping[Verdict, int], rule: str = "") -> dict[str, int] | None:
    """How many sums hold, are broken, could not be judged; None where the rule is `off`."""
    if rule == "off":
        return None
    count = {str(verdict): number for verdict, number in sums.items()}
    return {name: count.get(key, 0) for name, key in (("held", "holds"), ("broken", "broken"), ("skipped", "skipped"))}


def checks_text(count: dict[str, int] | None) -> str:
    """`210 sums held, 1 broken`; `sums not checked`."""
    if count is None:
        return "sums not checked"
    held, broken, skipped = count["held"], count["broken"], count["skipped"]
    text = (
        f"{plural(held, 'sum')} {'holds' if held == 1 else 'hold'}, {broken:,} {'is' if broken == 1 else 'are'} broken"
    )
    return text + (f", {skipped:,} could not be judged" if skipped else "")


def explained(trace: Trace, report: Report) -> str:
    """What became of a mark, and why, over several lines."""
    from ..emit.names import Prefixes, decimals, value

    names = Prefixes(report)
    lines = [f"{trace.span}: {trace.raw} ({trace.kind})"]
    fact = trace.fact
    if fact is None:
        lines.append(f"  no fact: {trace.reason or trace.status}")
    else:
        period = fact.period
        days = " to ".join(day.isoformat() for day in (period.start, period.end) if day) or "forever"
        shown = "nil" if fact.nil else value(fact)
        unit = f" {names.unit(fact.unit)}" if fact.unit else ""
        accuracy = f", decimals {decimals(fact)}" if decimals(fact) else ""
        lines.append(f"  {fact.id}: {names.name(fact.concept)} = {shown}{unit}{accuracy}, {days}")
        if fact.dimensions:
            lines.append(f"  dimensions: {names.dimensions(fact)}")
        if trace.us_gaap or trace.relation:
            lines.append(f"  US-GAAP: {' '.join(filter(None, (trace.relation, trace.us_gaap)))}")
    if trace.table is not None:
        lines.append(f"  table {trace.table}, row: {trace.row_label or '(no label)'}")
        if trace.column_label:
            lines.append(f"  column: {trace.column_label}")
    lines.extend(f"  because {reason}" for reason in trace.why)
    return printable("\n".join(lines) + "\n")


def explained_json(trace: Trace, report: Report) -> dict[str, Any]:
    """What became of a mark, and why, with the columns of `trace.csv`."""
    from ..emit.trace import COLUMNS, row

    return {**dict(zip(COLUMNS, row(trace, report), strict=True)), "why": list(trace.why)}
