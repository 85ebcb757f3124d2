"""Running text under a profile of labels alone, as a draft: a figure stands only if a table and every word agree."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tanshin.converter.binding import Binding, Known, bind
from tanshin.converter.binding.prose_dates import spoken_periods
from tanshin.converter.document import Form, MarkKind
from tanshin.converter.reading import read_document
from tanshin.taxonomy.profile import Phrase

_spec = importlib.util.spec_from_file_location("binding_issuer", Path(__file__).parent / "issuer.py")
assert _spec is not None and _spec.loader is not None
issuer = sys.modules.setdefault("binding_issuer", importlib.util.module_from_spec(_spec))
_spec.loader.exec_module(issuer)

DRAFT = Known(replace(issuer.ACME, phrases=(), measures={}), issuer.NAMESPACE)
PHRASED = Known(
    replace(issuer.ACME, phrases=(Phrase(("total revenues",), ("Revenues",)),), measures={}), issuer.NAMESPACE
)
TABLE = (
    "\t2Q07\t1Q08\t2Q08\n\tJPY millions\tJPY millions\tJPY millions\n"
    "Total revenues\t74,305\t80,116\t83,417\nCosts\t60,600\t60,600\t70,655\n"
)


def told(text: str, known: Known = DRAFT, heading: str = "2Q08 Results") -> list[str]:
    """The bound figures of running text with the first day of their period, and what is told of the others."""
    page = f"Acme Corporation\n\nTOKYO, November 13, 2008\n\n{heading}\n\n{text}\n\nStatements\n\n{TABLE}\n"
    document, _ = read_document(page.encode(), "release.txt")
    assert document is not None
    marks = [o for o in bind(document, known).outcomes if o.mark.kind is MarkKind.PROSE]
    return [
        f"{o.mark.raw} {o.concept.local} {o.period.start}" if isinstance(o, Binding) else f"{o.mark.raw} {o.reason}"
        for o in marks
        if o.mark.form is Form.AMOUNT
    ]


NOW, QUARTER_BEFORE, YEAR_BEFORE = (
    f"{n} Revenues {day}" for n, day in (("83,417", "2008-07-01"), ("80,116", "2008-04-01"), ("74,305", "2007-07-01"))
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Total revenues were JPY83,417 million.", [NOW]),
        ("Total revenues rose to JPY83,417 million, mainly due to mild weather.", [NOW]),
        ("Total revenues were JPY83,417 million, compared with JPY74,305 million a year ago.", [NOW, YEAR_BEFORE]),
        ("Total revenues were JPY83,417 million versus JPY80,116 million in the prior quarter.", [NOW, QUARTER_BEFORE]),
        ("In 2Q07, total revenues were JPY74,305 million, and in 2Q08 our total revenues were JPY83,417 million.",
         [YEAR_BEFORE, NOW]),
    ],
)  # fmt: skip
def test_a_figure_that_a_table_prints_stands_in_a_sentence_of_a_known_form(sentence: str, expected: list[str]) -> None:
    assert told(sentence) == expected


def test_what_no_table_prints_or_another_figure_of_it_stays_unbound_and_is_told() -> None:
    assert told("Total revenues were JPY83,471 million.") == ["83,471 unbound"]
    assert told("Interest expense was JPY12 million.") == ["12 unbound"]
    assert told("Costs were JPY60,600 million in 1Q08.") == ["60,600 unbound"]  # printed for two quarters
    assert told("Total revenues were JPY83,471 million.", PHRASED) == ["83,471 Revenues 2008-07-01"]


@pytest.mark.parametrize(
    "words",
    [
        "Northern total revenues were {}.", "Northern: total revenues were {}.", "Total revenues of Northern were {}.",
        "The Bank's total revenues were {}.", "Northern had total revenues of {}.",
        "At Northern, total revenues were {}.",
        "Total revenues were {} at Northern.", "Total revenues were {} through our branches.",
        "Total revenues were {} (Northern only).", "Total revenues were {}, all of it in Northern.",
        "Pro forma total revenues were {}.", "Total revenues were {} (non-GAAP).",
        "Total revenues, as adjusted, were {}.",
        "Total revenues were {}, excluding Northern.", "Same-store total revenues were {}.",
        "The acquired business had total revenues of {}.", "Total revenues were {} before eliminations.",
        "Total revenues are expected to be {}.", "Total revenues of {} to JPY90,000 million are planned.",
        "Total revenues were between {} and JPY90,000 million.", "Analysts had expected total revenues of {}.",
        "Total revenues were at least {}.", "Total revenues were not {}.", "Total revenues would have been {}.",
        "Total revenues were {} last year.", "Total revenues were {} a year ago.", "Total revenues were {} in August.",
        "Unlike in 1Q08, total revenues were {}.", "Total revenues peaked in 1Q08 and were {}.",
    ],
)  # fmt: skip
def test_no_word_beside_a_figure_is_passed_over_even_where_a_table_has_the_same_figure(words: str) -> None:
    found = told(words.format("JPY83,417 million"))
    assert found and not [f for f in found if f.startswith("83,417 Revenues")]


@pytest.mark.parametrize("known", [DRAFT, PHRASED])
def test_the_quarter_before_is_never_taken_for_the_year_before(known: Known) -> None:
    for words in ("in the preceding quarter", "in the trailing quarter", "sequentially", "last quarter"):
        text = (
            f"Total revenues were JPY83,417 million versus JPY80,116 million {words} and JPY74,305 million a year ago."
        )
        assert {f for f in told(text, known) if f.startswith("80,116")} <= {QUARTER_BEFORE, "80,116 unbound"}
    half = "Total revenues were JPY83,417 million in 1H08, up from JPY80,116 million in the previous quarter."
    assert "80,116 unbound" in told(half, known)


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("the Pensions and Savings Act of 2007", 0), ("its 2007 Share Option Plan", 0), ("7% bonds due 2007", 0),
        ("a contract dated June 30, 2007", 0), ("the 2007 Annual Report", 0), ("the 6% 2007 Notes", 0),
        ("revenues of 2007", 1), ("in 2007, plans were made", 1), ("as of June 30, 2007", 1),
    ],
)  # fmt: skip
def test_the_year_of_a_law_a_loan_or_a_plan_is_no_period(text: str, periods: int) -> None:
    assert len(spoken_periods(text)) == periods


def test_a_section_has_a_period_only_if_a_table_has_it() -> None:
    assert told("Total revenues were JPY83,417 million.", PHRASED, "2Q08 Results") == [NOW]
    for heading in ("2Q05 Results", "2Q08 compared with 2Q07", "Banking Act of 2008"):
        assert told("Total revenues were JPY83,417 million.", PHRASED, heading) == ["83,417 unbound"]
