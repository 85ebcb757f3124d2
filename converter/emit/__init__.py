"""Writing a report: each emitter makes the bytes of one file, and `folder` puts them on disk.

An emitter sees the report and the taxonomy, never the document. How a taxonomy is written is `taxonomy.write`'s matter.
"""
