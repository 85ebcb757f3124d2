"""The infosets in which the XBRL 2.1 suite states what an instance comes to, compared with what is found.

What an instance holds is said by `load` and `validate`; nothing is judged here.
"""

from __future__ import annotations

from pathlib import Path


def infoset_differences(instance: Path, expected: Path, folder: Path) -> tuple[str, ...]:
    """What of the instance differs from what the file `expected` states; `folder` holds all files of the suite."""
    return (f"not compared with {expected.name}",)
