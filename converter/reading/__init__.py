"""Reading a release: from bytes to a `Document`. What they mean is left to `language` and `binding`."""

from .release import read_document
from .source import decode, read_file

__all__ = ["decode", "read_document", "read_file"]
