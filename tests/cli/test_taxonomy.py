"""`tanshin taxonomy` as a user runs it: show, check, crosswalk, build; and what a broken profile brings."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tanshin.taxonomy.names import US_GAAP
from tanshin.taxonomy.profile import bundled_profiles, find_profile, load_profile

Run = Callable[..., "subprocess.CompletedProcess[str]"]
NAME = bundled_profiles()[0]
PROFILE, _ = load_profile(find_profile(NAME), NAME)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the bundled profile, free to be broken."""
    return Path(shutil.copytree(str(find_profile(NAME)), tmp_path / "profile"))


def change(file: Path, old: str, new: str) -> int:
    """Replaces the first `old` in a file; the line it stands on."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


# --- show and its page ------------------------------------------------------------------------------------------------


def test_a_statement_is_a_tree_with_balances_weights_and_us_gaap(tanshin: Run) -> None:
    done = tanshin("taxonomy", "show", "BalanceSheets")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("0100 - Statement - ")
    cash = next(line for line in lines if "Cash and cash equivalents" in line)
    fields = re.split(r"\s{2,}", cash.strip())
    assert fields == [
        "Cash and cash equivalents", "debit", "instant", "= CashAndCashEquivalentsAtCarryingValue", "+ Current assets",
    ]  # fmt: skip
    assert cash.startswith(" " * 6)
    assert any(line.strip().startswith("Treasury stock (sign turned)") and "- IIJ" in line for line in lines)
    assert "Statements of Income" not in done.stdout


def test_a_statement_goes_by_number_and_by_words(tanshin: Run) -> None:
    by_number, by_words = tanshin("taxonomy", "show", "0300"), tanshin("taxonomy", "show", "cash flows")
    assert by_number.stdout == by_words.stdout != ""
    unknown = tanshin("taxonomy", "show", "weather")
    assert unknown.returncode == 2
    assert "BalanceSheets" in unknown.stderr


def test_all_statements_as_json(tanshin: Run) -> None:
    told = json.loads(tanshin("taxonomy", "show", "--format", "json").stdout)["statements"]
    shown = {row["concept"] for statement in told for row in statement["rows"]}
    assert shown >= set(PROFILE.concepts)
    weights = [w for s in told for row in s["rows"] for w in row["weights"]]
    assert {w["weight"] for w in weights} == {1, -1}


class Page(HTMLParser):
    """The ids and links of a page, what it fetches, and which elements it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: set[str] = set()
        self.fetched: list[str] = []
        self.elements: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append(tag)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.fetched += [f"{tag} {given[name]}" for name in ("src", "srcset", "action", "data") if name in given]
        if tag in ("link", "iframe", "object", "embed", "img"):
            self.fetched.append(tag)
        href = given.get("href") or ""
        if href.startswith("#"):
            self.links.add(href[1:])
        elif href:
            self.fetched.append(href)


@pytest.mark.parametrize("command", [("show",), ("crosswalk",)])
def test_a_page_is_whole_without_a_network(tanshin: Run, command: tuple[str, ...]) -> None:
    done = tanshin("taxonomy", *command, "--format", "html")
    page = Page(done.stdout)
    assert (done.returncode, page.fetched) == (0, [])
    assert not re.search(r"@import|url\(|https?://(?!tanshin\.example)", done.stdout)
    assert len(page.ids) == len(set(page.ids))
    assert page.links <= set(page.ids)
    assert {"main", "header", "footer", "caption", "thead", "label"} <= set(page.elements)
    assert done.stdout == tanshin("taxonomy", *command, "--format", "html").stdout


def test_the_page_has_every_concept_and_escapes_what_is_markup(tanshin: Run, folder: Path) -> None:
    change(folder / "profile.toml", 'title = "', 'title = "<script>x</script> ')
    change(folder / "concepts.csv", ",Inventories,", ",Inventories & <b>more</b>,")
    done = tanshin("taxonomy", "show", "--format", "html", "--profile", folder)
    assert "&lt;script&gt;x" in done.stdout
    assert "Inventories &amp; &lt;b&gt;more" in done.stdout
    assert "<script>x" not in done.stdout
    assert "<b>more" not in done.stdout
    assert {f"c-{name}" for name in PROFILE.concepts} <= set(Page(done.stdout).ids)


# --- crosswalk --------------------------------------------------------------------------------------------------------


def test_the_crosswalk_has_a_row_for_each_line_item(tanshin: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(tanshin("taxonomy", "crosswalk", "--format", "csv").stdout)))
    assert {row["concept"] for row in rows} >= {item.concept for item in PROFILE.line_items}
    assert all(row["relation"] and row["reason"] for row in rows)
    told = json.loads(tanshin("taxonomy", "crosswalk", "--format", "json").stdout)["crosswalk"]
    assert [(row["label"], row["us_gaap"]) for row in told] == [(row["label"], row["us_gaap"]) for row in rows]
    text = tanshin("taxonomy", "crosswalk").stdout
    assert all(row["label"] in text for row in rows)


def test_the_crosswalk_is_skos(tanshin: Run) -> None:
    import rdflib
    from rdflib.namespace import RDF, SKOS

    done = tanshin("taxonomy", "crosswalk", "--format", "turtle")
    graph = rdflib.Graph().parse(data=done.stdout, format="turtle")
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert {rdflib.URIRef(f"{PROFILE.namespace}#{row.concept}") for row in PROFILE.crosswalk} <= concepts
    assert all(len(list(graph.objects(c, SKOS.prefLabel))) == 1 for c in concepts)
    matches = {"exact": SKOS.exactMatch, "narrower": SKOS.broadMatch, "wider": SKOS.narrowMatch}
    for row in PROFILE.crosswalk:
        ours = rdflib.URIRef(f"{PROFILE.namespace}#{row.concept}")
        theirs = rdflib.URIRef(f"{US_GAAP}#{row.us_gaap}")
        told = {word for word, verb in matches.items() if (ours, verb, theirs) in graph}
        assert told == ({str(row.relation)} - {"none"})
        assert rdflib.Literal(row.reason, lang="en") in set(graph.objects(ours, SKOS.note))


# --- check ------------------------------------------------------------------------------------------------------------


def test_the_bundled_profiles_are_sound(tanshin: Run) -> None:
    done = tanshin("taxonomy", "check")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1].endswith("no findings")


def test_the_rules_are_listed_with_their_sources(tanshin: Run) -> None:
    rules = json.loads(tanshin("taxonomy", "check", "--rules", "--format", "json").stdout)["rules"]
    assert len(rules) > 40
    assert all(rule["source"] for rule in rules)


def test_what_a_new_line_item_lacks_is_told(tanshin: Run, folder: Path) -> None:
    """A concept that is only listed: no documentation, no presentation, no line item, no relation to US-GAAP."""
    concepts = folder / "concepts.csv"
    text = concepts.read_text(encoding="utf-8").rstrip("\n") + "\n"
    line = text.count("\n") + 1
    concepts.write_text(text + "Patents,monetary,debit,instant,Patents,,,,,,,,\n", encoding="utf-8")
    done = tanshin("taxonomy", "check", folder, "--format", "json")
    found = json.loads(done.stdout)["taxonomies"][0]["findings"]
    assert {f["source"]["line"] for f in found} == {line}
    assert {f["code"] for f in found} == {
        "profile:not-presented", "profile:no-line-item", "profile:no-crosswalk", "quality:no-documentation",
    }  # fmt: skip


def test_a_filing_on_us_gaap(tanshin: Run, shared: Path) -> None:
    gaap = shared / "taxonomies" / "us-gaap-2009-01-31.zip"
    done = tanshin("taxonomy", "check", shared / "filings" / "nflx-10q-20100930", "--package", gaap)
    assert done.returncode == 0
    assert "15 concepts" in done.stdout
    without = tanshin("taxonomy", "check", shared / "filings" / "nflx-10q-20100930")
    assert without.returncode == 1
    assert "--package" in without.stdout


@pytest.mark.parametrize("target", ["nowhere", "nowhere.zip", "nowhere.xsd"])
def test_what_is_not_there_is_told_in_one_message(tanshin: Run, target: str) -> None:
    done = tanshin("taxonomy", "check", target)
    assert done.returncode in (1, 2)
    assert target in done.stdout + done.stderr


# --- build ------------------------------------------------------------------------------------------------------------


def test_a_package_is_built_and_is_sound(tanshin: Run, tmp_path: Path) -> None:
    done = tanshin("taxonomy", "build", "-o", "package", "--namespace", "https://example.com/taxonomies/")
    assert done.returncode == 0, done.stderr
    schema = next(p for p in (tmp_path / "package").glob("*.xsd") if "us-gaap" not in p.name)
    assert 'targetNamespace="https://example.com/taxonomies/' in schema.read_text(encoding="utf-8")
    checked = tanshin("taxonomy", "check", "package")
    assert checked.returncode == 0
    assert " error" not in checked.stdout
    assert tanshin("taxonomy", "build", "-o", "package").returncode == 2
    assert tanshin("taxonomy", "build", "-o", "package", "--force").returncode == 0


def test_sums_are_told_by_the_arcrole_asked_for(tanshin: Run, tmp_path: Path) -> None:
    for year, arcrole in (("2003", "http://www.xbrl.org/2003/arcrole/"), ("2023", "https://xbrl.org/2023/arcrole/")):
        assert tanshin("taxonomy", "build", "-o", year, "--calculation", year).returncode == 0
        text = next((tmp_path / year).glob("*-calculation.xml")).read_text(encoding="utf-8")
        assert set(re.findall(r'arcrole="([^"]*)summation-item"', text)) == {arcrole}
        assert tanshin("taxonomy", "check", year).returncode == 0


# --- bad input: each is a finding with file and line, and nothing is written ------------------------------------------

# the file, what is changed in it, the finding, and the text whose last line it is on
BAD = [
    ("concepts.csv", "documentation", "documents", "profile:unknown-column", "documents"),
    ("concepts.csv", "\nInventories,", "\nGoodwill,", "profile:duplicate", "\nGoodwill,"),
    ("calculation.csv", "CurrentAssets,Inventories", "CurrentAssets,Stock", "profile:unknown-concept", ",Stock"),
    ("presentation.csv", "balance,4,Inventories", "balance,4,Stock", "profile:unknown-concept", ",Stock"),
    ("calculation.csv", "balance,Assets,CurrentAssets,1",
     "balance,CurrentAssets,Assets,1\nbalance,Assets,CurrentAssets,1",
     "profile:calculation-cycle", "balance,CurrentAssets,Assets"),
    ("calculation.csv", "CurrentAssets,Inventories,1", "CurrentAssets,Inventories,one", "profile:bad-value", ",one"),
    ("presentation.csv", "balance,4,Inventories", "balance,four,Inventories", "profile:bad-value", ",four"),
    ("line_items.csv", "*,Total Costs |", "*,Total Revenues | Total Costs |", "profile:ambiguous",
     "Revenues | Total Costs"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "code", "where"), BAD)
def test_bad_input(
    tanshin: Run, tmp_path: Path, folder: Path, file: str, old: str, new: str, code: str, where: str
) -> None:
    change(folder / file, old, new)
    text = (folder / file).read_text(encoding="utf-8")
    line = text[: text.rindex(where) + where.count("\n")].count("\n") + 1
    done = tanshin("taxonomy", "check", folder, "--format", "json")
    assert done.returncode == 1
    found = json.loads(done.stdout)["taxonomies"][0]["findings"]
    assert (code, f"{folder}/{file}", line) in {
        (f["code"], f["source"]["file"], f["source"]["line"]) for f in found if f["source"]
    }
    for command in (("build", "-o", "package"), ("show",), ("show", "--format", "html"), ("crosswalk",)):
        refused = tanshin("taxonomy", *command, "--profile", folder)
        assert (refused.returncode, refused.stdout) == (1, ""), command
        assert f"{file}:{line}:" in refused.stderr
        assert code in refused.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["profile"]


def test_an_unknown_profile_is_told(tanshin: Run) -> None:
    for command in (("build", "-o", "package"), ("crosswalk",)):
        done = tanshin("taxonomy", *command, "--profile", "nobody")
        assert done.returncode == 2
        assert "nobody" in done.stderr
