"""The files of a taxonomy package: which there are, what they are called, and how they refer to one another.

What stands inside a schema or linkbase is prepared by `parts` and laid out by the templates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ... import templates
from .. import names
from ..model import LinkKind, Network, Taxonomy
from ..profile.model import Profile
from .parts import Addresses, elements, imports, label_list, linkbase, reference_list, role_refs

LINKBASE_KINDS = {
    LinkKind.PRESENTATION: "presentation",
    LinkKind.CALCULATION: "calculation",
    LinkKind.DEFINITION: "definition",
}


@dataclass(frozen=True, slots=True)
class External:
    """A taxonomy that networks reach and the package does not hold: a short name, its namespace, its schema's address.

    Its concepts have the ids `NAME_LocalName`.
    """

    name: str
    namespace: str
    schema: str


@dataclass(frozen=True, slots=True)
class PackageMeta:
    """What a package says of itself. `namespace` is the target namespace, `prefix` begins every file name.

    `imported` are taxonomies that the concepts' networks themselves reach, so that the default entry point imports
    them; `edition` is a path below the namespace that tells this package's addresses from those of another.
    """

    prefix: str
    namespace: str
    title: str
    description: str
    version: str
    publisher: str
    externals: tuple[External, ...] = (External("us-gaap", names.US_GAAP, names.US_GAAP_SCHEMA),)
    imported: tuple[External, ...] = ()
    edition: str = ""

    @property
    def published(self) -> str:
        """The address that the package's files are published below, with a slash at the end."""
        return f"{self.namespace}/{self.edition}/" if self.edition else f"{self.namespace}/"


def package_meta(profile: Profile, base: str | None = None) -> PackageMeta:
    """What the package of a profile's taxonomy says of itself, on the profile's base address or another."""
    taxonomy = profile.taxonomy
    return PackageMeta(
        profile.issuer.prefix,
        profile.namespace_on(base or taxonomy.base),
        taxonomy.title,
        taxonomy.description,
        taxonomy.version,
        taxonomy.publisher,
    )


def standardised_meta(meta: PackageMeta, edition: str) -> PackageMeta:
    """What the standardised view of a package says of itself: it imports what the package is joined to."""
    return replace(
        meta,
        title=f"{meta.title}, standardised",
        description=f"{meta.description.rstrip('.')}. Under US-GAAP concepts where one is an exact match.",
        externals=(),
        imported=meta.externals,
        edition=edition,
    )


def entry_point(meta: PackageMeta) -> str:
    """The file name of the schema that an instance refers to, relative to the package's folder."""
    return f"{meta.prefix}.xsd"


def package_files(taxonomy: Taxonomy, meta: PackageMeta) -> dict[str, bytes]:
    """The files of a package (Taxonomy Packages 1.0) by path relative to its folder, sorted by path.

    The default entry point (`PREFIX.xsd`) needs nothing but the core XBRL schemas and registries, and what the package
    imports. Networks that reach another external taxonomy stand behind an entry point of their own
    (`PREFIX-NAME.xsd`), so that nobody is made to fetch that taxonomy. Same taxonomy, same bytes. Raises `KeyError` for
    an arc to a concept that is neither in `taxonomy` nor in an external namespace, and for a role or arcrole that
    nothing declares.
    """
    known = {external.namespace: external for external in meta.externals}
    own = tuple(n for n in taxonomy.networks if not _reaches(n, known))
    main = entry_point(meta)
    outer = {e.namespace: (e.schema, e.name) for e in (*meta.imported, *meta.externals)}
    addresses = Addresses.of(taxonomy, meta.namespace, main, outer)
    files = dict(_entry(taxonomy, meta, main, meta.prefix, own, addresses))
    entries = [{"name": meta.title, "description": meta.description, "href": meta.published + main}]
    for namespace, external in known.items():
        outside = tuple(n for n in taxonomy.networks if _reaches(n, (namespace,)))
        if outside:
            name = f"{meta.prefix}-{external.name}"
            files.update(_crosswalk(taxonomy, meta, external, outside, addresses.declared_in(outside, f"{name}.xsd")))
            entries.append(
                {
                    "name": f"{meta.title} with {external.name}",
                    "description": f"The same, and how its concepts stand to those of {external.schema}",
                    "href": f"{meta.published}{name}.xsd",
                }
            )
    files["META-INF/taxonomyPackage.xml"] = templates.render(
        "taxonomy/package.xml.j2", meta=meta, identifier=meta.published, entries=entries
    )
    files["META-INF/catalog.xml"] = templates.render("taxonomy/catalog.xml.j2", published=meta.published)
    return {path: files[path].encode("utf-8") for path in sorted(files)}


def _reaches(network: Network, namespaces: Iterable[str]) -> bool:
    return any(name.namespace in namespaces for arc in network.arcs for name in (arc.source, arc.target))


def _linkbases(prefix: str, networks: tuple[Network, ...], addresses: Addresses) -> dict[str, tuple[str, str]]:
    """File name to kind and content of the linkbases of networks, one for each kind that there is."""
    found = {}
    for kind, word in LINKBASE_KINDS.items():
        chosen = tuple(n for n in networks if n.kind is kind)
        if chosen:
            text = templates.render("taxonomy/linkbase.xml.j2", element=word, **linkbase(chosen, addresses))
            found[f"{prefix}-{word}.xml"] = (word, text)
    return found


def _entry(
    taxonomy: Taxonomy,
    meta: PackageMeta,
    main: str,
    prefix: str,
    networks: tuple[Network, ...],
    addresses: Addresses,
) -> dict[str, str]:
    """The default entry point: the schema with all concepts, and the linkbases that need no other taxonomy."""
    linkbases = _linkbases(prefix, networks, addresses)
    concepts = tuple(c for c in taxonomy.concepts.values() if c.name.namespace == meta.namespace)
    imported = {external.namespace: external.schema for external in meta.imported}
    labelled = tuple(c for c in taxonomy.concepts.values() if c.name.namespace in (meta.namespace, *imported))
    labels = label_list(labelled, addresses)
    if labels:
        roles = (label.role for concept in labelled for label in concept.labels)
        text = templates.render("taxonomy/label.xml.j2", concepts=labels, role_refs=role_refs(roles, addresses))
        linkbases[f"{prefix}-label.xml"] = ("label", text)
    references = reference_list(concepts, addresses)
    if references:
        text = templates.render("taxonomy/reference.xml.j2", concepts=references)
        linkbases[f"{prefix}-reference.xml"] = ("reference", text)
    roles_used = {network.role for network in networks}
    arcroles_used = {network.arcrole for network in networks}
    schema = templates.render(
        "taxonomy/schema.xsd.j2",
        namespace=meta.namespace,
        title=meta.title,
        prefixes=_prefixes(meta.prefix, meta.namespace),
        linkbases=[{"href": name, "kind": kind} for name, (kind, _) in sorted(linkbases.items())],
        roles=[role for role in taxonomy.roles if role.uri in roles_used],
        arcroles=[arcrole for arcrole in taxonomy.arcroles if arcrole.uri in arcroles_used],
        imports=[*imports(concepts), *imported.items()],
        elements=elements(concepts),
    )
    return {main: schema, **{name: text for name, (_, text) in linkbases.items()}}


def _crosswalk(
    taxonomy: Taxonomy, meta: PackageMeta, external: External, networks: tuple[Network, ...], addresses: Addresses
) -> dict[str, str]:
    """The entry point that joins the concepts to an external taxonomy: a schema without concepts, and linkbases."""
    prefix = f"{meta.prefix}-{external.name}"
    linkbases = _linkbases(prefix, networks, addresses)
    roles_used = {network.role for network in networks}
    arcroles_used = {network.arcrole for network in networks}
    schema = templates.render(
        "taxonomy/schema.xsd.j2",
        namespace=f"{meta.namespace}/{external.name}",
        title=f"{meta.title} with {external.name}",
        prefixes=(("xbrli", names.XBRLI),),
        linkbases=[{"href": name, "kind": kind} for name, (kind, _) in sorted(linkbases.items())],
        roles=[role for role in taxonomy.roles if role.uri in roles_used],
        arcroles=[arcrole for arcrole in taxonomy.arcroles if arcrole.uri in arcroles_used],
        imports=((meta.namespace, entry_point(meta)),),
        elements=(),
    )
    return {f"{prefix}.xsd": schema, **{name: text for name, (_, text) in linkbases.items()}}


def _prefixes(prefix: str, namespace: str) -> tuple[tuple[str, str], ...]:
    return (
        ("xbrli", names.XBRLI),
        ("xbrldt", names.XBRLDT),
        ("num", names.NUM),
        ("nonnum", names.NON_NUM),
        (prefix, namespace),
    )
