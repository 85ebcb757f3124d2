"""The steps of validating, in order, as a stream of findings; the forms in the package drain it as far as they need.

What each step looks at is said in the module of its name; files come through `taxonomy.dts` and `load`.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ...taxonomy.finding import Finding, Severity, finding
from ...taxonomy.model import Taxonomy
from ...taxonomy.span import Span
from ..interval import has_excess_digits
from ..load import Instance, load_instance
from ..load.printed import printed_places
from ..report import Report
from . import dimensions, facts
from .calculation import Held, iter_results, network_findings
from .causes import Break
from .contexts import content_findings
from .definitions import definition_findings
from .dimensions import Cubes, Placed
from .duplicates import duplicate_findings
from .explain import broken_finding
from .footnotes import footnote_findings
from .ground import Discovered, Ground, SchemaEngine, Sources
from .index import FactIndex
from .result import CalculationResult, Rule, Verdict
from .words import context_words, figure

if TYPE_CHECKING:
    from .image import Image


class Engine:
    """One run: `findings` come as they are found; what else is learnt stands in `facts`, `sums`, `results` afterwards.

    `sums` counts the summations that bind by their verdict. Without `details`, `results` may lack those that hold.
    """

    def __init__(
        self, rule: Rule, *, schema: bool = True, schema_engine: SchemaEngine = "libxml2", details: bool = True
    ) -> None:
        self.rule = rule
        self.details = details
        self.schema = schema
        self.schema_engine = schema_engine
        self.facts = 0
        self.results: list[CalculationResult] = []
        self.sums: dict[Verdict, int] = dict.fromkeys(Verdict, 0)
        self._told: set[tuple[str, Path]] = set()
        self._live: Discovered | None = None

    # --- files --------------------------------------------------------------------------------------------------------

    def of_files(
        self, files: Iterable[Path], packages: Iterable[Path] = (), folders: Iterable[Path] = ()
    ) -> Iterator[Finding]:
        """The findings of each file with its DTS; the folders of all of them may be read."""
        paths = list(files)
        sources = Sources(packages, [*(path.parent for path in paths), *folders])
        for path in paths:
            yield from self.of_file(path, sources)

    def of_file(self, path: Path, sources: Sources) -> Iterator[Finding]:
        """The findings of a file with its DTS, from what `sources` lets be read."""
        kept = self._image(path, sources)
        if kept is not None:
            yield from self._once(kept.told())
            instance = yield from self._instance(path, kept)
            if self._live is not None:  # something was asked for that was not kept
                self._keep(path, sources, self._live, instance)
            return
        ground = self._discover(path, sources)
        yield from self._once(ground.told())
        kind = ground.kind
        if kind == "instance":
            self._keep(path, sources, ground, (yield from self._instance(path, ground)))
        elif kind is not None:
            yield from self._once(ground.schema())
            yield from network_findings(ground.taxonomy, self.rule)

    def _instance(self, path: Path, ground: Ground) -> Generator[Finding, None, Instance]:
        """The findings of an instance on its ground."""
        instance = load_instance(path, types=ground.types)
        yield from self._once(instance.findings)
        yield from self._once(ground.schema(instance.plain))
        if any(dimension.typed for context in instance.contexts.values() for dimension in context.dimensions):
            from .typed import typed_findings

            yield from typed_findings(instance, ground.typed_domain)
        yield from footnote_findings(instance, ground)
        yield from self.of_instance(
            instance, ground.taxonomy, printed_places(path), ground.declares, whole=ground.whole
        )
        return instance

    def _discover(self, path: Path, sources: Sources) -> Discovered:
        from ...taxonomy.dts import load_dts

        dts = load_dts([path], sources.resolver(path))
        return Discovered(dts, schema=self.schema, engine=self.schema_engine)

    def _image(self, path: Path, sources: Sources) -> Image | None:
        """The ground as it was kept; a run that does not judge by the fast engine goes without."""
        self._live = None
        if not self.schema or self.schema_engine != "libxml2":
            return None
        from .image import Images

        def live() -> Discovered:
            if self._live is None:
                self._live = self._discover(path, sources)
            return self._live

        return Images().get(path, sources, live)

    def _keep(self, path: Path, sources: Sources, ground: Discovered, instance: Instance) -> None:
        if self.schema and self.schema_engine == "libxml2":
            from .image import Images

            Images().put(path, sources, ground, instance)

    def _once(self, found: Iterable[Finding]) -> Iterator[Finding]:
        """The findings, less that a file is no XML where that is told: several steps read the same bytes."""
        for each in found:
            if each.code.startswith("xml:") and each.source is not None:
                file = (each.code, Path(each.source.file).resolve())
                if file in self._told:
                    continue
                self._told.add(file)
            yield each

    # --- facts --------------------------------------------------------------------------------------------------------

    def of_instance(
        self,
        instance: Instance,
        taxonomy: Taxonomy,
        places: Mapping[str, Span] | None = None,
        declares: dimensions.Declares | None = None,
        *,
        whole: bool = True,
    ) -> Iterator[Finding]:
        """The findings of an instance as loaded, on its taxonomy; those of loading it are not among them.

        `places` maps a fact's id to where it is printed besides the instance, for the messages; `declares` says whether
        a schema has a global element of a name that is no concept. Of a taxonomy that is not `whole`, nothing is
        concluded from what is not there.
        """
        for name, span, *_ in instance.holders:
            concept = taxonomy.concepts.get(name)
            if concept is None and not whole:
                continue
            if concept is None or concept.kind != "tuple":
                what = "no concept of the taxonomy" if concept is None else f"of kind {concept.kind}"
                code = "xbrl.4.6:notItemOrTuple" if concept is None else "xbrl.4.6.1:itemContextRef"
                yield finding(code, f"{name.local} stands as a fact without contextRef but is {what}.", source=span)
        yield from content_findings(instance, taxonomy)
        placed = {
            name: Placed(
                {d.axis: d.container for d in context.dimensions}, frozenset(each.container for each in context.content)
            )
            for name, context in instance.contexts.items()
        }

        index = FactIndex(instance.report.facts, instance.beyond)
        holders = {holder.name for holder in instance.holders}
        yield from definition_findings(instance.report.facts, index, taxonomy, holders)
        placements = [placed[name] for name in instance.placed]
        yield from self._of_facts(instance.report, taxonomy, index, placements, places or {}, declares, whole=whole)

    def of_report(self, report: Report, taxonomy: Taxonomy, places: Mapping[str, Span]) -> Iterator[Finding]:
        """The findings of a report on its taxonomy."""
        yield from facts.id_findings(report.facts)
        index = FactIndex(report.facts)
        yield from definition_findings(report.facts, index, taxonomy)
        yield from self._of_facts(report, taxonomy, index, dimensions.ANYWHERE, places)

    def _of_facts(
        self,
        report: Report,
        taxonomy: Taxonomy,
        index: FactIndex,
        placements: dimensions.Placements,
        places: Mapping[str, Span],
        declares: dimensions.Declares | None = None,
        *,
        whole: bool = True,
    ) -> Iterator[Finding]:
        self.facts += len(report.facts)
        yield from facts.fact_findings(report.facts, taxonomy)
        if whole:
            cubes = Cubes(taxonomy)
            yield from dimensions.context_findings(report.facts, taxonomy, cubes, declares)
            yield from dimensions.fact_findings(report.facts, cubes, placements)
        yield from duplicate_findings(index, truncated=self.rule is Rule.TRUNCATION)
        yield from network_findings(taxonomy, self.rule)
        yield from self._calculation(report, taxonomy, index, places)

    def _calculation(
        self, report: Report, taxonomy: Taxonomy, index: FactIndex, places: Mapping[str, Span]
    ) -> Iterator[Finding]:
        prefixes = {namespace: prefix for prefix, namespace in report.prefixes.items()}
        told: set[str] = set()
        held = None if self.details else Held()
        for result in iter_results(index, taxonomy, self.rule, held):
            self.results.append(result)
            self.sums[result.verdict] += 1
            if result.verdict is Verdict.BROKEN:
                broken = Break.of(result, index.beside(result.total))
                yield broken_finding(broken, taxonomy, prefixes, places)
            elif result.verdict is Verdict.SKIPPED:
                yield from _skipped_findings(result, told)
        self.sums[Verdict.HOLDS] += held.count if held is not None else 0


def _skipped_findings(result: CalculationResult, told: set[str]) -> Iterator[Finding]:
    """Why a summation was not judged, once per figure; contradicting duplicates are told by their own check."""
    for fact in (result.total, *(part.fact for part in result.parts)):
        value = fact.value
        if fact.id in told or value is None or isinstance(value, str) or not value.is_finite():
            continue
        if has_excess_digits(value, fact.decimals) and result.rule is not Rule.XBRL_2_1:
            told.add(fact.id)
            message = (
                f"{fact.concept.local} {context_words(fact)} has digits beyond the accuracy it claims, "
                f"so that no sum with it is judged: {figure(fact)}."
            )
            source = fact.marks[0] if fact.marks else None
            yield finding("calc11e:excessDigits", message, source=source, facts=[fact.id])


def first_error(found: Iterable[Finding]) -> Finding | None:
    """The first error of a stream; nothing is looked at beyond it."""
    return next((f for f in found if f.severity is Severity.ERROR), None)
