"""The two engines of XML Schema, reading imports through the lookup and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
import xmlschema
from lxml import etree
from tanshin.schemas import lookup, read

Verdict = Callable[[str], bool]


class Packaged(etree.Resolver):
    """Answers with `extra` or a packaged schema; any other address is an error."""

    def __init__(self, extra: Mapping[str, bytes]) -> None:
        self.extra = extra

    def resolve(self, system_url: str, public_id: str, context: object) -> object:
        content = self.extra.get(system_url) or read(system_url)
        if content is None:
            raise AssertionError(f"asked for {system_url}")
        return self.resolve_string(content, context, base_url=system_url)


def with_libxml2(schema: bytes, extra: Mapping[str, bytes]) -> Verdict:
    """Whether a document is valid, by libxml2; `extra` are schemas to read in place of the packaged ones."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(Packaged(extra))
    compiled = etree.XMLSchema(etree.fromstring(schema, parser, base_url="http://taxonomy.example/t.xsd"))
    return lambda document: compiled.validate(etree.fromstring(document.encode()))


def with_xmlschema(schema: bytes) -> Verdict:
    """Whether a document is valid, by xmlschema, the reference engine."""

    def packaged(address: str) -> str:
        return str(lookup(address) or address)

    compiled = xmlschema.XMLSchema10(schema.decode(), uri_mapper=packaged, allow="local")
    return compiled.is_valid


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("a schema was looked for on the network")

    monkeypatch.setattr("socket.socket.connect", refuse)


@pytest.fixture(scope="session")
def libxml2() -> Callable[[bytes, Mapping[str, bytes]], Verdict]:
    return with_libxml2


@pytest.fixture(scope="session")
def reference() -> Callable[[bytes], Verdict]:
    return with_xmlschema
