"""Running text bound as a reader would: each test prints sentences and says what their figures are, or why none."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tanshin.converter.binding import Binding, Known, bind
from tanshin.converter.document import Form, MarkKind
from tanshin.converter.reading import read_document
from tanshin.taxonomy.model import PeriodType
from tanshin.taxonomy.profile import (
    ConceptType,
    Derivation,
    LineItem,
    Measure,
    Phrase,
    ProfileConcept,
    find_profile,
    load_profile,
)
from tanshin.taxonomy.profile.formulas import parse_formula

_spec = importlib.util.spec_from_file_location("binding_issuer", Path(__file__).parent / "issuer.py")
assert _spec is not None and _spec.loader is not None
issuer = sys.modules.setdefault("binding_issuer", importlib.util.module_from_spec(_spec))
_spec.loader.exec_module(issuer)
said = issuer.said


KNOWN = Known(
    replace(
        issuer.ACME,
        line_items=(
            *issuer.ACME.line_items,
            LineItem("*", (("Interest expense (income)",),), "InterestExpense"),
        ),
        phrases=(
            Phrase(("Revenue", "sales"), ("Revenues",), measures=("change", "difference", "since", "before")),
            Phrase(("margin ratio",), ("GrossMarginRatio",), under=("Costs",)),
            Phrase(("cash",), ("Cash",), measures=("since",)),
            Phrase(("revenues and costs of services",), ("ServiceRevenues", "ServiceCosts")),
            Phrase(("payment of # in interest",), ("InterestExpense",)),
            Phrase(("hosting and mail revenues",), ("ServiceRevenues",), measures=("change",)),
        ),
        measures={
            "change": replace(issuer.ACME.measures["change"], against="year"),
            "difference": replace(issuer.ACME.measures["difference"], against="year"),
            "since": Measure("since", "IncreaseIn{}SinceYearEnd", "same", "{} since year end", against="year_end"),
            "before": Measure("before", "ChangeIn{}FromPrevious", "percent", "{} before", against="previous"),
            "share": replace(issuer.ACME.measures["share"], words=("% of revenues",)),
        },
    ),
    issuer.NAMESPACE,
)
HALF, BEFORE = "2008-04-01..2008-09-30", "2007-04-01..2007-09-30"


def outcomes(text: str, known: Known = KNOWN) -> list[str]:
    """Each figure of the text as a fact in one line, or as its reason and what is told of it."""
    page = f"Acme Corporation\n\nTOKYO, November 13, 2008\n\n1H08 Financial Results\n\n{text}\n"
    document, _ = read_document(page.encode(), "release.txt")
    assert document is not None
    found = bind(document, known)
    return [
        said(o) if isinstance(o, Binding) else f"{o.mark.raw} {o.reason}"
        for o in found.outcomes
        if o.mark.form is Form.AMOUNT and o.mark.kind is MarkKind.PROSE
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Revenues totaled JPY33,254 million, an increase of 10.9% YoY.",
            [f"Revenues 33254000000 JPY (-6) {HALF}", f"ChangeInRevenues 0.109 pure (3) {HALF}"],
        ),
        (
            "Revenue was JPY90 million ($1 million), down 3.0% YoY (JPY93 million in 1H07).",
            [
                f"Revenues 90000000 JPY (-6) {HALF}",
                f"Revenues 1000000 USD (-6) {HALF}",
                f"ChangeInRevenues -0.030 pure (3) {HALF}",
                f"Revenues 93000000 JPY (-6) {BEFORE}",
            ],
        ),
        (
            "Sales fell by 6.4% YoY to JPY6,290 million and interest expense was JPY5 million.",
            [
                f"ChangeInRevenues -0.064 pure (3) {HALF}",
                f"Revenues 6290000000 JPY (-6) {HALF}",
                f"InterestExpense 5000000 JPY (-6) {HALF}",
            ],
        ),
        (
            "Cash as of September 30, 2008 fell by JPY20 million to JPY80 million, compared to JPY100 million"
            " as of March 31, 2008.",
            [
                "IncreaseInCashSinceYearEnd -20000000 JPY (-6) 2008-09-30",
                "Cash 80000000 JPY (-6) 2008-09-30",
                "Cash 100000000 JPY (-6) 2008-03-31",
            ],
        ),
        (
            "Cash as of September 30, 2008 was JPY80 million. Compared to March 31, 2008, cash was down by JPY20"
            " million at JPY80 million.",
            [
                "Cash 80000000 JPY (-6) 2008-09-30",
                "IncreaseInCashSinceYearEnd -20000000 JPY (-6) 2008-09-30",
                "Cash 80000000 JPY (-6) 2008-09-30",
            ],
        ),
        (
            "Costs were JPY50 million. Margin ratio was 15.6% compared to 17.1% in 1H07.",
            [
                f"Costs 50000000 JPY (-6) {HALF}",
                f"GrossMarginRatio 0.156 pure (3) {HALF}",
                f"GrossMarginRatio 0.171 pure (3) {BEFORE}",
            ],
        ),
        (
            "The revenues and costs of services were JPY9 million and JPY8 million, respectively.",
            [f"ServiceRevenues 9000000 JPY (-6) {HALF}", f"ServiceCosts 8000000 JPY (-6) {HALF}"],
        ),
        (
            "Revenues and costs were JPY9 million and JPY8 million in 1H07, respectively.",
            [f"Revenues 9000000 JPY (-6) {BEFORE}", f"Costs 8000000 JPY (-6) {BEFORE}"],
        ),
        ("Revenues decreased by -3.0% YoY.", [f"ChangeInRevenues -0.030 pure (3) {HALF}"]),
        ("There was payment of JPY208 million in interest.", [f"InterestExpense 208000000 JPY (-6) {HALF}"]),
        ("Interest income was JPY7 million.", [f"InterestExpense -7000000 JPY (-6) {HALF}"]),
        (
            "In 2Q08, sales dropped by 1.0% compared to 1Q08.",
            ["ChangeInRevenuesFromPrevious -0.010 pure (3) 2008-07-01..2008-09-30"],
        ),
        (
            "Revenues were JPY8 million and JPY9 million in 1H07 and 1H08, respectively.",
            [f"Revenues 8000000 JPY (-6) {BEFORE}", f"Revenues 9000000 JPY (-6) {HALF}"],
        ),
        (
            "Interest expense was JPY5 million, 4.9% of the total.",
            [f"InterestExpense 5000000 JPY (-6) {HALF}", f"InterestExpenseShare 0.049 pure (3) {HALF}"],
        ),
        ("Interest expense (4.9% of the total) fell.", [f"InterestExpenseShare 0.049 pure (3) {HALF}"]),
        (
            "The growth of revenues (up 8.0% YoY) went on.",
            [f"ChangeInRevenues 0.080 pure (3) {HALF}"],
        ),
        (
            "Interest expense as a percentage of revenues rose to 4.1% from 3.3% in 1H07.",
            [f"InterestExpenseShare 0.041 pure (3) {HALF}", f"InterestExpenseShare 0.033 pure (3) {BEFORE}"],
        ),
        (
            "Revenues rose by 2.0% YoY and hosting and mail revenues by 4.0% to JPY50 million.",
            [
                f"ChangeInRevenues 0.020 pure (3) {HALF}",
                f"ChangeInServiceRevenues 0.040 pure (3) {HALF}",
                f"ServiceRevenues 50000000 JPY (-6) {HALF}",
            ],
        ),
        (
            "Cash at the end of September 2008 was JPY8 million.",
            ["Cash 8000000 JPY (-6) 2008-09-30"],
        ),
        (
            "Hosting in 1H07 and mail revenues were JPY8 million.",
            [f"ServiceRevenues 8000000 JPY (-6) {BEFORE}"],
        ),
        (
            "Globex had revenues of JPY8 million, while we had revenues of JPY9 million.",
            ["8 unbound", f"Revenues 9000000 JPY (-6) {HALF}"],
        ),
        (
            "Hosting and mail revenues, sales, were JPY9 million.",
            [f"ServiceRevenues 9000000 JPY (-6) {HALF}"],
        ),
        ("On a consolidated basis, revenues were JPY9 million.", [f"Revenues 9000000 JPY (-6) {HALF}"]),
        ("Thanks to new customers, revenues were JPY9 million.", [f"Revenues 9000000 JPY (-6) {HALF}"]),
        ("Revenues were JPY9 million, less than planned.", [f"Revenues 9000000 JPY (-6) {HALF}"]),
    ],
)  # fmt: skip
def test_a_sentence_says_what_its_figures_are(sentence: str, expected: list[str]) -> None:
    assert outcomes(sentence) == expected


def test_the_rest_of_a_name_may_stand_in_brackets_behind_its_amount() -> None:
    phrases = (Phrase(("lease debts (current)",), ("Receivables",)), Phrase(("lease debts (non-current)",), ("Cash",)))
    known = Known(replace(KNOWN.profile, phrases=phrases), issuer.NAMESPACE)
    assert outcomes(
        "Lease debts as of September 30, 2008 were JPY5 million (current) and JPY6 million (non-current).", known
    ) == [
        "Receivables 5000000 JPY (-6) 2008-09-30",
        "Cash 6000000 JPY (-6) 2008-09-30",
    ]


def test_words_around_a_figure_are_of_the_date_before_them() -> None:
    known = Known(replace(KNOWN.profile, phrases=(Phrase(("ran # sites",), ("Contracts",)),)), issuer.NAMESPACE)
    assert outcomes("In 1H08 Acme grew, and as of September 30, 2008 it ran 26 sites.", known) == [
        "Contracts 26 pure (INF) 2008-09-30"
    ]


def test_a_phrase_may_name_a_measure_and_the_changes_of_it() -> None:
    ratio = Phrase(("interest burden",), ("InterestExpenseShare",), measures=("difference",))
    known = Known(replace(KNOWN.profile, phrases=(ratio,)), issuer.NAMESPACE)
    assert outcomes("The interest burden was 4.9%, an increase of 1.8 points YoY.", known) == [
        f"InterestExpenseShare 0.049 pure (3) {HALF}",
        f"IncreaseInInterestExpenseShare 0.018 pure (3) {HALF}",
    ]


def test_the_change_of_a_balance_in_the_year_so_far_is_the_flow_that_derivations_say_it_is() -> None:
    flow = ProfileConcept("NetIncreaseInCash", ConceptType.MONETARY, None, PeriodType.DURATION, "Net increase in cash")
    row = Derivation(flow.name, "", parse_formula("Cash[end] - Cash[start]"), "Cash[end] - Cash[start]")
    profile = replace(KNOWN.profile, concepts={**KNOWN.concepts, flow.name: flow}, derivations=(row,))
    assert outcomes(
        "Cash as of September 30, 2008 decreased by JPY20 million compared to March 31, 2008.",
        Known(profile, issuer.NAMESPACE),
    ) == ["NetIncreaseInCash -20000000 JPY (-6) 2008-04-01..2008-09-30"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Overseas revenues were JPY5 million.",  # part of a longer name
        "Losses from revenues of JPY5 million were booked.",
        "Goods and revenues were JPY5 million.",
        "Goods and revenues were JPY5 million and JPY6 million, respectively.",
        "Revenues and costs were JPY5 million and JPY6 million.",
        "For hardware, revenues were JPY5 million.",  # said of a part only
        "Revenues were JPY5 million lower.",  # no value, though it stands where one does
        "Revenues were 5 million.",  # no currency
        "Revenues increased by JPY5 million.",  # from what is not said
        "Revenues were JPY5 million, JPY6 million and JPY7 million in 1H07 and 1H08.",  # of three, two dates
        "The ratio of costs to revenues (up 8.0% YoY) went on.",  # of the ratio
        "Among hosting and mail, mail contributed JPY5 million.",  # of a part that has no name of its own
        "Globex, a partner, had revenues of JPY8 million. Its interest expense was JPY5 million.",
        "Revenues of Globex were JPY8 million and interest expense was JPY5 million.",
        "Globex had revenues of JPY8 million and interest expense of JPY5 million.",
        "Revenues were JPY5 million in 1H07 in Japan.",  # neither of 1H07 as a whole, nor of 1H08
        "On a non-consolidated basis, revenues were JPY5 million.",
        "Revenues were JPY5 million on a pro forma basis.",
        "Revenues were JPY5 million excluding hosting.",
        "From overseas customers, revenues were JPY5 million.",
        "Translated at the old rate, revenues were JPY5 million.",
        "On average, revenues were JPY5 million.",
        "Revenues had been JPY5 million.",
        "Interest expense was JPY5 million (income).",  # brackets that turn it round
        "Cash was down JPY5 million compared to June 30, 2008.",  # from a date that no measure has
        "Twice was JPY5 million.",  # fits two line items
        "Margin ratio was 15.6%.",  # of what is not said
        "Revenues are to reach JPY5 million in FY2009.",
        "Net income per share was JPY5 million.",  # an amount that is for no share
        "Revenues (excluding services) were JPY5 million.",
        "We expect a good year, with revenues of JPY5 million.",
        "Les revenus ont atteint JPY5 million.",
    ],
)
def test_what_a_sentence_does_not_say_in_so_many_words_is_not_guessed(sentence: str) -> None:
    assert not [o for o in outcomes(sentence) if not o.endswith(" unbound")]


@pytest.mark.parametrize(
    ("sentence", "reasons"),
    [
        ("Connectivity of over 1Gbps is in demand.", ["1 threshold"]),
        ("It has exceeded 17,000 contracts.", ["17,000 threshold"]),
        ("The rate used was JPY105.94 per US$1.00, the noon rate.", ["105.94 exchange-rate", "1.00 exchange-rate"]),
        ("Costs of 6 months compared to 4 months.", ["6 period", "4 period"]),
        ("Our 4 new subsidiaries grew.", ["4 count"]),
        ("400 ADSs is equivalent to 1 share.", ["400 equivalence", "1 equivalence"]),
    ],
)
def test_a_figure_that_is_no_fact_says_why(sentence: str, reasons: list[str]) -> None:
    assert outcomes(sentence) == reasons


def test_a_figure_left_is_told_with_its_place_and_what_comes_near_and_a_strange_language_once() -> None:
    def told(text: str) -> list[tuple[int, str]]:
        document, _ = read_document(f"Acme Corporation\n\n1H08 Results\n\n{text}\n".encode(), "release.txt")
        assert document is not None
        findings = bind(document, KNOWN).findings
        return [(f.source.line, f.message) for f in findings if f.code == "bind:prose-unbound" and f.source]

    ((line, message),) = told("Revenues were JPY9 million. Foreign\nrevenues of another kind were JPY5 million.")
    assert (line, message.split()[0], "Revenues)" in message) == (6, "5", True)
    ((line, message),) = told("Les ventes sont de JPY9 million,\nle profit de JPY5 million.")
    assert (line, message.split()[0]) == (5, "2")


def test_in_a_section_about_a_part_the_name_of_the_total_is_left() -> None:
    def concepts(heading: str) -> list[str]:
        page = f"Internet Initiative Japan Inc.\n\n1H08 Results\n\n{heading}\n\nRevenues were JPY6,565 million.\n"
        document, _ = read_document(page.encode(), "release.txt")
        profile, _ = load_profile(find_profile("iij"))
        assert document is not None
        return [b.concept.local for b in bind(document, Known(profile, profile.namespace)).bound]

    assert (concepts("Revenues"), concepts("Overview"), concepts("SI")) == (["Revenues"], ["Revenues"], [])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("For hosting and mail, revenues were JPY9 million.", [f"ServiceRevenues 9000000 JPY (-6) {HALF}"]),
        ("Revenues from hosting and mail rose to JPY9 million.", [f"ServiceRevenues 9000000 JPY (-6) {HALF}"]),
        ("Hosting and mail contributed revenues of JPY9 million.", [f"ServiceRevenues 9000000 JPY (-6) {HALF}"]),
        (
            "Revenues fell from JPY93 million a year earlier to JPY90 million, 3.2% less year on year.",
            [
                f"Revenues 93000000 JPY (-6) {BEFORE}",
                f"Revenues 90000000 JPY (-6) {HALF}",
                f"ChangeInRevenues -0.032 pure (3) {HALF}",
            ],
        ),
        (
            "Compared to March 31, 2008, cash went up by JPY7 million.",
            ["IncreaseInCashSinceYearEnd 7000000 JPY (-6) 2008-09-30"],
        ),
        (
            "Costs were JPY50 million, which makes the margin ratio 15.6%.",
            [f"Costs 50000000 JPY (-6) {HALF}", f"GrossMarginRatio 0.156 pure (3) {HALF}"],
        ),
    ],
)  # fmt: skip
def test_names_are_known_in_whatever_order_and_a_facet_with_what_it_is_of(sentence: str, expected: list[str]) -> None:
    assert outcomes(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Hosting rose to JPY9 million.",  # a part that stands beside another in its name
        "Hosting revenues and mail revenues were JPY9 million.",
        "Hosting and mail revenues of one branch were JPY9 million.",
        "Billing, hosting and mail revenues were JPY9 million.",
        "Revenues of JPY9 million from one customer were booked.",
        "Overseas hosting grew, and its revenues were JPY9 million.",
        "Excluding hosting and mail, revenues were JPY9 million.",
        "Our customer Hosting Corp. had revenues of JPY9 million.",
        "Revenues were JPY70 million, including JPY9 million of costs of rent.",
        "Costs were JPY70 million, and JPY9 million of revenues in one branch.",
        "Costs were JPY5 million. Costs of rent were JPY9 million. Margin ratio was 15.6%.",
    ],
)
def test_a_part_of_a_name_or_of_a_total_is_not_taken_for_it(sentence: str) -> None:
    assert not [o for o in outcomes(sentence) if "9000000" in o or "0.156" in o]


def agreeing(sentence: str) -> list[str]:
    """The figures of a sentence in a release whose table has the amounts of two years."""
    table = "\t1H07\t1H08\n\tJPY millions\tJPY millions\nTotal revenues\t81,204\t93,417\nCosts\t60,310\t70,655\n"
    return outcomes(f"{sentence}\n\n{table}")


def test_a_sentence_of_no_known_form_is_read_as_what_agrees_with_the_tables() -> None:
    told = (
        "Strong demand took revenues, once more, as high as never before: JPY93,417 million after 15.0% of growth YoY."
    )
    assert agreeing(told) == [f"Revenues 93417000000 JPY (-6) {HALF}", f"ChangeInRevenues 0.150 pure (3) {HALF}"]
    assert agreeing(told.replace("93,417", "93,471").replace("15.0", "16.0")) == ["93,471 unbound", "16.0% unbound"]
    assert agreeing("Demand took costs, once more, as high as never before: JPY93,417 million.") == ["93,417 unbound"]


def test_a_paragraph_has_one_finding_for_the_figures_that_are_left() -> None:
    text = "Overseas revenues were JPY9 million and local revenues JPY8 million.\n\nRevenues were JPY90 million."
    document, _ = read_document(f"Acme Corporation\n\n1H08 Results\n\n{text}\n".encode(), "release.txt")
    assert document is not None
    (told,) = [f for f in bind(document, KNOWN).findings if f.code == "bind:prose-unbound"]
    assert told.message.startswith("2 figures of a paragraph are not bound. 9")


@pytest.mark.parametrize(
    ("sentence", "bound"),
    [
        ("We reported revenues of JPY9 million.", True),
        ("In total, Acme reported revenues of JPY9 million.", True),
        ("One competitor reported revenues of JPY9 million.", False),
        ("Companies with revenues of JPY9 million may apply.", False),
        ("The number of contracts was 9,121 contracts as of September 30, 2008.", True),
        ("Revenues edged up to JPY9 million.", True),
        ("Grants of up to JPY9 million are given for revenues.", False),
    ],
)  # fmt: skip
def test_who_reports_an_amount_tells_whose_it_is(sentence: str, bound: bool) -> None:
    made = [o for o in outcomes(sentence) if not o.endswith((" unbound", " threshold", " count"))]
    assert bool(made) is bound


def test_a_section_on_a_quarter_does_not_go_on_with_the_half_year_before_it() -> None:
    def facts(text: str) -> list[str]:
        return [o for o in outcomes(text) if not o.endswith(" unbound")]

    assert facts("Second Quarter\n\nRevenues were JPY9 million.") == []
    assert facts("First Half\n\nRevenues were JPY9 million.") == [f"Revenues 9000000 JPY (-6) {HALF}"]
    assert facts("Revenues were JPY9 million, compared to JPY8 million in 2Q07.") == []
    assert len(facts("In 2Q08, revenues were JPY9 million, compared to JPY8 million in 2Q07.")) == 2
