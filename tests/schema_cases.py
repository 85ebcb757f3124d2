"""Facts in all manner of forms, each with whether an instance that has them is valid by its schema."""

from __future__ import annotations

from taxonomies import item, schema

TAXONOMY = schema(
    item("A")
    + item("Text", "xbrli:stringItemType")
    + item("Abstract", "xbrli:stringItemType", 'xbrli:periodType="duration" abstract="true"')
    + '<xs:element name="Plain" type="xs:string"/>'
    '<xs:complexType name="smallType"><xs:simpleContent><xs:restriction base="xbrli:decimalItemType">'
    '<xs:maxInclusive value="10"/></xs:restriction></xs:simpleContent></xs:complexType>'
    + item("Small", "t:smallType")
    + '<xs:element name="T" substitutionGroup="xbrli:tuple" nillable="true"><xs:complexType><xs:sequence>'
    '<xs:element ref="t:A"/><xs:element ref="t:Text" minOccurs="0"/></xs:sequence>'
    "</xs:complexType></xs:element>"
    '<xs:element name="Head" type="xbrli:monetaryItemType" substitutionGroup="xbrli:item" abstract="true" '
    'xbrli:periodType="duration"/>'
    '<xs:element name="Member" substitutionGroup="t:Head" xbrli:periodType="duration"/>'
    '<xs:element name="Wide" substitutionGroup="xbrli:tuple"><xs:complexType><xs:choice maxOccurs="unbounded">'
    '<xs:element ref="xbrli:item"/></xs:choice></xs:complexType></xs:element>'
    '<xs:element name="Open" substitutionGroup="xbrli:tuple"><xs:complexType><xs:choice maxOccurs="unbounded">'
    '<xs:element ref="t:Head"/></xs:choice></xs:complexType></xs:element>'
)


def fact(name: str, value: str = "1", attributes: str = 'contextRef="c" unitRef="u" decimals="0"') -> str:
    return f"<t:{name} {attributes}>{value}</t:{name}>\n"


TEXT = 'contextRef="c"'
INSTANCES = {
    "nothing": ("", True),
    "a fact": (fact("A"), True),
    "two facts of one concept": (fact("A") + fact("A"), True),
    "nil": (fact("A", "", 'contextRef="c" unitRef="u" xsi:nil="true" xmlns:xsi="{xsi}"'), True),
    "nil with a value": (fact("A", "1", 'contextRef="c" unitRef="u" xsi:nil="true" xmlns:xsi="{xsi}"'), False),
    "no number": (fact("A", "one"), False),
    "a grouped number": (fact("A", "1,000"), False),
    "an empty number": (fact("A", ""), False),
    "no context": (fact("A", "1", 'unitRef="u" decimals="0"'), False),
    "no unit": (fact("A", "1", 'contextRef="c" decimals="0"'), False),
    "a unit on a text": (fact("Text", "x"), False),
    "a text": (fact("Text", "x", TEXT), True),
    "an unknown context": (fact("A", "1", 'contextRef="d" unitRef="u" decimals="0"'), False),
    "wrong decimals": (fact("A", "1", 'contextRef="c" unitRef="u" decimals="two"'), False),
    "decimals INF": (fact("A", "1", 'contextRef="c" unitRef="u" decimals="INF"'), True),
    "an unknown attribute": (fact("A", "1", 'contextRef="c" unitRef="u" decimals="0" more="1"'), False),
    "an attribute of another namespace": (fact("A", "1", 'contextRef="c" unitRef="u" t:more="1" decimals="0"'), True),
    "an id twice": (fact("A", "1", 'id="f" contextRef="c" unitRef="u"') * 2, False),
    "the id of a context": (fact("A", "1", 'id="c" contextRef="c" unitRef="u"'), False),
    "an id that is no name": (fact("A", "1", 'id="1" contextRef="c" unitRef="u"'), False),
    "an undeclared concept": (fact("Nothing"), False),
    "a concept of an undeclared namespace": ('<x:A xmlns:x="urn:x" contextRef="c" unitRef="u">1</x:A>', False),
    "an abstract concept": (fact("Abstract", "x", TEXT), False),
    "an element that is no item": ("<t:Plain>x</t:Plain>", False),
    "a restricted type": (fact("Small", "10"), True),
    "a value outside a restricted type": (fact("Small", "11"), False),
    "a member of a group": (fact("Member"), True),
    "a tuple": (f"<t:T>{fact('A')}{fact('Text', 'x', TEXT)}</t:T>", True),
    "a tuple in the wrong order": (f"<t:T>{fact('Text', 'x', TEXT)}{fact('A')}</t:T>", False),
    "a tuple without its part": ("<t:T></t:T>", False),
    "a tuple with a stranger": (f"<t:T>{fact('A')}{fact('Small')}</t:T>", False),
    "a tuple open to a group": (f"<t:Open>{fact('Member')}</t:Open>", True),
    "a tuple open to another group": (f"<t:Open>{fact('A')}</t:Open>", False),
    "a tuple open to all items": (f"<t:Wide>{fact('A')}{fact('Small')}</t:Wide>", True),
    "a tuple open to all items, but not to tuples": (f"<t:Wide><t:Open>{fact('Member')}</t:Open></t:Wide>", False),
    "a tuple open to all items, but not to others": ("<t:Wide><t:Plain>x</t:Plain></t:Wide>", False),
    "text between facts": ("loose", False),
    "a second context": ('<xbrli:context id="d"/>', False),
    "a unit without measure": ('<xbrli:unit id="v"/>', False),
    "a comment": ("<!-- nothing -->", True),
    "a late schemaRef": ('<link:schemaRef xlink:type="simple" xlink:href="t.xsd"/>', False),
    "a footnote link": (
        '<link:footnoteLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link"/>', True,
    ),
    "a footnote without label": (
        '<link:footnoteLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">'
        '<link:footnote xlink:type="resource" xml:lang="en">x</link:footnote></link:footnoteLink>', False,
    ),
}  # fmt: skip
