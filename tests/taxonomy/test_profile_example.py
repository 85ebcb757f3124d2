"""The complete example of the profiles' README makes the valid filing that it promises."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from tanshin.converter.pipeline import Options, convert
from tanshin.converter.validate import validate
from tanshin.taxonomy.profile import load_profile

README = Path(__file__).resolve().parents[2] / "taxonomy" / "profiles" / "README.md"


def test_the_example_of_the_readme(tmp_path: Path) -> None:
    text = README.read_text(encoding="utf-8").partition("## A complete small example")[2]
    files = dict(re.findall(r"^`([\w.]+)`:\n\n```\w+\n(.*?)```$", text, re.MULTILINE | re.DOTALL))
    release = tmp_path / "acme.txt"
    release.write_text(files.pop("acme.txt"))
    (tmp_path / "acme").mkdir()
    for name, content in files.items():
        (tmp_path / "acme" / name).write_text(content)
    assert load_profile(tmp_path / "acme")[1] == ()

    conversion = convert(release, Options(str(tmp_path / "acme")))
    assert conversion.findings == ()
    values = {(f.concept.local, f.period.end.year): f.value for f in conversion.report.facts if f.period.end}
    assert len(values) == 8
    assert values["Revenues", 2009] == 12_250_000 and values["NetIncomePerShare", 2008] == Decimal("0.30")
    for name, data in conversion.files.items():
        (tmp_path / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / name).write_bytes(data)
    assert validate([tmp_path / "out" / "report.xbrl"]).valid
