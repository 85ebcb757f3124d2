"""The global components of a schema as records; those of a compiled schema are made only when they are asked for.

How they are read is `scan`, how they are kept `compiled`; what they mean together is left to `concepts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ..escape import xml_value
from ..names import XSD

Attributes = Mapping[str, str]

_ELEMENT: Final = f"{XSD}}}element"
_ANNOTATION: Final = f"{XSD}}}annotation"


@dataclass(slots=True)
class Component:
    """A global component of a schema. `prefixes` is in scope; `base` is the type its own definition derives from.

    `own` says that an element defines its type in place; `refs` are the elements that its content refers to.
    """

    attributes: Attributes
    offset: int
    prefixes: Mapping[str, str]
    base: str = ""
    own: bool = False
    refs: tuple[str, ...] = ()


class Components:
    """The global elements of a schema in document order.

    `names` leads from a local name to the number of the first element that has it, `ids` from an `id` to a local name.
    """

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self.ids: dict[str, str] = {}
        self._read: list[Component] = []

    def append(self, component: Component) -> None:
        """Takes in the next element."""
        attributes = component.attributes
        name = attributes.get("name", "")
        self.names.setdefault(name, len(self._read))
        if "id" in attributes:
            self.ids[attributes["id"]] = name
        self._read.append(component)

    def at(self, number: int) -> Component:
        """The element of that number, counted from 0."""
        return self._read[number]

    def referring(self) -> Iterable[Component]:
        """The elements whose content refers to others."""
        return (component for component in self._read if component.refs)

    def having(self, attribute: str) -> Iterable[int]:
        """The numbers of the elements that have an attribute."""
        return (number for number, component in enumerate(self._read) if attribute in component.attributes)

    def groups(self) -> Iterable[Sequence[int]]:
        """The numbers of the elements by substitution group as it is written: those of one group are of one kind."""
        groups: dict[tuple[int, str], list[int]] = {}
        for number, component in enumerate(self._read):
            head = component.attributes.get("substitutionGroup")
            if head is not None:
                groups.setdefault((id(component.prefixes), head), []).append(number)
        return groups.values()

    def __iter__(self) -> Iterator[Component]:
        return (self.at(number) for number in range(len(self)))

    def __len__(self) -> int:
        return len(self._read)


class Outline(NamedTuple):
    """The text of a schema apart from its annotations and elements, and of the elements that are more than one tag.

    What validating needs of a large schema is put together from it, without the schema.
    """

    head: bytes
    rest: bytes
    tail: bytes
    inline: Mapping[int, bytes]


def outline(
    data: bytes, elements: Components, children: Iterable[tuple[int, str]], end: int
) -> Outline | None:  # fmt: skip
    """The outline of a schema (normalised bytes) from the offsets and names of its children and that of its end tag.

    None for a schema that has no children, or two elements of one name, which only the whole of it tells.
    """
    starts = [*children]
    if not starts or len(elements.names) != len(elements):
        return None
    rest: list[bytes] = []
    inline: dict[int, bytes] = {}
    number = 0
    ends = [offset for offset, _ in starts[1:]] + [end]
    for (offset, kind), stop in zip(starts, ends, strict=True):
        if kind == _ELEMENT:
            if data.count(b"<", offset, stop) > 1:
                inline[number] = data[offset:stop]
            number += 1
        elif kind != _ANNOTATION:
            rest.append(data[offset:stop])
    return Outline(data[: starts[0][0]], b"".join(rest), data[end:], inline)


def declaration_text(component: Component, outer: Mapping[str, str]) -> bytes:
    """An element declaration that is one tag, written again with its attributes of XML Schema.

    `outer` has the prefixes that are declared where it will stand.
    """
    prefixes = component.prefixes
    own = [f" xmlns{':' if p else ''}{p}={xml_value(uri)}" for p, uri in prefixes.items() if outer.get(p) != uri]
    name = next(f"{p}:element" if p else "element" for p, uri in prefixes.items() if uri == XSD)
    attributes = [f" {key}={xml_value(value)}" for key, value in component.attributes.items() if "}" not in key]
    return f"<{name}{''.join(own)}{''.join(attributes)}/>".encode()
