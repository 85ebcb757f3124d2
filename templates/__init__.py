"""Jinja2 templates and their environment.

What goes into a template is prepared by its caller; a template only lays it out.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["environment", "render"]


@cache
def environment() -> Environment:
    """The environment of all templates: everything is escaped, an unknown name is an error, lines end with `\\n`."""
    # Jinja2 takes 60 ms to import, which only those who render should pay.
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    folder = files(__name__)

    def load(name: str) -> str | None:
        file = folder.joinpath(name)
        return file.read_text(encoding="utf-8") if file.is_file() else None

    return Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        newline_sequence="\n",
        auto_reload=False,
    )


def render(name: str, **values: object) -> str:
    """The text of the template `name` with these values.

    Raises `jinja2.TemplateNotFound` for an unknown name and `jinja2.UndefinedError` for a missing value.
    """
    return environment().get_template(name).render(**values)
