"""The files of a taxonomy package, and what the reference processor says of them."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from tanshin.taxonomy import names
from tanshin.taxonomy.derive import profile_taxonomy
from tanshin.taxonomy.dts import Resolver, load_dts
from tanshin.taxonomy.model import Arc, Taxonomy
from tanshin.taxonomy.profile import bundled_profiles, find_profile, load_profile
from tanshin.taxonomy.write import entry_point, package_files, package_meta

Example = Callable[..., Path]
XLINK = f"{{{names.XLINK}}}"


def written(folder: Path, **options: str) -> dict[str, bytes]:
    profile, _ = load_profile(folder)
    return package_files(profile_taxonomy(profile, **options), package_meta(profile, options.get("base")))


def put(files: dict[str, bytes], folder: Path) -> Path:
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def arelle(*arguments: str, home: Path) -> list[str]:
    """What the reference processor has to say against a file, offline."""
    command = [sys.executable, "-m", "arelle.CntlrCmdLine", "--internetConnectivity", "offline", "--validate"]
    done = subprocess.run(
        [*command, "--xdgConfigHome", str(home), *arguments], capture_output=True, text=True, check=False, timeout=120
    )
    assert "validated in" in done.stdout, done.stdout + done.stderr
    return [line for line in done.stdout.splitlines() if line and not line.startswith("[info]")]


def test_the_files(example: Example) -> None:
    files = written(example())
    assert list(files) == [
        "META-INF/catalog.xml",
        "META-INF/taxonomyPackage.xml",
        "exm-calculation.xml",
        "exm-definition.xml",
        "exm-label.xml",
        "exm-presentation.xml",
        "exm-reference.xml",
        "exm-us-gaap-definition.xml",
        "exm-us-gaap.xsd",
        "exm.xsd",
    ]
    for content in files.values():
        etree.fromstring(content)
        assert content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n')
        assert content.endswith(b">\n")
        assert b"\r" not in content
        assert b" \n" not in content


def test_the_same_profile_gives_the_same_bytes(example: Example) -> None:
    folder = example()
    assert written(folder) == written(folder)


def test_what_a_profile_says_is_escaped(example: Example) -> None:
    files = written(example())
    root = etree.fromstring(files["META-INF/taxonomyPackage.xml"])
    assert root.findtext("{*}name") == "Example & Co <earnings releases>"


def test_the_catalog_leads_published_addresses_to_the_files(example: Example) -> None:
    files = written(example(), base="http://example.org/taxonomies/")
    rewrite = etree.fromstring(files["META-INF/catalog.xml"])[0]
    assert dict(rewrite.attrib) == {"uriStartString": "http://example.org/taxonomies/exm/", "rewritePrefix": "../"}
    package = etree.fromstring(files["META-INF/taxonomyPackage.xml"])
    entries = [element.get("href") for element in package.iter("{*}entryPointDocument")]
    assert entries == [f"http://example.org/taxonomies/exm/{name}" for name in ("exm.xsd", "exm-us-gaap.xsd")]
    assert etree.fromstring(files["exm.xsd"]).get("targetNamespace") == "http://example.org/taxonomies/exm"


def test_nothing_behind_the_default_entry_point_needs_another_taxonomy(example: Example) -> None:
    core = re.compile(r"https?://www\.xbrl\.org/|https?://xbrl\.org/")
    for name, content in written(example()).items():
        if "us-gaap" in name or name.startswith("META-INF"):
            continue
        root = etree.fromstring(content)
        addresses = {element.get(f"{XLINK}href") or element.get("schemaLocation") or "" for element in root.iter()}
        outside = [a for a in addresses if "://" in a and not core.match(a)]
        assert outside == []


def test_labels_of_locators_and_arcs_fit_together(example: Example) -> None:
    for name, content in written(example()).items():
        for link in etree.fromstring(content).iter("{*}presentationLink", "{*}calculationLink", "{*}definitionLink"):
            labels = [loc.get(f"{XLINK}label") for loc in link.iter("{*}loc")]
            pairs = [(a.get(f"{XLINK}from"), a.get(f"{XLINK}to")) for a in link if a.get(f"{XLINK}type") == "arc"]
            assert len(labels) == len(set(labels)), name
            assert len(pairs) == len(set(pairs)), name
            assert {label for pair in pairs for label in pair} == set(labels), name


def test_what_is_written_is_read_back(example: Example, tmp_path: Path) -> None:
    profile, _ = load_profile(example())
    said = profile_taxonomy(profile)
    folder = put(package_files(said, package_meta(profile)), tmp_path / "taxonomy")
    dts = load_dts([folder / "exm.xsd"], Resolver.for_files([folder / "exm.xsd"]), labels=True)

    def arcs(taxonomy: Taxonomy) -> dict[tuple[str, str, str], set[Arc]]:
        return {(n.kind, n.role, n.arcrole): set(n.arcs) for n in taxonomy.networks if not n.role.endswith("Crosswalk")}

    assert dts.findings == ()
    assert dict(dts.taxonomy.concepts) == dict(said.concepts)
    assert arcs(dts.taxonomy) == arcs(said)


@pytest.mark.parametrize("calculation", [names.SUMMATION_ITEM, names.SUMMATION_ITEM_11])
def test_the_reference_processor_finds_nothing(example: Example, tmp_path: Path, calculation: str) -> None:
    folder = put(written(example(), calculation=calculation), tmp_path / "taxonomy")
    assert arelle("-f", str(folder / "exm.xsd"), home=tmp_path) == []


INSTANCE = """\
<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
    xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xbrldi="http://xbrl.org/2006/xbrldi"
    xmlns:exm="https://tanshin.example/exm">
  <link:schemaRef xlink:type="simple" xlink:href="taxonomy/exm.xsd"/>
  <xbrli:context id="c">
    <xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000000000</xbrli:identifier></xbrli:entity>
    <xbrli:period><xbrli:startDate>2009-04-01</xbrli:startDate><xbrli:endDate>2009-06-30</xbrli:endDate></xbrli:period>
    {scenario}
  </xbrli:context>
  <xbrli:unit id="u"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>
  <exm:ChangeInRevenues contextRef="c" unitRef="u" decimals="3">0.109</exm:ChangeInRevenues>
</xbrli:xbrl>
"""


@pytest.mark.parametrize(
    ("member", "code"),
    [
        ("", ""),
        ("exm:NetworkMember", ""),
        ("exm:AtmMember", ""),
        ("exm:SegmentsDomain", "xbrldie:DefaultValueUsedInInstanceError"),
        ("exm:Costs", "xbrldie:PrimaryItemDimensionallyInvalidError"),
    ],
)
def test_facts_are_valid_with_the_members_of_their_hypercube(
    example: Example, tmp_path: Path, member: str, code: str
) -> None:
    explicit = f'<xbrldi:explicitMember dimension="exm:SegmentsAxis">{member}</xbrldi:explicitMember>'
    scenario = f"<xbrli:scenario>{explicit}</xbrli:scenario>" if member else ""
    put(written(example()), tmp_path / "taxonomy")
    (tmp_path / "report.xbrl").write_text(INSTANCE.format(scenario=scenario), encoding="utf-8")
    told = arelle("-f", str(tmp_path / "report.xbrl"), home=tmp_path)
    assert [line.partition("]")[0].lstrip("[") for line in told] == ([code] if code else [])


def packed(files: dict[str, bytes], target: Path) -> Path:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(f"taxonomy/{name}", data)
    target.write_bytes(content.getvalue())
    return target


def test_the_crosswalk_beside_the_us_gaap_taxonomy(example: Example, tmp_path: Path, shared: Path) -> None:
    package = packed(written(example()), tmp_path / "exm.zip")
    us_gaap = shared / "taxonomies" / "us-gaap-2009-01-31.zip"
    entry = "https://tanshin.example/exm/exm-us-gaap.xsd"
    assert arelle("-f", entry, "--packages", f"{package}|{us_gaap}", home=tmp_path) == []


@pytest.mark.parametrize("name", bundled_profiles())
def test_bundled_taxonomies_under_the_reference_processor(name: str, tmp_path: Path) -> None:
    profile, _ = load_profile(find_profile(name), name)
    meta = package_meta(profile)
    folder = put(package_files(profile_taxonomy(profile), meta), tmp_path / "taxonomy")
    assert arelle("-f", str(folder / entry_point(meta)), home=tmp_path) == []
