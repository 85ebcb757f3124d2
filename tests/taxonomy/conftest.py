"""A small invented issuer as a profile, whole on one screen, for the tests of profiles and of what is made of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

EXAMPLE = {
    "profile.toml": """\
[issuer]
name = "Example Corporation"
recognise = ["Example Corporation", "(NYSE: EXM)"]
prefix = "exm"
path = "exm"

[entity]
scheme = "http://www.sec.gov/CIK"
identifier = "0000000000"

[fiscal_year]
start_month = 4
named_by = "start"

[taxonomy]
base = "https://tanshin.example/"
version = "2009-08-11"
title = "Example & Co <earnings releases>"
description = "Concepts of the earnings releases"
publisher = "Example"

[units]
Gbps = "Gbps"
""",
    "concepts.csv": """\
name,type,balance,period,label,terse,total,negated,period_start,period_end,documentation,references,releases
StatementAbstract,abstract,,,Income statement [Abstract],,,,,,,,
Revenues,monetary,credit,duration,Revenues,,Total revenues,,,,"What was sold, in all",SFAS 131 ¶25; Regulation S-X,a; b
ServiceRevenues,monetary,credit,duration,Service revenues,Services,,,,,,,
ProductRevenues,monetary,credit,duration,Product revenues,Products,,,,,,,
Costs,monetary,debit,duration,Costs,,,Costs (minus),,,,,
OperatingIncome,monetary,credit,duration,Operating income (loss),,Total operating income,,,,,,
EarningsPerShare,perShare,,duration,Earnings per share,,,,,,,,
CashAbstract,abstract,,duration,Cash [Abstract],,,,,,,,
Cash,monetary,debit,instant,Cash,,,,"Cash, beginning","Cash, end",,,
CashIncrease,monetary,debit,duration,Increase in cash,,,,,,,,
Headcount,integer,,instant,Employees,,,,,,,,
BandwidthTotal,decimal,,instant,Bandwidth,,,,,,,,
SegmentsAbstract,abstract,,duration,Segments [Abstract],,,,,,,,
SegmentsTable,hypercube,,duration,Segments [Table],,,,,,,,
SegmentsAxis,dimension,,duration,Segments [Axis],,,,,,,,
SegmentsDomain,domain,,duration,Whole company [Domain],,,,,,,,
NetworkMember,domain,,duration,Network [Member],,,,,,,,
BankingMember,domain,,duration,Banking [Member],,,,,,,,
AtmMember,domain,,duration,ATM [Member],,,,,,,,
""",
    "line_items.csv": """\
table,path,concept,sign,dimensions,measures,at,note
income,Total revenues | Revenues,Revenues,,,change; share,,
income,Revenues > Services,ServiceRevenues,,,change; share,,
income,Revenues > Products,ProductRevenues,,,change,,
income,Costs,Costs,-,,,,
income,Operating income,OperatingIncome,,,change,,
income,Earnings per share,EarningsPerShare,,,,,
cash,"Cash, beginning",Cash,,,,start,
cash,Increase,CashIncrease,,,,,
cash,"Cash, end",Cash,,,,,
segments,Network,Revenues,,SegmentsAxis=NetworkMember,change,,
segments,Banking > ATM,Revenues,,SegmentsAxis=AtmMember,,,
*,"Employees, of # in all",Headcount,,,,,
*,Bandwidth,BandwidthTotal,,,,,
""",
    "label_figures.csv": """\
item,words,concept,sign,dimensions
"Employees, of # in all",of | out of,Headcount,,
""",
    "tables.csv": """\
id,titles,role,percent,dimensions,note
income,Income statement | Operating results,income,change,,
cash,Cash flows,cash,,,
segments,Segments,segments,,,
""",
    "words.csv": """\
where,words,means,note
column,YoY | change,measure:change,
any,banking,SegmentsAxis=BankingMember,
row,memo,ignore,
""",
    "measures.csv": """\
id,name,type,label,words,role,documentation
change,ChangeIn{},percent,Change in {},yoy change,derived,Growth of {} against the year before
share,{}PercentageOfTotalRevenues,percent,"{}, percentage of total revenues",% of total,derived,
""",
    "roles.csv": """\
id,uri,definition,kind
income,IncomeStatement,0200 - Statement - Income,statement
cash,Cash,0300 - Statement - Cash,statement
segments,Segments,0400 - Disclosure - Segments,disclosure
derived,Derived,0900 - Disclosure - Derived figures,disclosure
""",
    "presentation.csv": """\
role,depth,concept,label
income,1,StatementAbstract,
income,2,ServiceRevenues,terse
income,2,ProductRevenues,terse
income,2,Revenues,total
income,2,Costs,negated
income,2,OperatingIncome,negatedTotal
income,2,EarningsPerShare,
income,2,Headcount,
income,2,BandwidthTotal,
cash,1,CashAbstract,
cash,2,Cash,periodStart
cash,2,CashIncrease,
cash,2,Cash,periodEnd
segments,1,SegmentsAbstract,
segments,2,Revenues,
""",
    "calculation.csv": """\
role,total,part,weight
income,Revenues,ServiceRevenues,1
income,Revenues,ProductRevenues,1
income,OperatingIncome,Revenues,1
income,OperatingIncome,Costs,-1
""",
    "dimensions.csv": """\
role,hypercube,axis,domain,member,default,parent
segments,SegmentsTable,SegmentsAxis,SegmentsDomain,SegmentsDomain,yes,
segments,SegmentsTable,SegmentsAxis,SegmentsDomain,NetworkMember,,
segments,SegmentsTable,SegmentsAxis,SegmentsDomain,BankingMember,,
segments,SegmentsTable,SegmentsAxis,SegmentsDomain,AtmMember,,BankingMember
""",
    "crosswalk.csv": """\
concept,relation,us_gaap,sign,reason
Revenues,exact,Revenues,,Same meaning
ServiceRevenues,narrower,SalesRevenueServicesNet,,Only the services to companies
ProductRevenues,wider,SalesRevenueGoodsNet,,Leases too
Costs,exact,CostsAndExpenses,,Same meaning
OperatingIncome,exact,OperatingIncomeLoss,,Same meaning
EarningsPerShare,exact,EarningsPerShareBasic,,Same meaning
Cash,exact,CashAndCashEquivalentsAtCarryingValue,,Same meaning
CashIncrease,exact,CashAndCashEquivalentsPeriodIncreaseDecrease,-,"Same meaning, balance the other way"
Headcount,none,,,No amount of the statements
BandwidthTotal,none,,,No amount of the statements
""",
}

Edit = tuple[str, str, str]


@pytest.fixture
def example(tmp_path: Path) -> Callable[..., Path]:
    """Write the invented issuer's profile, changed by edits `(file, old, new)`; the folder."""

    def write(*edits: Edit) -> Path:
        files = dict(EXAMPLE)
        for file, old, new in edits:
            assert old in files[file], f"{old!r} is not in {file}"
            files[file] = files[file].replace(old, new, 1)
        folder = tmp_path / "exm"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    return write
