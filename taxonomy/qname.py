"""Expanded names, as Namespaces in XML 1.0 defines them."""

from __future__ import annotations

from typing import NamedTuple


class QName(NamedTuple):
    """A namespace and a local name. Prefixes belong to files, not to names."""

    namespace: str
    local: str

    @property
    def clark(self) -> str:
        """`{namespace}local`, as lxml writes names."""
        return f"{{{self.namespace}}}{self.local}" if self.namespace else self.local

    @classmethod
    def from_clark(cls, text: str) -> QName:
        """The name that lxml writes as `{namespace}local`."""
        if text.startswith("{"):
            namespace, _, local = text[1:].partition("}")
            return cls(namespace, local)
        return cls("", text)
