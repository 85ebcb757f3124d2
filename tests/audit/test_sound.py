"""Sentences that are true of the bundled example: none of them is told as wrong."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from tanshin.converter.audit import shown
from tanshin.converter.pipeline import Options, convert
from tanshin.taxonomy.finding import Severity

EXAMPLE = (files("tanshin.converter") / "examples" / "iij-2009-08-11.txt").read_text(encoding="utf-8").split("\n")
HEADING = "Supplemental Information"

TRUE = """\
Systems construction revenues decreased, while systems operation and maintenance revenues increased.
Interest expense decreased YoY, and research and development expenses increased.
The decrease in accounts payable was larger than the increase in prepaid expenses.
Inventories increased slightly from March 31, 2009.
In 1Q08, general and administrative expenses increased as we hired people.
Of the balance of other investments of JPY2,125 million, JPY900 million was in available-for-sale securities.
Compared to March 31, 2009, accounts receivable decreased by JPY1,724 million.
Operating income for 1Q09 was JPY351 million versus JPY411 million in the same period of the previous year.
We expect a decrease in inventories in 2Q09.
The growth in revenues from outsourcing services slowed in 2Q09.
The plan will be reviewed by March 31, 2010, as was agreed on April 1, 2008.
Bonds of JPY500 million were issued on June 2, 2008 and mature on May 31, 2013.
The credit line of JPY500 million was extended until September 30, 2009.
A contract of JPY500 million that runs to March 31, 2010 was signed.
Orders of JPY500 million received in 1Q09 were for delivery in 2Q09.
Bonds of JPY500 million, due as of March 31, 2012, were issued.
A lease of JPY500 million was signed for the term from April 1, 2008 to March 31, 2013.
The dividend will be paid in accordance with the resolution at the meeting held on June 26, 2009.
The notice will be sent to shareholders of record on June 30, 2009.
The dividend will be paid to the shareholders entered in the register on June 30, 2009.
IIJ will buy back shares under the resolution that the board passed on May 15, 2009.
Shares will be split under the plan made public on May 15, 2009.
IIJ will apply the standard from April 1, 2009 onwards.
Claims will be settled on the terms set on May 15, 2009.
Shares will be sold at the price on June 30, 2009.
Operating income was JPY351 million in 1Q09, of which JPY919 million was backbone cost."""


@pytest.mark.parametrize("sentence", TRUE.split("\n"))
def test_what_is_true_is_not_told_as_wrong(tmp_path: Path, sentence: str) -> None:
    at = EXAMPLE.index(HEADING)
    (tmp_path / "release.txt").write_text("\n".join([*EXAMPLE[:at], sentence, "", *EXAMPLE[at:]]), encoding="utf-8")
    found = shown(convert(tmp_path / "release.txt", Options(filing=False)).findings)
    assert not [f for f in found if f.severity is not Severity.INFO and f.source and f.source.line == at + 1]
