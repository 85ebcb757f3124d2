"""What a document says as plain data, to be kept and had again without reading the document: `encode` and `decode`.

Plain data only (`marshal` of tuples, texts and numbers): decoding runs nothing. Where it is kept is `cache`.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Generic, TypeVar, overload

from . import components, scan, xml
from .components import Component, Components, Outline
from .model import DocumentKind
from .scan import ArcElement, ExtendedLink, Locator, Referral, Resource, RoleDeclaration, Scan

T = TypeVar("T")


@cache
def fingerprint() -> bytes:
    """What decoding depends on besides the data: this program's reading of documents, and Python's own format."""
    sources = [_source(module) for module in (components, scan, xml, sys.modules[__name__])]
    return repr((sys.version_info[:2], marshal.version)).encode() + b"\0".join(sources)


def _source(module: Any) -> bytes:
    try:
        data = module.__loader__.get_data(module.__file__)
    except (AttributeError, OSError):
        return b""
    return data if isinstance(data, bytes) else b""


class StoredComponents(Components):
    """Elements as they were kept."""

    def __init__(self, stored: tuple[Any, ...], prefixes: Sequence[Mapping[str, str]]) -> None:
        super().__init__()
        self.names, self.ids, self._shapes, self._records, self._referring, self._shaped, self._groups = stored
        self._prefixes = prefixes
        self._made: dict[int, Component] = {}

    def append(self, component: Component) -> None:
        """Not for elements that are kept: raises `TypeError`."""
        raise TypeError("a compiled schema takes in no further elements")

    def at(self, number: int) -> Component:
        """The element of that number, counted from 0."""
        made = self._made.get(number)
        if made is None:
            shape, values, offset, prefixes, base, own, refs = marshal.loads(self._records[number])
            attributes = dict(zip(self._shapes[shape], values, strict=True))
            made = Component(attributes, offset, self._prefixes[prefixes], base, own, refs)
            self._made[number] = made
        return made

    def referring(self) -> Iterable[Component]:
        """The elements whose content refers to others."""
        return (self.at(number) for number in self._referring)

    def having(self, attribute: str) -> Iterable[int]:
        """The numbers of the elements that have an attribute."""
        shaped = zip(self._shapes, self._shaped, strict=True)
        return sorted(number for keys, numbers in shaped if attribute in keys for number in numbers)

    def groups(self) -> Iterable[Sequence[int]]:
        """The numbers of the elements by substitution group as it is written."""
        groups: list[list[int]] = self._groups
        return groups

    def __len__(self) -> int:
        return len(self._records)


class _Later(Sequence[T], Generic[T]):
    """A sequence that is decoded when it is looked at."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._items: list[T] | None = None

    def _all(self) -> list[T]:
        if self._items is None:
            self._items = marshal.loads(self._data)
        assert self._items is not None
        return self._items

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...

    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._all()[index]

    def __iter__(self) -> Iterator[T]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


class _Table:
    """Things that many records share, each kept once."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._numbers: dict[Any, int] = {}

    def number(self, key: Any, item: Any) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self.items)
            self.items.append(item)
        return self._numbers[key]


def encode(scan: Scan, size: int) -> bytes:
    """The records of a document of `size` bytes, without the texts of its resources."""
    table = _Table()

    def prefixes(of: Mapping[str, str]) -> int:
        return table.number(tuple(of.items()), dict(of))

    def component(c: Component) -> tuple[Any, ...]:
        return (dict(c.attributes), c.offset, prefixes(c.prefixes), c.base, c.own, c.refs)

    root = prefixes(scan.prefixes)
    plain = (
        size,
        str(scan.kind),
        scan.root,
        dict(scan.attributes),
        root,
        [(*r[:3], None if r.kind is None else str(r.kind), *r[4:]) for r in scan.referrals],
        _elements(scan.elements, prefixes),
        [component(c) for c in scan.types],
        [component(c) for c in scan.groups],
        marshal.dumps([*scan.children]),
        [
            (r.arcrole, dict(r.attributes), r.offset, prefixes(r.prefixes), r.definition, list(r.used_on))
            for r in scan.roles
        ],
        [
            (
                link.name,
                dict(link.attributes),
                link.offset,
                [tuple(each) for each in link.locators],
                [(r.label, r.name, dict(r.attributes), r.offset) for r in link.resources],
                [tuple(each) for each in link.arcs],
            )
            for link in scan.links
        ],
        dict(scan.ids),
        list(scan.hints),
        scan.end,
        None if scan.outline is None else (*scan.outline[:3], dict(scan.outline.inline)),
        table.items,
    )
    return marshal.dumps(plain)


def _elements(elements: Components, prefixes: Callable[[Mapping[str, str]], int]) -> tuple[Any, ...]:
    shapes = _Table()
    records: list[bytes] = []
    referring: list[int] = []
    shaped: list[list[int]] = []
    for number, c in enumerate(elements):
        keys = tuple(c.attributes)
        shape = shapes.number(keys, keys)
        record = (shape, tuple(c.attributes.values()), c.offset, prefixes(c.prefixes), c.base, c.own, c.refs)
        records.append(marshal.dumps(record))
        if shape == len(shaped):
            shaped.append([])
        shaped[shape].append(number)
        if c.refs:
            referring.append(number)
    groups = [list(group) for group in elements.groups()]
    return (elements.names, elements.ids, shapes.items, records, referring, shaped, groups)


def decode(data: bytes) -> tuple[Scan, int]:
    """The records and the size of the document; raises `ValueError` for data that `encode` has not made."""
    try:
        return _decode(data)
    except (EOFError, TypeError, LookupError, AttributeError) as error:
        raise ValueError(f"no compiled document: {error}") from error


def _decode(data: bytes) -> tuple[Scan, int]:
    (
        size, kind, root, attributes, own, referrals, elements, types, groups, children, roles, links, ids, hints, end,
        outlined, prefixes,
    ) = marshal.loads(data)  # fmt: skip
    kinds = {str(each): each for each in DocumentKind}

    def component(plain: tuple[Any, ...]) -> Component:
        attributes, offset, number, base, own, refs = plain
        return Component(attributes, offset, prefixes[number], base, own, refs)

    def referral(plain: tuple[Any, ...]) -> Referral:
        target, fragment, how, kind, offset, namespace = plain
        return Referral(target, fragment, how, None if kind is None else kinds[kind], offset, namespace)

    def role(plain: tuple[Any, ...]) -> RoleDeclaration:
        arcrole, attributes, offset, number, definition, used_on = plain
        return RoleDeclaration(arcrole, attributes, offset, prefixes[number], definition, used_on)

    def link(plain: tuple[Any, ...]) -> ExtendedLink:
        name, attributes, offset, locators, resources, arcs = plain
        return ExtendedLink(
            name,
            attributes,
            offset,
            [Locator._make(each) for each in locators],
            [Resource(*each) for each in resources],
            [ArcElement._make(each) for each in arcs],
        )

    made = Scan(
        kinds[kind],
        root,
        attributes,
        prefixes[own],
        [referral(each) for each in referrals],
        StoredComponents(elements, prefixes),
        [component(each) for each in types],
        [component(each) for each in groups],
        _Later(children),
        [role(each) for each in roles],
        [link(each) for each in links],
        ids,
        hints,
        end,
        None if outlined is None else Outline(*outlined),
    )
    return made, size
