"""`tanshin taxonomy show`: statements as trees in the terminal, or the whole taxonomy as a page."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import JSON, PATH, TEXT
from .streams import printable, write, write_json, write_utf8
from .taxonomy_common import opened

if TYPE_CHECKING:
    from ...taxonomy.views.tree import Row, Statement

WIDTH = 56
"""What a column of US-GAAP concepts is at most wide; a longer name pushes what follows it."""

_SIGNS = {"exact": "=", "narrower": "<", "wider": ">", "none": "no"}


@click.command("show")
@click.argument("statement", required=False)
@click.option(
    "--profile",
    "--taxonomy",
    "target",
    metavar="NAME|PATH",
    help="A profile, package, folder or schema to show instead.",
)
@click.option(
    "--package", "packages", multiple=True, type=PATH, metavar="ZIP", help="A taxonomy package that it needs."
)
@click.option(
    "--format",
    "form",
    type=click.Choice([TEXT, "html", JSON]),
    default=TEXT,
    show_default=True,
    help="What to print; html is one page for the whole taxonomy.",
)
def show(statement: str | None, target: str | None, packages: tuple[Path, ...], form: str) -> int:
    """Show statements as trees: labels as printed, balances, period types, weights, US-GAAP concepts.

    STATEMENT is the last step of a role's address, its number, or words of its title; by default all are shown.
    In US-GAAP's column `=` is the same meaning, `<` a part of it, `>` contains it.
    """
    subject = opened(target, packages, form)
    if subject is None:
        return 1
    if form == "html":
        if statement is not None:
            raise click.UsageError("The page shows the whole taxonomy: leave STATEMENT out with --format html.")
        from ...taxonomy.views.pages import taxonomy_page

        write_utf8(taxonomy_page(subject))
        return 0
    from ...taxonomy.views.tree import statements

    chosen = _chosen(statements(subject), statement)
    if form == JSON:
        write_json({"statements": [_json(each) for each in chosen]})
    elif sys.stdout.isatty():
        _show(chosen)
    else:
        write("\n".join(map(_text, chosen)))
    return 0


def _chosen(statements: Sequence[Statement], wanted: str | None) -> Sequence[Statement]:
    """The statements that go by a name: by address or number if one does, else by words of the title."""
    if wanted is None:
        return statements
    folded = wanted.casefold()
    found = [
        each for each in statements if folded in (each.id.casefold(), each.number.casefold(), each.title.casefold())
    ]
    found = found or [each for each in statements if all(w in each.title.casefold() for w in folded.split())]
    if not found:
        known = "".join(f"\n  {each.id}: {each.title}" for each in statements)
        raise click.UsageError(f"There is no statement {wanted!r}. There are:{known}")
    return found


def _heading(statement: Statement) -> str:
    return " - ".join(filter(None, (statement.number, statement.kind, statement.title)))


def _cells(row: Row) -> tuple[str, str, str, str]:
    """Balance, period type, weights and US-GAAP concept as texts."""
    weights = "; ".join(f"{'+' if each.weight > 0 else '-'} {each.label}" for each in row.weights)
    us_gaap = ""
    if row.us_gaap:
        turned = " (sign turned)" if row.us_gaap.sign < 0 else ""
        us_gaap = f"{_SIGNS[row.us_gaap.relation]} {row.us_gaap.concept or 'concept'}{turned}"
    period = "" if row.heading else str(row.concept.period_type or "")
    return str(row.concept.balance or ""), period, weights, us_gaap


def _label(row: Row) -> str:
    return printable(row.label) + (" (sign turned)" if row.turned else "")


def _text(statement: Statement) -> str:
    labels = ["  " * row.depth + _label(row) for row in statement.rows]
    cells = [_cells(row) for row in statement.rows]
    width = max((len(label) for label, row in zip(labels, statement.rows, strict=True) if not row.heading), default=0)
    widest = max((len(us_gaap) for *_, us_gaap in cells if len(us_gaap) <= WIDTH), default=0)
    lines = [_heading(statement)]
    for label, (balance, period, weights, us_gaap) in zip(labels, cells, strict=True):
        lines.append(f"{label:<{width}}  {balance:<6}  {period:<8}  {us_gaap:<{widest}}  {weights}".rstrip())
    return printable("\n".join(lines) + "\n")


def _show(statements: Iterable[Statement]) -> None:
    """The statements on a terminal, as wide as that is."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    for statement in statements:
        table = Table(
            title=Text(printable(_heading(statement)), style="bold"),
            title_justify="left",
            box=None,
            padding=(0, 1),
            expand=True,
        )
        table.add_column("", ratio=5)
        for name, ratio in (("balance", None), ("period", None), ("adds to", 3), ("US-GAAP", 5)):
            table.add_column(
                Text(name), style="dim" if name in ("balance", "period") else "", ratio=ratio, overflow="fold"
            )
        for row in statement.rows:
            style = "bold" if row.heading or row.total else ""
            label = Padding(Text(_label(row), style=style), (0, 0, 0, 2 * row.depth))
            table.add_row(label, *(Text(printable(cell)) for cell in _cells(row)))
        console.print(table)
        console.print()


def _json(statement: Statement) -> dict[str, Any]:
    return {
        "id": statement.id,
        "role": statement.uri,
        "number": statement.number,
        "kind": statement.kind,
        "title": statement.title,
        "rows": [
            {
                "depth": row.depth,
                "concept": row.name.local,
                "namespace": row.name.namespace,
                "label": row.label,
                "preferred_label": row.preferred,
                "abstract": row.heading,
                "balance": row.concept.balance,
                "period": row.concept.period_type,
                "weights": [{"total": each.total.local, "weight": each.weight} for each in row.weights],
                "relation": row.us_gaap.relation if row.us_gaap else None,
                "us_gaap": (row.us_gaap.concept or None) if row.us_gaap else None,
                "sign": row.us_gaap.sign if row.us_gaap else 1,
            }
            for row in statement.rows
        ],
    }
