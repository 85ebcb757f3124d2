"""Profiles, packages, folders and files are opened alike; findings name file and line; the author's part is judged."""

from __future__ import annotations

import shutil
import time
import zipfile
from pathlib import Path

import pytest
from tanshin.taxonomy.derive import profile_taxonomy
from tanshin.taxonomy.profile import bundled_profiles, find_profile, load_profile
from tanshin.taxonomy.quality import Unreadable, check_taxonomy, open_subject
from tanshin.taxonomy.write.package import package_files, package_meta


@pytest.mark.parametrize("name", bundled_profiles())
def test_nothing_is_found_in_a_bundled_profile_and_soon(name: str) -> None:
    start = time.perf_counter()
    assert [f"{f.source}: {f.message}" for f in check_taxonomy(open_subject(name))] == []
    assert time.perf_counter() - start < 0.5


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of a bundled profile, as a folder."""
    name = bundled_profiles()[0]
    profile, _ = load_profile(find_profile(name), name)
    folder = tmp_path_factory.mktemp("package") / "made"
    for path, data in package_files(profile_taxonomy(profile), package_meta(profile)).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def problems(target: Path) -> list[str]:
    return [f"{f.source}: {f.message}" for f in check_taxonomy(open_subject(str(target))) if f.severity != "info"]


def test_what_is_written_is_as_sound_as_the_profile(package: Path, tmp_path: Path) -> None:
    """As a folder, as a ZIP file, and as a schema alone."""
    archive = tmp_path / "package.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for file in sorted(package.rglob("*")):
            out.write(file, Path("made") / file.relative_to(package))
    schema = next(path for path in package.glob("*.xsd") if "us-gaap" not in path.name)
    assert problems(package) == problems(archive) == problems(schema) == []
    own = {len(open_subject(str(each)).own) for each in (package, archive, schema)}
    assert len(own) == 1
    assert min(own) > 100


def test_a_finding_in_files_names_the_line(package: Path, tmp_path: Path) -> None:
    """A weight that contradicts the balances."""
    broken = Path(shutil.copytree(package, tmp_path / "broken"))
    calculation = next(broken.glob("*-calculation.xml"))
    text = calculation.read_text(encoding="utf-8")
    line = text[: text.index('weight="-1"')].count("\n") + 1
    calculation.write_text(text.replace('weight="-1"', 'weight="1"', 1), encoding="utf-8")
    found = check_taxonomy(open_subject(str(broken)))
    told = [f for f in found if f.code == "quality:weight-balance"]
    assert len(told) == 1
    assert told[0].source is not None
    assert told[0].source.file.endswith("-calculation.xml")
    assert told[0].source.line in (line, line - 1)  # the arc element begins on this line or the one before


@pytest.mark.parametrize(("element", "code"), [("roleRef", "quality:href"), ("loc", "dts:no-such-element")])
def test_an_address_that_leads_nowhere(package: Path, tmp_path: Path, element: str, code: str) -> None:
    broken = Path(shutil.copytree(package, tmp_path / "broken"))
    presentation = next(broken.glob("*-presentation.xml"))
    text = presentation.read_text(encoding="utf-8")
    place = text.index(f"<link:{element} ")
    fragment = text.index(".xsd#", place) + len(".xsd#")
    presentation.write_text(f"{text[:fragment]}no_such_{text[fragment:]}", encoding="utf-8")
    (told,) = (f for f in check_taxonomy(open_subject(str(broken))) if f.code == code)
    assert told.source is not None
    assert (Path(told.source.file).name, told.source.line) == (presentation.name, text.count("\n", 0, place) + 1)


def test_a_real_filing_is_judged_by_what_its_author_wrote(shared: Path) -> None:
    gaap = shared / "taxonomies" / "us-gaap-2009-01-31.zip"
    subject = open_subject(str(shared / "filings" / "nflx-10q-20100930"), [gaap])
    assert 0 < len(subject.own) < 50 < len(subject.taxonomy.concepts)
    found = check_taxonomy(subject)
    assert {f.severity for f in found} <= {"warning"}
    assert all(f.source is not None and "nflx" in f.source.file and f.source.line > 1 for f in found)


@pytest.mark.parametrize("name", ["empty", "text.zip"])
def test_what_is_no_taxonomy_is_told(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    if target.suffix:
        target.write_text("no package", encoding="utf-8")
    else:
        target.mkdir()
    with pytest.raises(Unreadable) as told:
        open_subject(str(target))
    assert [f.code for f in told.value.findings] in (["quality:no-taxonomy"], ["package:broken"])


def test_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_subject(str(tmp_path / "nowhere.xsd"))


def test_a_missing_package_is_the_only_thing_that_is_told(shared: Path) -> None:
    with pytest.raises(Unreadable) as raised:
        open_subject(str(shared / "filings" / "nflx-10q-20100930" / "nflx-20100930.xsd"))
    (told,) = raised.value.findings
    assert told.code == "dts:missing" and "2 more documents" in told.message and "--package" in told.hint
