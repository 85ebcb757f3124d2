"""From a document to bindings: every mark with its aspects settled, or told why it is none.

Knows headers, labels and the issuer profile; reading the text is `reading`, making facts of bindings `facts`.
"""

from .bind import Bindings, bind
from .model import Binding, Exclusion, Place

__all__ = ["Binding", "Bindings", "Exclusion", "Place", "bind"]
