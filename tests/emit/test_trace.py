"""trace.csv has the columns of the design, one row per mark, in document order, and says nothing it does not know."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

from tanshin.converter.emit.trace import COLUMNS, trace_csv
from tanshin.converter.report import Entity, Fact, Period, Report, Status, Trace, Unit
from tanshin.taxonomy.names import ISO4217, XBRLI
from tanshin.taxonomy.qname import QName
from tanshin.taxonomy.span import Span

EX = "https://example.com/ex"
REPORT = Report((), (), {"ex": EX, "iso4217": ISO4217, "xbrli": XBRLI})
PER_SHARE = Unit((QName(ISO4217, "JPY"),), (QName(XBRLI, "shares"),))
AXIS = (QName(EX, "ScenarioAxis"), QName(EX, "ForecastMember"))


def trace(line: int, raw: str, status: Status, **more: object) -> Trace:
    return Trace(Span("release.txt", line, 5, len(raw)), raw, "cell", status, **more)  # type: ignore[arg-type]


def test_fact_nil_and_excluded() -> None:
    half = Period(date(2008, 4, 1), date(2008, 9, 30))
    loss = Fact("f1", QName(EX, "NetLossPerShare"), Decimal("1780.110"), half, PER_SHARE, Entity("s", "1"), 3, (AXIS,))
    nil = Fact(
        "f2", QName(EX, "Cash"), None, Period(None, date(2008, 9, 30)), Unit(PER_SHARE.numerators), loss.entity, -3
    )
    content = trace_csv(
        [
            trace(9, "2008", Status.EXCLUDED, reason="date"),
            trace(3, "(1,780.110)", Status.FACT, printed_value=Decimal("-1780.110"), fact=loss, table=2,
                  us_gaap="us-gaap:X", relation="exact", labels=("Per share", "Net  loss"), headers=('1H08, "new"',)),
            trace(4, "--", Status.NIL, fact=nil),
        ],
        REPORT,
    )  # fmt: skip
    assert content.decode() == "\r\n".join([
        ",".join(COLUMNS),
        '3,5,"(1,780.110)",cell,fact,,-1780.110,1780.110,ex:NetLossPerShare,us-gaap:X,exact,iso4217:JPY/xbrli:shares,3,'
        '2008-04-01,2008-09-30,ex:ScenarioAxis=ex:ForecastMember,2,Per share > Net loss,"1H08, ""new""",f1',
        "4,5,--,cell,nil,,,,ex:Cash,,,iso4217:JPY,,,2008-09-30,,,,,f2",
        "9,5,2008,cell,excluded,date,,,,,,,,,,,,,,",
        "",
    ])  # fmt: skip


def test_what_is_printed_comes_back_from_a_csv_reader() -> None:
    raw = 'a "b",\tc'
    rows = list(csv.DictReader(StringIO(trace_csv([trace(1, raw, Status.EXCLUDED)], REPORT).decode(), newline="")))
    assert [row["raw"] for row in rows] == [raw]
    assert tuple(rows[0]) == COLUMNS


def test_an_exact_count_says_so() -> None:
    pure = Unit((QName(XBRLI, "pure"),))
    count = Fact("f1", QName(EX, "Contracts"), Decimal(5), Period(None, date(2008, 9, 30)), pure, Entity("s", "1"))
    [row] = csv.DictReader(StringIO(trace_csv([trace(1, "5", Status.FACT, fact=count)], REPORT).decode(), newline=""))
    assert (row["decimals"], row["unit"]) == ("INF", "xbrli:pure")
