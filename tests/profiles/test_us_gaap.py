"""The table of US-GAAP concepts in use, held against the real taxonomy where that is at hand."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import etree
from tanshin.taxonomy.profile import bundled_profiles, find_profile, load_profile

XSD = "{http://www.w3.org/2001/XMLSchema}"
XBRLI = "{http://www.xbrl.org/2003/instance}"


@pytest.fixture(scope="module")
def package(shared: Path) -> zipfile.ZipFile:
    path = shared / "taxonomies" / "us-gaap-2009-01-31.zip"
    if not path.is_file():
        pytest.skip(f"no {path.name} in the folder of real material")
    return zipfile.ZipFile(path)


def member(package: zipfile.ZipFile, end: str) -> bytes:
    return package.read(next(n for n in package.namelist() if n.endswith(end)))


def table() -> list[dict[str, str]]:
    text = files("tanshin.taxonomy").joinpath("us_gaap", "concepts.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_facts_are_those_of_the_taxonomy(package: zipfile.ZipFile) -> None:
    schema = etree.fromstring(member(package, "/elts/us-gaap-2009-01-31.xsd"))
    real = {e.get("name"): e for e in schema.iter(XSD + "element")}
    for row in table():
        element = real[row["name"]]
        assert row == {
            "name": row["name"],
            "type": (element.get("type") or "").split(":")[-1],
            "balance": element.get(XBRLI + "balance", ""),
            "period": element.get(XBRLI + "periodType", ""),
            "abstract": element.get("abstract", "false"),
        }


def test_none_of_them_is_deprecated(package: zipfile.ZipFile) -> None:
    text = member(package, "/elts/us-gaap-dep-pre-2009-01-31.xml").decode()
    deprecated = set(re.findall(r"us-gaap_(\w+)", text))
    assert {row["name"] for row in table()} & deprecated == set()


def test_the_table_holds_what_the_crosswalks_use_and_no_more() -> None:
    used = {
        row.us_gaap
        for name in bundled_profiles()
        for row in load_profile(find_profile(name), name)[0].crosswalk
        if row.us_gaap
    }
    names = [row["name"] for row in table()]
    assert names == sorted(used)
