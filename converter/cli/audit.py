"""`tanshin audit`: releases against themselves and against each other, for a person or a program to read.

What is checked is `converter.audit`'s matter; nothing is written but the report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ...taxonomy.finding import Finding, Severity
from . import render
from .failures import CANNOT_RUN, describe
from .options import JSON, PATH, TEXT
from .streams import Progress, complain, printable, write, write_json, write_utf8
from .wording import pieces

if TYPE_CHECKING:
    from ..audit import Audit
    from ..pipeline import Conversion

HTML: Final = "html"
_MOST_PLACES: Final = 8


@dataclass(frozen=True, slots=True)
class Audited:
    """What came of one release."""

    release: Path
    conversion: Conversion

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the release has against itself, the most serious first."""
        from ..audit import ordered, shown

        told = self.conversion.findings
        return shown(told) if self.conversion.report.facts else ordered(told)


@click.command("audit")
@click.argument("releases", nargs=-1, required=True, type=PATH, metavar="RELEASE...")
@click.option("--profile", metavar="NAME|DIR", help="The issuer profile; by default the one a release names.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="Exit with status 1 if there is a finding as serious as this.",
)
@click.option("--verbose", "-v", is_flag=True, help="List the checks that could not be made, each with its reason.")
@click.option(
    "--format", "form", type=click.Choice([TEXT, JSON, HTML]), default=TEXT, show_default=True, help="What to print."
)
def command(releases: tuple[Path, ...], profile: str | None, fail_on: str, verbose: bool, form: str) -> int:
    """Check releases against themselves and, where they are of one issuer, against each other.

    Sums, figures printed twice, rates, shares, amounts per share, translations, dates. A figure is wrong only if no
    values that could have been printed so fit. The most serious findings come first.
    """
    from ..pipeline import Options, audit_together, convert

    audited: list[Audited] = []
    failed = False
    with Progress() as progress:
        for number, release in enumerate(releases, 1):
            progress.say(f"{number} of {len(releases)}: auditing {release}")
            try:
                conversion = convert(release, Options(profile=profile, filing=False))
            except Exception as error:
                described = describe(error, str(release))
                if described is None:
                    raise
                complain(printable(f"tanshin: {described[0]}\n  {described[1]}\n"))
                failed = True
                continue
            if conversion.document is None:
                complain(render.findings_text(conversion.findings, release))
                failed = True
                continue
            audited.append(Audited(release, conversion))
    together = audit_together([one.conversion for one in audited])
    if form == JSON:
        write_json(_json(audited, together, verbose))
    elif form == HTML:
        write_utf8(_html(audited, together))
    else:
        write("".join(_text(one, verbose) for one in audited) + _together_text(together, len(audited), verbose))
    if failed:
        return CANNOT_RUN
    serious = {Severity.ERROR} if fail_on == "error" else {Severity.ERROR, Severity.WARNING}
    told = [*(f for one in audited for f in one.findings), *together.findings]
    return int(any(f.severity in serious for f in told))


# --- telling ----------------------------------------------------------------------------------------------------------

_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_KINDS: Final = {
    "sum": "sums",
    "breakdown": "breakdowns in running text",
    "twice": "figures printed twice",
    "derived": "derived figures",
    "translation": "translations",
    "words": "words against figures",
    "dates": "dates and period words",
    "across": "figures of an earlier release",
    "periods": "periods that make a longer one",
    "beside": "derived figures with bases of another release",
}


def _text(one: Audited, verbose: bool) -> str:
    conversion = one.conversion
    return (
        _findings_text(one.findings, one.release)
        + f"{one.release}: {render.plural(len(conversion.report.facts), 'fact')}\n"
        + _marks_text(render.marks(conversion.traces))
        + _checks_text(conversion.audit, verbose)
        + f"  findings: {render.tally(one.findings)}\n"
    )


def _marks_text(count: dict[str, Any]) -> str:
    """What became of the figures; of those that are no amounts, every reason."""
    reasons = sorted(count["reasons"].items(), key=lambda item: (-item[1], item[0]))
    text = (
        f"  marks: {count['total']:,} printed: {count['fact']:,} bound to facts, {count['nil']:,} to nil facts, "
        f"{count['unbound'] + count['text']:,} unbound ({count['text']:,} of them in running text), "
        f"{count['excluded']:,} no amounts\n"
    )
    return text + (f"    no amounts: {', '.join(f'{n:,} {name}' for name, n in reasons)}\n" if reasons else "")


def _together_text(together: Audit, releases: int, verbose: bool) -> str:
    if releases < 2:
        return ""
    return (
        _findings_text(together.findings)
        + "the releases together:\n"
        + _checks_text(together, verbose)
        + f"  findings: {render.tally(together.findings)}\n"
    )


def _findings_text(findings: Iterable[Finding], release: Path | None = None) -> str:
    """One finding after the other, the most serious first: place and what is wrong, then the rest line by line."""
    lines = []
    for found in findings:
        source = f"{found.source}: " if found.source else ""
        if found.source and release and found.source.file == release.name:
            source = f"{release}:{found.source.line}:{found.source.column}: "
        severity = click.style(str(found.severity), fg=_COLOURS[found.severity], bold=True)
        if found.severity is Severity.INFO:
            lines.append(f"{printable(source)}{severity}: {printable(found.message)} [{found.code}]\n")
            continue
        first, *rest = pieces(found.message)
        lines.append(f"{printable(source)}{severity}: {printable(first.text)} [{found.code}]\n")
        lines += [f"      {printable(item)}\n" for item in first.items]
        for piece in rest:
            lines.append(f"    {printable(piece.text)}\n")
            lines += [f"      {printable(item)}\n" for item in piece.items]
    return "".join(lines)


def _checks_text(audit: Audit, verbose: bool) -> str:
    count = _count(audit)
    text = (
        f"  checks: {count['made']:,} made, {count['held']:,} held, {count['broken']:,} did not; "
        f"{count['unmade']:,} could not be made\n"
    )
    for kind, numbers in count["kinds"].items():
        text += f"    {_KINDS.get(kind, kind)}: {numbers['held']:,} of {numbers['made']:,} held\n"
    if count["reasons"]:
        reasons = sorted(count["reasons"].items(), key=lambda item: (-item[1], item[0]))
        text += f"    not made: {'; '.join(f'{n:,}: {why}' for why, n in reasons)}\n"
    if verbose:
        text += "".join(f"    not made: {printable(c['about'])}: {printable(c['why'])}\n" for c in _unmade(audit))
    return text


def _count(audit: Audit) -> dict[str, Any]:
    """Checks made, held, broken and not made, over all and by kind; the reasons of those not made."""
    kinds: dict[str, Counter[str]] = {}
    for check in audit.checks:
        kinds.setdefault(check.kind, Counter())[str(check.outcome)] += 1
    total = sum(kinds.values(), Counter[str]())
    reasons = Counter(check.reason or check.why for check in audit.checks if check.why)
    return {
        "made": total["held"] + total["broken"],
        "held": total["held"],
        "broken": total["broken"],
        "unmade": total["unmade"],
        "kinds": {
            kind: {
                "made": n["held"] + n["broken"],
                "held": n["held"],
                "broken": n["broken"],
                "unmade": n["unmade"],
            }
            for kind, n in kinds.items()
        },
        "reasons": dict(sorted(reasons.items())),
    }


def _unmade(audit: Audit) -> list[dict[str, str]]:
    return [{"about": c.about, "why": c.why} for c in audit.checks if str(c.outcome) == "unmade"]


def _json(audited: Sequence[Audited], together: Audit, verbose: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"releases": [_release_json(one, verbose) for one in audited]}
    if len(audited) > 1:
        told["together"] = _audit_json(together, together.findings, verbose)
    return told


def _release_json(one: Audited, verbose: bool) -> dict[str, Any]:
    return {
        "release": str(one.release),
        "facts": len(one.conversion.report.facts),
        "marks": render.marks(one.conversion.traces),
        **_audit_json(one.conversion.audit, one.findings, verbose),
    }


def _audit_json(audit: Audit, findings: Iterable[Finding], verbose: bool) -> dict[str, Any]:
    from ..emit.findings import as_json

    told: dict[str, Any] = {"checks": _count(audit), "findings": [as_json(found) for found in findings]}
    if verbose:
        told["unmade"] = _unmade(audit)
    return told


def _html(audited: Sequence[Audited], together: Audit) -> str:
    """A page that stands alone: findings with the lines they are about."""
    from ...templates import render as page

    lines = {one.conversion.document.file: one.conversion.document.lines for one in audited if one.conversion.document}
    parts = [_part(one.release.name, one.conversion.audit, one.findings, lines) for one in audited]
    for part, one in zip(parts, audited, strict=True):
        part["facts"] = len(one.conversion.report.facts)
        part["marks"] = render.marks(one.conversion.traces)
    if len(audited) > 1:
        parts.append(_part("The releases together", together, together.findings, lines))
    return page("pages/audit.html.j2", parts=parts, kinds=_KINDS)


def _part(title: str, audit: Audit, findings: Iterable[Finding], lines: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    return {
        "title": title,
        "count": _count(audit),
        "findings": [_finding_part(found, lines) for found in findings],
        "tally": render.tally(findings),
        "unmade": _unmade(audit),
        "facts": None,
        "marks": None,
    }


def _finding_part(found: Finding, lines: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    """A finding with the lines that its places are on, each line once, the marked part told apart."""
    places = []
    seen: set[tuple[str, int]] = set()
    for span in (found.source, *found.also):
        if span is None or (span.file, span.line) in seen or not 0 < span.line <= len(lines.get(span.file, ())):
            continue
        seen.add((span.file, span.line))
        line = lines[span.file][span.line - 1].replace("\t", " ")
        start, end = span.column - 1, span.end - 1
        places.append(
            {
                "file": span.file,
                "line": span.line,
                "before": ("…" if start > 90 else "") + line[max(0, start - 90) : start],
                "marked": line[start:end],
                "after": line[end : end + 90] + ("…" if len(line) > end + 90 else ""),
            }
        )
    first, *rest = pieces(found.message)
    return {
        "severity": str(found.severity),
        "code": found.code,
        "hint": found.hint,
        "first": first,
        "rest": rest,
        "places": places[:_MOST_PLACES],
        "more": len(places) - _MOST_PLACES,
    }
