"""A small invented issuer for the tests of binding, and the one call they all make."""

from __future__ import annotations

from tanshin.converter.binding import Binding, Bindings, Built, Known, bind, build
from tanshin.converter.reading import read_document
from tanshin.taxonomy.model import Balance, PeriodType
from tanshin.taxonomy.profile import (
    ConceptType,
    DimensionRow,
    EntityIdentifier,
    FiscalYear,
    Issuer,
    LabelFigure,
    LineItem,
    Measure,
    NamedBy,
    Profile,
    ProfileConcept,
    TableKind,
    TaxonomyMeta,
    WordPlace,
    WordRule,
)

NAMESPACE = "https://example.org/acme"

_INSTANT, _DURATION = PeriodType.INSTANT, PeriodType.DURATION
_DEBIT, _CREDIT = Balance.DEBIT, Balance.CREDIT


def _concept(name: str, kind: ConceptType, period: PeriodType, balance: Balance | None = None) -> ProfileConcept:
    return ProfileConcept(name, kind, balance, period, name)


def _item(path: str, concept: str, table: str = "*", sign: int = 1, measures: str = "", at: str = "") -> LineItem:
    steps = tuple(tuple(t.strip() for t in step.split(" | ")) for step in path.split(" > "))
    return LineItem(table, steps, concept, sign, (), tuple(measures.split()), at)


ACME = Profile(
    Issuer("Acme Corporation", ("Acme Corporation",), "acme", "acme"),
    EntityIdentifier("http://www.sec.gov/CIK", "0000000001"),
    FiscalYear(4, NamedBy.START),
    TaxonomyMeta("https://example.org/", "1", "Acme", "", ""),
    units={"Gbps": "Gbps"},
    concepts={
        c.name: c
        for c in (
            _concept("Revenues", ConceptType.MONETARY, _DURATION, _CREDIT),
            _concept("ServiceRevenues", ConceptType.MONETARY, _DURATION, _CREDIT),
            _concept("Costs", ConceptType.MONETARY, _DURATION, _DEBIT),
            _concept("ServiceCosts", ConceptType.MONETARY, _DURATION, _DEBIT),
            _concept("InterestExpense", ConceptType.MONETARY, _DURATION, _DEBIT),
            _concept("Cash", ConceptType.MONETARY, _INSTANT, _DEBIT),
            _concept("Receivables", ConceptType.MONETARY, _INSTANT, _DEBIT),
            _concept("Allowance", ConceptType.MONETARY, _INSTANT, _CREDIT),
            _concept("Shares", ConceptType.SHARES, _DURATION),
            _concept("NetIncomePerShare", ConceptType.PER_SHARE, _DURATION),
            _concept("GrossMarginRatio", ConceptType.PERCENT, _DURATION),
            _concept("Contracts", ConceptType.INTEGER, _INSTANT),
            _concept("Bandwidth", ConceptType.DECIMAL, _INSTANT),
        )
    },
    line_items=(
        _item("Total revenues | Revenues", "Revenues", measures="change share"),
        _item("Revenues > Services", "ServiceRevenues", measures="change"),
        _item("Costs > Services", "ServiceCosts", measures="change"),
        _item("Costs", "Costs"),
        _item("Interest expense", "InterestExpense", sign=-1, measures="share"),
        _item("Cash and cash equivalents", "Cash"),
        _item("Cash, beginning of the period", "Cash", at="start"),
        _item("Cash, end of the period", "Cash", at="end"),
        _item("Cash shown with no word of when", "Cash"),
        _item(
            "Receivables, net of allowance of JPY # thousand and JPY # thousand at @ and @, respectively", "Receivables"
        ),
        _item("Number of shares | Number of shares (shares)", "Shares"),
        _item("Net income per share", "NetIncomePerShare"),
        _item("Gross margin ratio", "GrossMarginRatio", measures="change"),
        _item("Contracts", "Contracts", measures="difference"),
        _item("Bandwidth", "Bandwidth"),
        _item("Total revenues", "Revenues", table="targets", measures="change"),
        _item("Twice", "Revenues"),
        _item("Twice", "Costs"),
    ),
    label_figures=(
        LabelFigure(
            (("Receivables, net of allowance of JPY # thousand and JPY # thousand at @ and @, respectively",),),
            ("allowance of",),
            "Allowance",
        ),
    ),
    tables={"targets": TableKind("targets", ("Targets",), "targets", "change", (("ScenarioAxis", "ForecastMember"),))},
    words=(
        WordRule(WordPlace.ROW, ("(target)",), dimension=("ScenarioAxis", "ForecastMember")),
        WordRule(WordPlace.COLUMN, ("Actual",), dimension=("ScenarioAxis", "ActualMember")),
    ),
    measures={
        "change": Measure("change", "ChangeIn{}", "percent", "Change in {}", ("YoY change",), current=True),
        "difference": Measure("difference", "IncreaseIn{}", "same", "Increase in {}", ("YoY change",), current=True),
        "share": Measure("share", "{}Share", "percent", "{} share", ("% of revenues",)),
    },
    dimensions=(
        DimensionRow("targets", "ScenarioTable", "ScenarioAxis", "ScenarioDomain", "ActualMember", default=True),
        DimensionRow("targets", "ScenarioTable", "ScenarioAxis", "ScenarioDomain", "ForecastMember"),
    ),
)

KNOWN = Known(ACME, NAMESPACE)


def bound(text: str, known: Known = KNOWN) -> Bindings:
    """What binding makes of a release's text."""
    document, _ = read_document(text.encode(), "release.txt")
    assert document is not None
    return bind(document, known)


def built(text: str) -> Built:
    """The report that a release's text becomes."""
    return build(bound(text), KNOWN)


def said(binding: Binding) -> str:
    """A binding in one line: concept, value, unit, decimals, period, dimensions."""
    unit = "*".join(m.local for m in binding.unit.numerators)
    if binding.unit.denominators:
        unit += "/" + "*".join(m.local for m in binding.unit.denominators)
    period = binding.period
    dates = f"{period.start}..{period.end}" if period.start else f"{period.end}"
    value = "nil" if binding.value is None else f"{binding.value:f}"
    decimals = "INF" if binding.decimals is None else str(binding.decimals)
    members = "".join(f" {m.local}" for _, m in binding.dimensions)
    accuracy = "" if binding.value is None else f" ({decimals})"
    return f"{binding.concept.local} {value} {unit}{accuracy} {dates}{members}"
