"""Taxonomy packages (Taxonomy Packages 1.0): a ZIP file or a folder whose catalog says which addresses it holds."""

from __future__ import annotations

from pathlib import Path

from ..finding import Finding


class Package:
    """An opened package: reads a document by its published address."""

    def read(self, address: str) -> bytes | None:
        """The bytes that the catalog maps `address` to, None if it maps it to nothing."""
        raise NotImplementedError


def open_package(path: Path) -> Package | Finding:
    """The package in a ZIP file or a folder, or why it is none."""
    raise NotImplementedError
