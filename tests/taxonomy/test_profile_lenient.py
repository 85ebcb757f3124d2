"""What a newcomer's profile may leave out, and what is told once and not over and over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from tanshin.taxonomy import names
from tanshin.taxonomy.derive import profile_taxonomy
from tanshin.taxonomy.profile import load_profile
from tanshin.taxonomy.profile.undecided import undecided

Example = Callable[..., Path]


def changed(folder: Path, file: str, old: str, new: str) -> Path:
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new))
    return folder


def test_a_total_label_without_text_is_the_standard_label(example: Example) -> None:
    profile, findings = load_profile(changed(example(), "concepts.csv", ",Total operating income,", ",,"))
    assert findings == ()
    taxonomy = profile_taxonomy(profile)
    [concept] = [c for name, c in taxonomy.concepts.items() if name.local == "OperatingIncome"]
    assert concept.label(names.NEGATED_TOTAL_LABEL) == concept.label(names.LABEL) == "Operating income (loss)"


def test_a_role_address_with_role_before_it_is_not_doubled(example: Example) -> None:
    plain = load_profile(example())[0].roles["cash"].uri
    profile, findings = load_profile(changed(example(), "roles.csv", f",{plain},", f",role/{plain},"))
    assert (profile.roles["cash"].uri, findings) == (plain, ())


def test_an_unknown_type_is_told_once(example: Example) -> None:
    _, findings = load_profile(changed(example(), "concepts.csv", "Revenues,monetary,credit", "Revenues,money,credit"))
    assert {(f.code, f.source.line if f.source else 0) for f in findings} == {
        ("profile:bad-value", n) for n in (3, 4, 5)
    }


def test_a_kind_known_by_its_title_is_in_use_where_items_are_of_any_kind(example: Example) -> None:
    folder = changed(example(), "tables.csv", "id,titles,role", "id,titles,role")
    with (folder / "tables.csv").open("a") as file:
        file.write("outlook,Outlook,income\nnameless,,income\n")
    with (folder / "line_items.csv").open("a") as file:
        file.write("*,Staff,Headcount\n")
    told = [f.message for f in load_profile(folder)[1] if f.code == "profile:unused"]
    assert told == ["table `nameless` is used nowhere"]


def test_a_concept_without_a_crosswalk_row_is_told_with_the_file(example: Example) -> None:
    folder = example()
    lines = (folder / "crosswalk.csv").read_text().splitlines(keepends=True)
    (folder / "crosswalk.csv").write_text("".join(line for line in lines if not line.startswith("Headcount,")))
    assert "`Headcount` has no row in crosswalk.csv" in [f.message for f in load_profile(folder)[1]]


def test_a_byte_order_mark_hides_nothing_that_is_undecided(example: Example) -> None:
    folder = example(
        ("measures.csv", "documentation\n", "documentation,note\n"),
        ("measures.csv", "the year before\n", "the year before,guessed\n"),
    )

    def told() -> list[tuple[str, str]]:
        return [(f.message, str(f.source)) for f in undecided(folder, load_profile(folder, "exm")[0], "exm")]

    before = told()
    assert any("`change` mean is guessed" in message for message, _ in before)
    for file in folder.iterdir():
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert told() == before


def test_a_day_at_midnight_is_a_day_and_one_with_a_time_is_none(example: Example) -> None:
    days = 'named_by = "start"\nperiod_ends = [1998-09-26, 1999-09-25T00:00:00, 2000-09-30T12:00:00]'
    profile, findings = load_profile(example(("profile.toml", 'named_by = "start"', days)), "exm")
    assert [type(day) for day in profile.fiscal_year.period_ends] == [date, date]
    assert [(f.code, str(f.source)) for f in findings] == [("profile:bad-value", "exm/profile.toml:14:1")]
    assert "2000-09-30 12:00:00" in findings[0].message
