"""From a document to bindings, and from bindings to a report: every mark with its aspects, or told why it is none.

Knows headers, labels and the issuer profile; reading the text is `reading`, writing a report `emit`.
"""

from .bind import UNBOUND, Bindings, bind, bind_prose, bind_tables
from .facts import Built, build
from .known import Known
from .model import Binding, Exclusion, Place

__all__ = [
    "UNBOUND",
    "Binding",
    "Bindings",
    "Built",
    "Exclusion",
    "Known",
    "Place",
    "bind",
    "bind_prose",
    "bind_tables",
    "build",
]
