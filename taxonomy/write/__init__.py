"""A taxonomy as files: schema, linkbases and Taxonomy Packages 1.0 metadata, as bytes by relative path.

Where they are put on disk is left to the caller; where the taxonomy comes from to `derive` and `dts`.
"""

from .package import External, PackageMeta, entry_point, package_files, package_meta, standardised_meta

__all__ = ["External", "PackageMeta", "entry_point", "package_files", "package_meta", "standardised_meta"]
