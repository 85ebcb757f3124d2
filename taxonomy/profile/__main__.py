"""`python -m tanshin.taxonomy.profile FOLDER...` prints what is wrong in issuer profiles; exit 1 if any is an error."""

from __future__ import annotations

import sys

from ..finding import has_errors
from .read import ProfileNotFoundError, find_profile, load_profile


def main(names: list[str]) -> int:
    """Check the profiles named; 0 without errors, 1 with errors in one, 2 where one does not exist."""
    if not names:
        print("usage: python -m tanshin.taxonomy.profile FOLDER...", file=sys.stderr)
        return 2
    status = 0
    for name in names:
        try:
            profile, findings = load_profile(find_profile(name), name)
        except ProfileNotFoundError as error:
            print(error, file=sys.stderr)
            return 2
        for found in findings:
            hint = f" ({found.hint})" if found.hint else ""
            print(f"{found.source or name}: {found.severity}: {found.message} [{found.code}]{hint}")
        print(
            f"{name}: {len(profile.concepts)} concepts, {len(profile.line_items)} line items, "
            f"{len(profile.tables)} tables, {len(profile.roles)} roles; {len(findings)} findings"
        )
        status = max(status, int(has_errors(findings)))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
