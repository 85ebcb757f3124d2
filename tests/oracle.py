"""The reference processor as a second opinion, offline: facts, log and calculation verdicts of a filing.

All that is known of that processor stands here. A filing is loaded once per test session, however many ask for it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

Name = tuple[str, str]
"""Namespace and local name."""


@dataclass(frozen=True)
class OracleFact:
    """A fact as the reference processor understands it, in plain values that compare.

    `value` is a Decimal for a number, a str for another, None for nil. `start` and `end` are ISO texts of inclusive
    days as in our model (`end` alone for an instant); `decimals` None is INF or none.
    """

    concept: Name
    value: Decimal | str | None
    start: str
    end: str
    unit: tuple[tuple[Name, ...], tuple[Name, ...]]
    entity: tuple[str, str]
    dimensions: tuple[tuple[Name, Name | str], ...]
    decimals: int | None
    line: int


@dataclass(frozen=True)
class Inconsistency:
    """A broken summation: role, total and the place (line) of a fact of the total."""

    role: str
    total: Name
    line: int


@dataclass
class Filing:
    """A loaded filing. `log` has (level, code, message) of loading and of validating without calculation."""

    model: Any
    log: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """What was logged as a warning or worse."""
        return [entry for entry in self.log if entry[0] not in ("info", "debug")]

    def facts(self) -> list[OracleFact]:
        """All items, those in tuples too, in document order."""
        return [
            _fact(f)
            for f in sorted(self.model.factsInInstance, key=lambda f: f.objectIndex)
            if f.isItem and f.context is not None
        ]

    def calculation(self, rule: str) -> list[tuple[str, Inconsistency]]:
        """Codes and summations that do not hold by `1.0`, `1.1` or `1.1-truncation`."""
        return [
            (entry.codes if isinstance(entry.codes, str) else entry.codes[0], _inconsistency(entry))
            for entry in self._calculation(rule)
            if "linkrole" in entry.args and "reportedSum" in entry.args
        ]

    def calculation_codes(self, rule: str) -> list[str]:
        """All codes that checking the calculation gives."""
        return [e.codes if isinstance(e.codes, str) else e.codes[0] for e in self._calculation(rule)]

    def _calculation(self, rule: str) -> list[Any]:
        from arelle.ValidateXbrlCalcs import ValidateCalcsMode, validate

        mode = {
            "1.0": ValidateCalcsMode.XBRL_v2_1,
            "1.1": ValidateCalcsMode.ROUND_TO_NEAREST,
            "1.1-truncation": ValidateCalcsMode.TRUNCATION,
        }[rule]
        return list(validate(self.model, mode))


class Oracle:
    """The reference processor, loading filings with the taxonomy packages given and nothing from the network."""

    def __init__(self, folder: Path) -> None:
        from arelle import Cntlr, PackageManager
        from arelle.ModelFormulaObject import FormulaOptions

        self._cntlr = Cntlr.Cntlr(hasGui=False, logFileName="logToBuffer", disable_persistent_config=True)
        self._cntlr.webCache.workOffline = True
        self._cntlr.webCache.cacheDir = str(folder)
        self._cntlr.modelManager.formulaOptions = FormulaOptions()
        PackageManager.init(self._cntlr, loadPackagesConfig=False)
        self._packages: set[Path] = set()
        self._filings: dict[Path, Filing] = {}

    def load(self, path: Path, *packages: Path) -> Filing:
        """The filing, loaded and validated without calculation; the same object the next time."""
        from arelle import PackageManager, Validate

        known = self._filings.get(path)
        if known is not None:
            return known
        for package in set(packages) - self._packages:
            PackageManager.addPackage(self._cntlr, str(package))
            self._packages.add(package)
        PackageManager.rebuildRemappings(self._cntlr)
        self._cntlr.logHandler.clearLogBuffer()
        model = self._cntlr.modelManager.load(str(path))
        assert model is not None, f"the reference processor cannot load {path}"
        self._cntlr.modelManager.disclosureSystem.select(None)
        Validate.validate(model)
        filing = self._filings[path] = Filing(model, self._log())
        return filing

    def _log(self) -> list[tuple[str, str, str]]:
        import json

        entries = json.loads(self._cntlr.logHandler.getJson(clearLogBuffer=True))["log"]
        return [(e["level"], e["code"], e["message"]["text"]) for e in entries]

    def close(self) -> None:
        """Give the memory back."""
        for filing in self._filings.values():
            filing.model.close()
        self._cntlr.close()


@pytest.fixture(scope="session")
def arelle() -> Iterator[Oracle]:
    """The reference processor; the test is skipped where it is not installed."""
    pytest.importorskip("arelle", reason="arelle-release is not installed")
    with tempfile.TemporaryDirectory() as folder:
        oracle = Oracle(Path(folder))
        yield oracle
        oracle.close()


def _name(qname: Any) -> Name:
    return (qname.namespaceURI or "", qname.localName)


def _fact(fact: Any) -> OracleFact:
    context = fact.context
    if context.isForeverPeriod:
        start, end = "", ""
    else:
        start = context.startDatetime.date().isoformat() if context.isStartEndPeriod else ""
        end = (context.endDatetime - timedelta(days=1)).date().isoformat()
    unit: tuple[tuple[Name, ...], tuple[Name, ...]] = ((), ())
    if fact.unit is not None:
        over, under = fact.unit.measures
        unit = (tuple(sorted(map(_name, over))), tuple(sorted(map(_name, under))))
    value: Decimal | str | None = None
    if not fact.isNil:
        value = Decimal(fact.value) if fact.unit is not None else fact.value
    decimals = None
    if fact.unit is not None and not fact.isNil:
        from arelle.ValidateXbrlCalcs import inferredDecimals

        inferred = inferredDecimals(fact)
        decimals = int(inferred) if abs(inferred) < 10_000 else None
    dimensions = sorted(
        (_name(d.dimensionQname), _name(d.memberQname) if d.isExplicit else d.typedMember.stringValue.strip())
        for d in context.qnameDims.values()
    )
    return OracleFact(
        _name(fact.qname),
        value,
        start,
        end,
        unit,
        context.entityIdentifier,
        tuple(dimensions),
        decimals,
        fact.sourceline,
    )


def _inconsistency(entry: Any) -> Inconsistency:
    objects = entry.args["modelObject"]
    first = objects[0]
    fact = getattr(first, "modelObject", first)
    return Inconsistency(entry.args["linkrole"], _name(entry.args["concept"]), fact.sourceline)
