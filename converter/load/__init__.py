"""Filings read back: files to reports, whoever wrote them.

    loaded = load_instance(path)          # loaded.report, loaded.findings, loaded.contexts, loaded.beyond

What a report's facts mean and whether they hold is left to `validate`.
"""

from __future__ import annotations

from .instance import load_instance, read_instance
from .model import Beyond, Context, Instance, Link

__all__ = ["Beyond", "Context", "Instance", "Link", "load_instance", "read_instance"]
