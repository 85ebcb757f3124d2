"""Whatever does not agree in a profile is told with its place: one line per case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tanshin.taxonomy.profile import load_profile
from tanshin.taxonomy.profile.__main__ import main

Example = Callable[..., Path]

# file, old text, new text; the code and the place that are told first, a word of the message
CASES = [
    ("profile.toml", 'name = "Example Corporation"\n', "", "profile:missing-value", "profile.toml:1", "issuer.name"),
    ("profile.toml", "prefix =", "prefics =", "profile:unknown-column", "profile.toml:4", "prefics"),
    ("profile.toml", "start_month = 4", "start_month = 13", "profile:bad-value", "profile.toml:12", "13"),
    ("profile.toml", '"start"', '"middle"', "profile:bad-value", "profile.toml:13", "middle"),
    ("profile.toml", "[entity]", "[entity", "profile:unreadable-file", "profile.toml:7", "TOML"),
    ("profile.toml", 'prefix = "exm"', 'prefix = "xbrli"', "profile:bad-name", "profile.toml:4", "another"),
    ("profile.toml", 'path = "exm"', 'path = "e x m"', "profile:bad-name", "profile.toml:5", "`e x m`"),
    ("profile.toml", '"https://tanshin.example/"', '"tanshin"', "profile:bad-name", "profile.toml:16", "no http"),
    ("profile.toml", 'Gbps = "Gbps"', 'Gbps = "G bps"', "profile:bad-name", "profile.toml:23", "`G bps`"),
    ("roles.csv", "cash,Cash,", "cash,Segments,", "profile:duplicate", "roles.csv:4", "same address"),
    ("roles.csv", "cash,Cash,", "cash,Crosswalk,", "profile:duplicate", "roles.csv:3", "`Crosswalk`"),
    ("concepts.csv", "Headcount,", "SegmentsLineItems,", "profile:wrong-type", "concepts.csv:12", "line items"),
    ("tables.csv", "Cash flows", "Cash\x07flows", "profile:unreadable-file", "tables.csv:3", "U+0007"),
    ("concepts.csv", "documentation", "documents", "profile:unknown-column", "concepts.csv:1", "documents"),
    ("roles.csv", "definition", "definitions", "profile:missing-column", "roles.csv:1", "definition"),
    ("roles.csv", "Income,statement", "Income,statement,x", "profile:surplus-cells", "roles.csv:2", "5 cells"),
    ("words.csv", "row,memo", 'row,"memo', "profile:unreadable-file", "words.csv:4", "CSV"),
    ("concepts.csv", "Costs,,,Costs (minus)", ",,,Costs (minus)", "profile:missing-value", "concepts.csv:6", "label"),
    ("concepts.csv", "Headcount,integer", "Headcount,count", "profile:bad-value", "concepts.csv:12", "`count`"),
    ("concepts.csv", "Costs,monetary,debit", "Costs,monetary,left", "profile:bad-value", "concepts.csv:6", "left"),
    ("concepts.csv", "Headcount,", "headCount,", "profile:bad-name", "concepts.csv:12", "headCount"),
    ("concepts.csv", "CashIncrease,", "Cash,", "profile:duplicate", "concepts.csv:11", "second time"),
    ("concepts.csv", ",Costs,", ",Revenues,", "profile:duplicate-label", "concepts.csv:6", "Revenues"),
    ("concepts.csv", "Employees", "Change in Revenues", "profile:duplicate-label", "concepts.csv:3", "ChangeInRev"),
    ("concepts.csv", "integer,,", "integer,debit,", "profile:balance", "concepts.csv:12", "integer"),
    ("concepts.csv", "Headcount,", "ChangeInRevenues,", "profile:duplicate", "concepts.csv:12", "measure `change`"),
    ("line_items.csv", "Costs,Costs", "Costs,Cost", "profile:unknown-concept", "line_items.csv:5", "`Cost`"),
    (
        "line_items.csv", "Costs,Costs", "Costs,ChangeInRevenues", "profile:unknown-concept", "line_items.csv:5",
        "measure",
    ),
    ("line_items.csv", "Costs,Costs,-", "Costs,Costs,minus", "profile:bad-value", "line_items.csv:5", "minus"),
    ("line_items.csv", "change; share", "change; shared", "profile:unknown-measure", "line_items.csv:2", "shared"),
    ("line_items.csv", "cash,Increase", "cashflow,Increase", "profile:unknown-table", "line_items.csv:9", "cashflow"),
    ("line_items.csv", "Axis=AtmMember", "Axis=Atm", "profile:unknown-member", "line_items.csv:12", "`Atm`"),
    ("line_items.csv", "SegmentsAxis=Atm", "SegmentsAxis Atm", "profile:bad-value", "line_items.csv:12", "pair"),
    ("line_items.csv", ",start,", ",begin,", "profile:bad-value", "line_items.csv:8", "begin"),
    ("line_items.csv", "Costs,Costs", "Costs,CashAbstract", "profile:wrong-type", "line_items.csv:5", "abstract"),
    ("line_items.csv", "income,Costs", "income,REVENUES", "profile:ambiguous", "line_items.csv:5", "revenues"),
    ("line_items.csv", "Network,Rev", "Network,Costs,,SegmentsAxis=NetworkMember,,,\nsegments,N2,Rev",
     "profile:no-hypercube", "line_items.csv:11", "Costs"),
    ("label_figures.csv", "Employees, of #", "Staff, of #", "profile:unknown-item", "label_figures.csv:2", "staff"),
    ("tables.csv", "income,change", "incomes,change", "profile:unknown-role", "tables.csv:2", "incomes"),
    ("tables.csv", "income,change", "income,growth", "profile:unknown-measure", "tables.csv:2", "growth"),
    ("words.csv", "any,banking", "all,banking", "profile:bad-value", "words.csv:3", "`all`"),
    ("words.csv", "memo,ignore", "memo,skip", "profile:bad-value", "words.csv:4", "skip"),
    ("words.csv", "row,memo,ignore", "column,yoy,ignore", "profile:ambiguous", "words.csv:4", "yoy"),
    ("measures.csv", "ChangeIn{}", "ChangeIn", "profile:bad-value", "measures.csv:2", "{}"),
    ("measures.csv", "percent,Change", "ratio,Change", "profile:bad-value", "measures.csv:2", "ratio"),
    ("presentation.csv", "income,2,Costs", "income,3,Costs", None, "", ""),
    ("presentation.csv", "income,2,Costs", "income,4,Costs", "profile:presentation-depth", "presentation.csv:6", "4"),
    ("presentation.csv", "income,2,Costs", "income,x,Costs", "profile:bad-value", "presentation.csv:6", "depth"),
    ("presentation.csv", "2,Costs,negated", "2,Costs,terse", "profile:missing-label", "presentation.csv:6", "terse"),
    ("presentation.csv", "cash,2,CashI", "cash,3,Cash,\ncash,2,CashI", "profile:presentation-cycle",
     "presentation.csv:13", "below itself"),
    ("presentation.csv", "Costs,negated", "Costs,periodStart", "profile:label-period", "presentation.csv:6", "a dur"),
    ("calculation.csv", "Costs,-1", "Costs,1", "profile:calculation-weight", "calculation.csv:5", "credit"),
    ("calculation.csv", "Costs,-1", "Costs,0.5", "profile:bad-value", "calculation.csv:5", "0.5"),
    ("calculation.csv", "Costs,-1", "Cash,-1", "profile:calculation-period", "calculation.csv:5", "instant"),
    ("calculation.csv", "Costs,-1", "EarningsPerShare,1", "profile:calculation-type", "calculation.csv:5", "perShare"),
    ("calculation.csv", "Costs,-1", "CashAbstract,1", "profile:wrong-type", "calculation.csv:5", "abstract"),
    ("calculation.csv", "Revenues,ServiceRevenues", "Revenues,OperatingIncome", "profile:calculation-cycle",
     "calculation.csv:2", "`Revenues` > `OperatingIncome` > `Revenues`"),
    ("dimensions.csv", "AtmMember,,", "AtmMember,yes,", "profile:two-defaults", "dimensions.csv:5", "AtmMember"),
    ("dimensions.csv", ",BankingMember\n", ",OtherMember\n", "profile:unknown-concept", "dimensions.csv:5", "Other"),
    ("dimensions.csv", "BankingMember,,\n", "BankingMember,,AtmMember\n", "profile:member-cycle",
     "dimensions.csv:2", "AtmMember"),
    ("dimensions.csv", "AtmMember,,", "Costs,,", "profile:wrong-type", "dimensions.csv:5", "monetary"),
    ("dimensions.csv", "segments,SegmentsTable,SegmentsAxis,SegmentsDomain,BankingMember",
     "cash,SegmentsTable,SegmentsAxis,SegmentsDomain,BankingMember", "profile:default-missing",
     "dimensions.csv:4", "without its default"),
    ("crosswalk.csv", "Costs,exact,CostsAndExpenses", "Costs,exact,", "profile:crosswalk-target", "crosswalk.csv:5",
     "no US-GAAP"),
    ("crosswalk.csv", "Headcount,none,,,No amount of the statements", "Headcount,none,,,", "profile:crosswalk-target",
     "crosswalk.csv:10", "no reason"),
    ("crosswalk.csv", "Headcount,none", "Headcount,some", "profile:bad-value", "crosswalk.csv:10", "some"),
    ("crosswalk.csv", "Headcount,none,,,No amount of the statements\n", "", "profile:no-crosswalk", "concepts.csv:12",
     "Headcount"),
    ("line_items.csv", "*,Bandwidth,BandwidthTotal,,,,,\n", "", "profile:no-line-item", "concepts.csv:13", "Bandwidth"),
    ("presentation.csv", "income,2,BandwidthTotal,\n", "", "profile:not-presented", "concepts.csv:13", "Bandwidth"),
    ("tables.csv", "cash,Cash", "other,,cash,,,\ncash,Cash", "profile:unused", "tables.csv:3", "other"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "code", "place", "word"), CASES)
def test_what_is_told(example: Example, file: str, old: str, new: str, code: str | None, place: str, word: str) -> None:
    _, findings = load_profile(example((file, old, new)), "exm")
    told = [(f.code, str(f.source), f.message) for f in findings]
    if code is None:
        assert told == []
        return
    assert any(c == code and p.startswith(f"exm/{place}:") and word in m for c, p, m in told), told


def test_a_missing_file_and_a_misspelt_one(example: Example) -> None:
    folder = example()
    (folder / "roles.csv").rename(folder / "rolls.csv")
    _, findings = load_profile(folder, "exm")
    codes = [(f.code, f.source.file if f.source else "") for f in findings]
    assert ("profile:missing-file", "exm/roles.csv") in codes
    assert ("profile:unknown-file", "exm/rolls.csv") in codes


def test_bytes_that_are_no_utf_8(example: Example) -> None:
    folder = example()
    text = (folder / "tables.csv").read_bytes()
    (folder / "tables.csv").write_bytes(text.replace(b"Cash flows", b"Cash\x96flows"))
    _, findings = load_profile(folder, "exm")
    assert str(findings[0].source) == "exm/tables.csv:3:1"
    assert findings[0].code == "profile:unreadable-file"


def test_two_hypercubes_of_one_role(example: Example) -> None:
    more = "SecondTable,hypercube,,,Second [Table],,,,,,,,\nOtherAxis,dimension,,,Other [Axis],,,,,,,,\nSegmentsTable,"
    row = "segments,SecondTable,OtherAxis,SegmentsDomain,SegmentsDomain,yes,\n"
    folder = example(("concepts.csv", "SegmentsTable,", more), ("dimensions.csv", "parent\n", "parent\n" + row))
    _, findings = load_profile(folder, "exm")
    assert "profile:two-hypercubes" in {f.code for f in findings}


def test_the_command_prints_place_and_code(example: Example, capsys: pytest.CaptureFixture[str]) -> None:
    folder = example(("calculation.csv", "Costs,-1", "Costs,1"))
    assert main([str(folder)]) == 1
    out = capsys.readouterr().out
    assert f"{folder}/calculation.csv:5:1: error: weight 1 joins `OperatingIncome` (credit) and `Costs` (debit)" in out
    assert "[profile:calculation-weight]" in out
    assert main(["nobody"]) == 2
