"""What stands in META-INF is held to its schemas, by both engines alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from tanshin.schemas import read

PACKAGE_XSD = "http://www.xbrl.org/2016/taxonomy-package.xsd"
CATALOG_XSD = "http://www.xbrl.org/2016/taxonomy-package-catalog.xsd"

PACKAGE = """<taxonomyPackage xmlns="http://xbrl.org/2016/taxonomy-package" xml:lang="en">
  <identifier>http://p.example</identifier>
  <name>A</name>
  <publisherCountry>JP</publisherCountry>
  <publicationDate>2008-11-13</publicationDate>
  <entryPoints>
    <entryPoint><name>E</name><entryPointDocument href="http://p.example/e.xsd"/></entryPoint>
  </entryPoints>
</taxonomyPackage>"""

CATALOG = """<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
  <rewriteURI uriStartString="http://p.example/" rewritePrefix="../"/>
</catalog>"""

# verdict | what it is about | the text to replace | what to put there
PACKAGES = """
valid   | as it is                  | <name>A</name>               | <name>A</name>
valid   | a name in two languages   | <name>A</name>               | <name>A</name><name xml:lang="ja">B</name>
valid   | another vocabulary's part | </taxonomyPackage>           | <x xmlns="urn:x"/></taxonomyPackage>
valid   | languages                 | </entryPoint> | <languages><language>ja</language></languages></entryPoint>
invalid | no identifier             | <identifier>http://p.example</identifier> |
invalid | a country in words        | JP                           | Japan
invalid | a date in words           | 2008-11-13                   | November 2008
invalid | an entry without document | <entryPointDocument href="http://p.example/e.xsd"/> |
invalid | a document without href   | href="http://p.example/e.xsd" |
invalid | the wrong order           | <identifier>                 | <version>1</version><identifier>
invalid | an unknown part           | <name>A</name>               | <title>A</title>
"""
CATALOGS = """
valid   | as it is                  | "../"                        | "../"
valid   | another vocabulary's part | </catalog>                   | <x xmlns="urn:x"/></catalog>
invalid | a rewrite from nowhere    | uriStartString="http://p.example/" |
invalid | a rewrite to nowhere      | rewritePrefix="../"          |
invalid | what packages may not use | </catalog>                   | <uri name="a" uri="b"/></catalog>
invalid | no rewrite at all         | <rewriteURI uriStartString="http://p.example/" rewritePrefix="../"/> |
"""

CASES = [
    (address, document, *(cell.strip() for cell in line.split("|")))
    for address, document, table in ((PACKAGE_XSD, PACKAGE, PACKAGES), (CATALOG_XSD, CATALOG, CATALOGS))
    for line in table.strip().splitlines()
]


@pytest.mark.parametrize(("address", "document", "verdict", "what", "old", "new"), CASES)
def test_files_of_a_package(
    libxml2: Callable[[bytes, Mapping[str, bytes]], Callable[[str], bool]],
    reference: Callable[[bytes], Callable[[str], bool]],
    address: str,
    document: str,
    verdict: str,
    what: str,
    old: str,
    new: str,
) -> None:
    assert old in document
    schema = read(address) or b""
    verdicts = [engine(document.replace(old, new, 1)) for engine in (reference(schema), libxml2(schema, {}))]
    assert verdicts == [verdict == "valid"] * 2, what
