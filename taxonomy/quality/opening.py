"""From what a user names to what is judged: a profile by name or folder, a taxonomy package, or a taxonomy's files.

What is wrong with the files themselves is among the subject's findings; the rules are left to `rules`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ..derive import profile_taxonomy
from ..dts import DTS, Document, Origin, Package, ParsedXml, Resolver, load_dts, open_package, parse_xml, position
from ..finding import Finding, finding, has_errors
from ..model import LinkKind, Network
from ..profile import Profile, bundled_profiles, find_profile, load_profile
from .places import DtsPlaces, ProfilePlaces
from .subject import Subject

_CATALOG = "META-INF/catalog.xml"
_MANIFEST = "META-INF/taxonomyPackage.xml"


class Unreadable(Exception):  # noqa: N818 - it is told, not raised to the top
    """What was named cannot be judged; `findings` say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(found.message for found in findings))
        self.findings = findings


def open_subject(target: str, packages: Iterable[Path] = ()) -> Subject:
    """The taxonomy that `target` names, ready to be judged.

    `target` is the name of a bundled profile, the folder of a profile, a taxonomy package as folder or ZIP file, the
    folder of a taxonomy's files, or one file (schema, linkbase or instance). `packages` hold what it needs besides.
    Raises `Unreadable` where a profile has errors or nothing can be read, `OSError` where the file is not there.
    """
    path = Path(target)
    if target in bundled_profiles() or (path / "profile.toml").is_file():
        return subject_of_profile(*load_profile(find_profile(target), target), name=target)
    if path.is_dir() and not _is_package(path):
        return _files(target, sorted(path.glob("*.xsd")), packages)
    if path.is_dir() or path.suffix.lower() == ".zip":
        return _package(path, packages)
    with path.open("rb"):  # what is not there is no finding but keeps the command from running
        return _files(target, [path], packages)


def subject_of_profile(profile: Profile, findings: Iterable[Finding] = (), *, name: str) -> Subject:
    """The taxonomy that follows from a profile. Raises `Unreadable` where `findings` has errors."""
    told = tuple(findings)
    if has_errors(told):
        raise Unreadable(told)
    taxonomy = profile_taxonomy(profile)
    return Subject(
        name, taxonomy, taxonomy.concepts, taxonomy.networks, taxonomy.roles, ProfilePlaces(profile), told, profile
    )


def subject_of_dts(dts: DTS, own: Callable[[Document], bool], *, name: str) -> Subject:
    """The part of a DTS that stands in the documents for which `own` is true."""
    addresses = frozenset(address for address, document in dts.documents.items() if own(document))
    elements = dts.declarations.elements
    concepts = {n: dts.taxonomy.concepts[n] for n in dts.taxonomy.concepts if elements[n].document in addresses}
    places = DtsPlaces(dts, addresses)
    networks = []
    for network in dts.taxonomy.networks:
        arcs = tuple(
            arc
            for arc in network.arcs
            if (LinkKind(network.kind), network.role, network.arcrole, arc.source, arc.target) in places.arcs
        )
        if arcs:
            networks.append(Network(network.kind, network.role, network.arcrole, arcs))
    declared = {
        role.attributes.get("roleURI") for address in addresses for role in dts.scans[address].roles if not role.arcrole
    }
    roles = tuple(role for role in dts.taxonomy.roles if role.uri in declared)
    found = (*dts.findings, *_lost_roles(dts, addresses))
    return Subject(name, dts.taxonomy, concepts, tuple(networks), roles, places, found)


def _lost_roles(dts: DTS, addresses: frozenset[str]) -> Iterator[Finding]:
    """References to roles that lead to a document and to no declaration in it."""
    for address in dts.documents:
        if address not in addresses:
            continue
        for referral in dts.scans[address].referrals:
            target = dts.aliases.get(referral.address, referral.address)
            if referral.how not in ("roleRef", "arcroleRef") or target not in dts.scans:
                continue
            if all(role.attributes.get("id") != referral.fragment for role in dts.scans[target].roles):
                document = dts.documents[address].name
                place = position(dts.content(address), referral.offset, document)
                where = dts.documents[target].name
                message = f"a {referral.how} leads to {where}, but `{referral.fragment}` is no role there"
                yield finding("quality:href", message, source=place)


def _files(target: str, entries: list[Path], packages: Iterable[Path]) -> Subject:
    if not entries:
        what = f"{target} holds no profile.toml, no META-INF and no schema"
        raise Unreadable((finding("quality:no-taxonomy", what),))
    dts = load_dts(entries, Resolver.for_files(entries, packages), labels=True)
    _whole(dts)
    return subject_of_dts(dts, lambda document: document.origin is Origin.FOLDER, name=target)


def _whole(dts: DTS) -> None:
    """Raise `Unreadable` where documents are missing: what a taxonomy without them looks like is no fault of it."""
    missing = [found for found in dts.findings if found.code == "dts:missing"]
    if not dts.documents and not missing:
        raise Unreadable(dts.findings)
    if missing:
        first = missing[0]
        more = f" So it is with {len(missing) - 1} more documents." if len(missing) > 1 else ""
        also = [span for found in missing[1:] for span in (found.source,) if span is not None]
        raise Unreadable(
            (
                finding(
                    first.code, first.message.rstrip(".") + "." + more, hint=first.hint, source=first.source, also=also
                ),
            )
        )


def _is_package(path: Path) -> bool:
    return (path / _CATALOG).is_file() or any((inner / _CATALOG).is_file() for inner in path.iterdir())


def _package(path: Path, packages: Iterable[Path]) -> Subject:
    package = open_package(path)
    if not isinstance(package, Package):
        raise Unreadable(tuple(package))
    entries = _entry_points(package)
    if isinstance(entries, Finding):
        raise Unreadable((entries,))
    dts = load_dts(entries, Resolver.for_files([], [path, *packages]), labels=True)
    _whole(dts)

    def own(document: Document) -> bool:
        address = document.address
        return address in package.exact or any(address.startswith(start) for start, _ in package.prefixes)

    return subject_of_dts(dts, own, name=str(path))


def _entry_points(package: Package) -> list[str] | Finding:
    """The documents of all entry points that the package announces (Taxonomy Packages 1.0)."""
    data = package.read_member(_MANIFEST)
    if not isinstance(data, bytes):
        return data or finding("package:broken", f"{package.name} has no {_MANIFEST}")
    parsed = parse_xml(data, f"{package.name}/{_MANIFEST}")
    if not isinstance(parsed, ParsedXml):
        return parsed
    found = [e.get("href") for e in parsed.root.iter("{*}entryPointDocument")]
    entries = list(dict.fromkeys(href for href in found if href))
    return entries or finding(
        "package:broken", f"{package.name} announces no entry point", source=parsed.span(parsed.root)
    )
