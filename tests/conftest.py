"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from oracle import arelle

__all__ = ["arelle", "own_cache", "shared"]


def shared_folder() -> Path | None:
    """The folder of real material beside the checkout, or where `TANSHIN_SHARED` points; None if it is not there."""
    named = os.environ.get("TANSHIN_SHARED")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared"
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real releases, filings and suites; the test is skipped, saying so, where it is missing."""
    folder = shared_folder()
    if folder is None:
        pytest.skip("no folder `shared` beside the checkout and TANSHIN_SHARED is not set")
    return folder


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache folder for the tests, so that what a user has kept is neither used nor touched."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TANSHIN_CACHE", str(folder))
        yield folder
