"""The two real releases as graphs, in memory and on disk."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from tanshin.converter.pipeline import convert


@pytest.fixture(scope="session")
def graphs(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `report.trig` of each real release, in a folder of its name."""
    folder = tmp_path_factory.mktemp("graphs")
    for release in sorted((shared / "releases").glob("iij-*.txt")):
        (folder / release.stem).mkdir()
        (folder / release.stem / "report.trig").write_bytes(convert(release).files["report.trig"])
    return folder


@pytest.fixture(scope="session")
def both(graphs: Path) -> ox.Store:
    """Both real releases in one store in memory."""
    store = ox.Store()
    for path in sorted(graphs.rglob("*.trig")):
        store.load(path=str(path))
    return store
