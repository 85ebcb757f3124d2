"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

PATH: Final = click.Path(path_type=Path)

TEXT: Final = "text"
JSON: Final = "json"


def format_option(function: F) -> F:
    """`--format text|json`."""
    return click.option(
        "--format", "form", type=click.Choice([TEXT, JSON]), default=TEXT, show_default=True, help="What to print."
    )(function)


def calculation_option(function: F) -> F:
    """`--calculation 1.1|1.1-truncation|1.0|off`."""
    return click.option(
        "--calculation",
        type=click.Choice(["1.1", "1.1-truncation", "1.0", "off"]),
        default="1.1",
        show_default=True,
        help="The rule for sums: intervals of figures rounded or cut off (Calculations 1.1), that of XBRL 2.1 "
        "section 5.2.5.2, or none.",
    )(function)
