"""The packaged schemas are there, are valid, and lead nowhere but to each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files

import pytest
from lxml import etree
from tanshin.schemas import addresses, lookup, published, read

XS = "{http://www.w3.org/2001/XMLSchema}"
SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="{namespace}" schemaLocation="{address}"/>
</xs:schema>"""


def importing(address: str) -> bytes:
    """A schema that does nothing but import the one at `address`."""
    namespace = etree.fromstring(read(address) or b"").get("targetNamespace")
    text = SCHEMA.format(namespace=namespace, address=address)
    if namespace is None:  # which only a schema with a namespace may import
        text = text.replace('namespace="None" ', "").replace("<xs:schema ", '<xs:schema targetNamespace="urn:any" ')
    return text.encode()


@pytest.mark.parametrize("address", addresses())
def test_every_address_leads_to_a_packaged_schema(address: str) -> None:
    file = lookup(address)
    assert file is not None
    assert file.is_file()
    assert read(address) == file.read_bytes()
    assert etree.fromstring(file.read_bytes()).tag == f"{XS}schema"


def test_every_packaged_schema_has_one_published_address_and_a_variant() -> None:
    packaged = {file.name for file in files("tanshin.schemas").iterdir() if file.name.endswith(".xsd")}
    originals = [address for address in addresses() if published(address) == address]
    assert sorted(packaged) == sorted(getattr(lookup(address), "name", "") for address in originals)
    for address in addresses():
        assert published(address).partition("://")[2] == address.partition("://")[2]


def test_what_is_not_packaged_is_none() -> None:
    nothing = ["", "http://www.xbrl.org/", "http://www.xbrl.org/2003/xl-2003-12-31.xsd#x", "../xml.xsd", "file"]
    assert [(lookup(address), read(address), published(address)) for address in nothing] == [(None, None, None)] * 5


@pytest.mark.parametrize("address", [address for address in addresses() if published(address) == address])
def test_every_import_is_of_a_packaged_schema_and_names_its_namespace(address: str) -> None:
    for imported in etree.fromstring(read(address) or b"").iter(f"{XS}import"):
        target = read(imported.get("schemaLocation", ""))
        assert target is not None, imported.get("schemaLocation")
        assert published(imported.get("schemaLocation", "")) == imported.get("schemaLocation")
        assert etree.fromstring(target).get("targetNamespace") == imported.get("namespace")


@pytest.mark.parametrize("address", [address for address in addresses() if published(address) == address])
def test_both_engines_take_every_schema(
    address: str, libxml2: Callable[[bytes, Mapping[str, bytes]], object], reference: Callable[[bytes], object]
) -> None:
    libxml2(importing(address), {})
    reference(importing(address))
