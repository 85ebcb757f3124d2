"""A folder of output appears whole or not at all, and nothing that was there is lost."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest
from tanshin.converter.emit.folder import OutputError, check_target, write_folder

FILES = {"report.xbrl": b"<new/>", "taxonomy/META-INF/taxonomyPackage.xml": b"<package/>"}


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def fail_after(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, calls: int, error: BaseException) -> None:
    """Make the `calls`-th call of `owner.name` raise `error`."""
    real, seen = getattr(owner, name), []

    def failing(*args: object) -> object:
        seen.append(args)
        if len(seen) == calls:
            raise error
        return real(*args)

    monkeypatch.setattr(owner, name, failing)


@pytest.fixture
def filing(tmp_path: Path) -> Path:
    folder = tmp_path / "filing"
    folder.mkdir()
    (folder / "report.xbrl").write_bytes(b"<old/>")
    return folder


def test_folder_and_its_parents_are_made_and_nothing_else(tmp_path: Path) -> None:
    write_folder(tmp_path / "a" / "b" / "filing", FILES)
    assert content(tmp_path) == {f"a/b/filing/{name}": data for name, data in FILES.items()}


def test_an_existing_folder_is_refused_and_stays(filing: Path) -> None:
    with pytest.raises(OutputError, match="exists") as caught:
        write_folder(filing, FILES)
    assert "--force" in caught.value.remedy
    assert content(filing) == {"report.xbrl": b"<old/>"}


def test_overwrite_replaces_a_filing(filing: Path) -> None:
    write_folder(filing, FILES, overwrite=True)
    assert content(filing) == FILES
    assert [p.name for p in filing.parent.iterdir()] == ["filing"]


@pytest.mark.parametrize("stranger", ["notes.txt", "photos/cat.jpg"])
def test_overwrite_loses_nothing_that_is_not_written_anew(filing: Path, stranger: str) -> None:
    (filing / stranger).parent.mkdir(exist_ok=True)
    (filing / stranger).write_bytes(b"mine")
    with pytest.raises(OutputError, match=f"would be lost: {stranger.partition('/')[0]}"):
        write_folder(filing, FILES, overwrite=True)
    assert content(filing) == {"report.xbrl": b"<old/>", stranger: b"mine"}


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_file_or_a_link_in_the_place_is_refused(tmp_path: Path, overwrite: bool) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("file", "link"):
        with pytest.raises(OutputError, match="is no folder"):
            check_target(tmp_path / name, overwrite=overwrite)


@pytest.mark.parametrize(
    ("error", "raised"),
    [(OSError(errno.ENOSPC, "No space left on device"), OutputError), (KeyboardInterrupt(), KeyboardInterrupt)],
)
@pytest.mark.parametrize("step", ["first file", "second file", "put aside", "take place"])
def test_a_failure_at_any_step_leaves_all_as_it_was(
    filing: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, raised: type[BaseException], step: str
) -> None:
    before = content(filing.parent)
    match step:
        case "first file":
            fail_after(monkeypatch, os, "fsync", 1, error)
        case "second file":
            fail_after(monkeypatch, os, "fsync", 2, error)
        case "put aside":
            fail_after(monkeypatch, Path, "rename", 1, error)
        case "take place":
            fail_after(monkeypatch, Path, "rename", 2, error)
    with pytest.raises(raised):
        write_folder(filing, FILES, overwrite=True)
    assert content(filing.parent) == before
    assert [p.name for p in filing.parent.iterdir()] == ["filing"]


@pytest.mark.parametrize("target", [".", "..", "../here"])
def test_the_folder_one_stands_in_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(OutputError, match="the folder you are in"):
        write_folder(Path(target), FILES, overwrite=True)
    assert [p.name for p in tmp_path.iterdir()] == ["here"]


def test_a_roundabout_path_is_the_folder_it_leads_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_folder(Path("filing/x/.."), FILES)
    assert content(tmp_path) == {f"filing/{name}": data for name, data in FILES.items()}


def test_a_failure_takes_the_parents_made_away_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_after(monkeypatch, os, "fsync", 2, OSError(errno.ENOSPC, "No space left on device"))
    with pytest.raises(OutputError, match="disk is full"):
        write_folder(tmp_path / "a" / "b" / "filing", FILES)
    assert list(tmp_path.iterdir()) == []


def test_a_parent_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(OutputError, match="file"):
        write_folder(tmp_path / "file" / "filing", FILES)
    assert content(tmp_path) == {"file": b"mine"}


@pytest.mark.parametrize("name", ["../out", "/etc/out", "", "a/../../out", "a\\b"])
def test_a_path_out_of_the_folder_is_an_error_of_the_program(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="inside the folder"):
        write_folder(tmp_path / "filing", {name: b""})
    assert list(tmp_path.iterdir()) == []


def test_the_folder_gets_the_modes_that_are_usual_here(tmp_path: Path) -> None:
    write_folder(tmp_path / "filing", FILES)
    (tmp_path / "usual").mkdir()
    assert (tmp_path / "filing").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_somebody_elses_folder_that_appears_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "filing"
    real = os.fsync

    def slow(handle: int) -> None:
        target.mkdir(exist_ok=True)
        (target / "theirs.txt").write_bytes(b"theirs")
        real(handle)

    monkeypatch.setattr(os, "fsync", slow)
    with pytest.raises(OutputError, match="exists"):
        write_folder(target, FILES)
    assert content(tmp_path) == {"filing/theirs.txt": b"theirs"}


def _never(*_: object) -> NoReturn:
    raise AssertionError("nothing may be written")


def test_a_refusal_comes_before_anything_is_written(filing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "mkdir", _never)
    with pytest.raises(OutputError):
        write_folder(filing, FILES)
