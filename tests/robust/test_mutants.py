"""No text makes a traceback: releases changed at random are read, bound and audited, or told as what they are.

`TANSHIN_MUTANTS` is how many of each release are tried; more than the sample of the suite also of those in `shared`.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest
from conftest import shared_folder
from mutate import mutant
from tanshin.converter.audit import audit_release, subject
from tanshin.converter.binding import bind, build
from tanshin.converter.pipeline import Issuer, load_issuer
from tanshin.converter.reading import read_document
from tanshin.converter.validate.calculation import calculate
from tanshin.taxonomy.profile import bundled_profiles

SAMPLE = 200
COUNT = int(os.environ.get("TANSHIN_MUTANTS", SAMPLE))
INVENTED = """Northwind Marine Holdings
News of August 11, 2009

Revenues were JPY 12,345 million ($128.2 million) for the six months ended June 30, 2009, up 4.5% from a year before.
As of June 30, 2009, the number of shares outstanding was 206,478 shares; basic net income per share was JPY 1,234.56.

CONSOLIDATED STATEMENTS OF INCOME (Unaudited)
(In thousands of yen, except per share data)
                                     Six Months Ended    Six Months Ended
                                      June 30, 2008        June 30, 2009
                                    -----------------    -----------------
REVENUES:
  Services                                 7,956,114            8,714,220
  Equipment sales                          1,350,000            (421,301)
Total revenues                             9,306,114            8,292,919
Interest income                               12,345                   --
Other--net                                      (350)               4,321
Net income per share                           10.25                11.50

\tThree Months Ended June 30, 2008\tThree Months Ended June 30, 2009\tYoY change
\tThousands of JPY\tThousands of JPY\t%
Interest income\t7,956\t5,714\t(28.2)%
Total costs and expenses\t6,350\t4,321\t-31.9%

2009 Target: for the fiscal year ending March 31, 2010 the company expects revenues of JPY 70.0 billion.
"""


@cache
def issuer() -> Issuer:
    return load_issuer(bundled_profiles()[0])


def go_through(data: bytes) -> None:
    """Read, bind, build and audit what the bytes print."""
    document, _ = read_document(data, "mutant.txt")
    if document is None:
        return
    one = issuer()
    built = build(bind(document, one.known), one.known)
    sums = tuple(calculate(built.report, one.taxonomy))
    audit_release(subject(document, one.profile, one.taxonomy, built.report, built.traces, sums, True))


def releases() -> list[Path]:
    folder = shared_folder()
    wanted = COUNT > SAMPLE and folder is not None
    return sorted(folder.glob("releases/**/*.txt")) if wanted and folder is not None else []


def _broken(text: str, count: int) -> dict[int, str]:
    found = {}
    for seed in range(count):
        try:
            go_through(mutant(text, seed))
        except Exception as error:
            found[seed] = repr(error)[:200]
    return found


def test_mutants_of_an_invented_release_make_no_traceback() -> None:
    assert _broken(INVENTED, COUNT) == {}


@pytest.mark.parametrize("release", releases(), ids=lambda p: p.stem)
def test_mutants_of_a_release_make_no_traceback(release: Path) -> None:
    assert _broken(release.read_text(encoding="utf-8", errors="replace"), COUNT) == {}
