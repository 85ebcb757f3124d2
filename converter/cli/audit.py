"""`tanshin audit`: releases against themselves and against each other, for a person or a program to read.

What is checked is `converter.audit`'s matter; the page of the account is `audit_page`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ...taxonomy.finding import Finding, Severity
from . import render
from .audit_page import count, unmade
from .failures import CANNOT_RUN, describe
from .options import JSON, PATH, TEXT
from .streams import Progress, complain, json_text, printable, wrapped, write, write_json, write_utf8
from .wording import pieces

if TYPE_CHECKING:
    from ..audit import Audit
    from ..pipeline import Conversion

HTML: Final = "html"


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
@click.option(
    "--verbose", "-v", is_flag=True, help="Every remark by itself, and the checks that could not be made, with reasons."
)
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="DIR",
    help="Write findings.json, account.json, account.html there.",
)
@click.option("--force", is_flag=True, help="Replace an account that is already there.")
@click.option(
    "--format", "form", type=click.Choice([TEXT, JSON, HTML]), default=TEXT, show_default=True, help="What to print."
)
def command(
    releases: tuple[Path, ...],
    profile: str | None,
    fail_on: str,
    verbose: bool,
    output: Path | None,
    force: bool,
    form: str,
) -> int:
    """Check releases against themselves and, where they are of one issuer, against each other.

    Sums, figures printed twice, rates, shares, amounts per share, translations, dates. A figure is wrong only if no
    values that could have been printed so fit. The most serious findings come first.
    """
    from ..emit.folder import check_target
    from ..pipeline import Options, audit_together, convert

    audited: list[Audited] = []
    failed = False
    if output is not None:
        check_target(output, overwrite=force)
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
    if output is not None and audited:
        _write(output, audited, together, force=force)
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


def _write(output: Path, audited: Sequence[Audited], together: Audit, *, force: bool) -> None:
    """The account as files: every finding, the summary with the checks not made, and the page."""
    from ..emit.findings import as_json
    from ..emit.folder import write_folder

    findings = [as_json(found) for one in audited for found in one.findings] + [as_json(f) for f in together.findings]
    files = {
        "findings.json": json_text(findings).encode(),
        "account.json": json_text(_json(audited, together, True)).encode(),
        "account.html": _html(audited, together).encode(),
    }
    write_folder(output, files, overwrite=force)


# --- telling ----------------------------------------------------------------------------------------------------------

KINDS: Final = {
    "sum": "sums",
    "breakdown": "breakdowns in running text",
    "parts": "parts against their wholes",
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
        _findings_text(one.findings, one.release, verbose)
        + f"{one.release}: {render.plural(len(conversion.report.facts), 'fact')}\n"
        + _marks_text(render.marks(conversion.traces))
        + _checks_text(conversion.audit, verbose)
        + f"  findings: {render.tally(one.findings)}\n"
    )


def _marks_text(count: dict[str, Any]) -> str:
    """What became of the figures; of those that are no amounts, every reason."""
    reasons = sorted(count["reasons"].items(), key=lambda item: (-item[1], item[0]))
    text = (
        f"marks: {count['total']:,} printed: {count['fact']:,} bound to facts, {count['nil']:,} to nil facts, "
        f"{count['unbound'] + count['text']:,} unbound ({count['text']:,} of them in running text), "
        f"{count['excluded']:,} no amounts"
    )
    told = f"no amounts: {', '.join(f'{n:,} {name}' for name, n in reasons)}"
    return wrapped(text, 2) + (wrapped(told, 4) if reasons else "")


def _together_text(together: Audit, releases: int, verbose: bool) -> str:
    if releases < 2:
        return ""
    return (
        _findings_text(together.findings, None, verbose)
        + "the releases together:\n"
        + _checks_text(together, verbose)
        + f"  findings: {render.tally(together.findings)}\n"
    )


def _findings_text(findings: Iterable[Finding], release: Path | None = None, verbose: bool = False) -> str:
    """One finding after the other, the most serious first: place and what is wrong, then the rest line by line."""
    text = ""
    told, together = (list(findings), []) if verbose else render.gathered(findings)
    for found in told:
        source = f"{found.source}: " if found.source else ""
        if found.source and release and found.source.file == release.name:
            source = f"{release}:{found.source.line}:{found.source.column}: "
        first, *rest = pieces(found.message)
        head = f"{printable(source)}{found.severity}: {printable(first.text)} [{found.code}]"
        text += render.coloured(wrapped(head, 0), found.severity)
        text += "".join(wrapped(printable(item), 6) for item in first.items)
        for piece in rest:
            text += wrapped(printable(piece.text), 4)
            text += "".join(wrapped(printable(item), 6) for item in piece.items)
    return text + "".join(render.coloured(wrapped(line, 0)) for line in together)


def _checks_text(audit: Audit, verbose: bool) -> str:
    number = count(audit)
    text = (
        f"  checks: {number['made']:,} made, {number['held']:,} held, {number['broken']:,} did not; "
        f"{number['unmade']:,} could not be made\n"
    )
    for kind, numbers in number["kinds"].items():
        text += f"    {KINDS.get(kind, kind)}: {numbers['held']:,} of {numbers['made']:,} held\n"
    if number["reasons"]:
        reasons = sorted(number["reasons"].items(), key=lambda item: (-item[1], item[0]))
        text += wrapped(f"not made: {'; '.join(f'{n:,}: {why}' for why, n in reasons)}", 4)
    if verbose:
        text += "".join(f"    not made: {printable(c['about'])}: {printable(c['why'])}\n" for c in unmade(audit))
    return text


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

    told: dict[str, Any] = {"checks": count(audit), "findings": [as_json(found) for found in findings]}
    if verbose:
        told["unmade"] = unmade(audit)
    return told


def _html(audited: Sequence[Audited], together: Audit) -> str:
    from .audit_page import page

    return page(audited, together, KINDS)
