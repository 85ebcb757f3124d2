"""A query's text before the engine sees it: what may not be asked, which prefixes it lacks, and where it is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

_TOKENS = re.compile(
    r"""(?P<comment>\#[^\r\n]*)
      | (?P<iri><[^<>"{}|^`\\\s]*>)
      | (?P<text>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
                |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<variable>[?$][\w·]+)
      | (?P<name>[\w.-]*:(?:[\w.:%-]|\\[_~.\-!$&'()*+,;=/?\#@%])*)
      | (?P<tag>@[\w-]+)
      | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)
      | (?P<word>\w+)
      | (?P<other>\S)""",
    re.VERBOSE | re.DOTALL,
)
_UPDATES: Final = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"))
_FORMS: Final = frozenset(("SELECT", "CONSTRUCT", "ASK", "DESCRIBE"))
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class QueryError(Exception):
    """A query that cannot be answered; `remedy` says what to do about it, `elsewhere` that it asks another server."""

    def __init__(self, message: str, remedy: str, *, elsewhere: bool = False) -> None:
        super().__init__(message)
        self.remedy = remedy
        self.elsewhere = elsewhere


def tokens(query: str) -> Iterator[tuple[str, str]]:
    """The kind and text of each token, comments left out; enough to know words from what only looks like them."""
    for found in _TOKENS.finditer(query):
        if found.lastgroup != "comment":
            yield found.lastgroup or "", found[0]


def check_reads_only(query: str) -> None:
    """Raise `QueryError` for an update, and for `SERVICE`, which would ask another server."""
    form = ""
    for kind, token in tokens(query):
        word = token.upper() if kind == "word" else ""
        if _asks_elsewhere(kind, token, query):
            raise QueryError(
                "the query asks another server (SERVICE), which is refused",
                "Load what you need into the store and leave SERVICE out.",
                elsewhere=True,
            )
        if not form and word in _FORMS:
            form = word
        if not form and word in _UPDATES:
            raise QueryError(
                f"this is an update ({word}), and a query only reads",
                "Change a store with `tanshin load`; ask it with SELECT, CONSTRUCT, ASK or DESCRIBE.",
            )


def _asks_elsewhere(kind: str, token: str, query: str) -> bool:
    """Whether a token is `SERVICE`, or glued to it, or leaves in doubt where the engine sees words.

    The engine has no switch for it, so in doubt the answer is yes: a backslash outside texts and names may be an escape
    that hides what comes next.
    """
    if kind == "name":
        return token.partition(":")[0].upper().endswith("SERVICE")
    if kind == "word":
        return token.upper().endswith("SERVICE")
    return kind == "other" and token in "\\\"'" and "SERVICE" in query.upper()


def starred(query: str) -> list[str]:
    """The variables of a `SELECT *` in the order in which they appear, which says nothing of which are in its scope."""
    words = iter(tokens(query))
    for kind, token in words:
        if kind == "word" and token.upper() == "SELECT":
            kind, token = next(words, ("", ""))
            if token.upper() in ("DISTINCT", "REDUCED"):
                kind, token = next(words, ("", ""))
            if token == "*":
                return list(dict.fromkeys(name[1:] for kind, name in words if kind == "variable"))
            return []
    return []


def names_graphs(query: str) -> bool:
    """Whether the query says with `FROM` which graphs it is about (SPARQL 1.1 section 13.2)."""
    return any(kind == "word" and token.upper() == "FROM" for kind, token in tokens(query))


def used_prefixes(query: str) -> set[str]:
    """The prefixes of the names in a query that it does not declare itself."""
    used: set[str] = set()
    declared: set[str] = set()
    last = ""
    for kind, token in tokens(query):
        if kind == "name":
            prefix = token.partition(":")[0]
            (declared if last == "PREFIX" else used).add(prefix)
        last = token.upper() if kind == "word" else ""
    return {prefix for prefix in used - declared if prefix != "_"}


def complete(query: str, prefixes: Mapping[str, str]) -> str:
    """The query with a declaration of each prefix it uses and does not declare, so that any server understands it."""
    needed = sorted(used_prefixes(query) & set(prefixes))
    return "".join(f"PREFIX {prefix}: <{prefixes[prefix]}>\n" for prefix in needed) + query


def syntax_error(query: str, error: SyntaxError, known: Mapping[str, str]) -> QueryError:
    """What to tell of a query that the engine cannot parse: where, what stands there, and what would be right."""
    unknown = sorted(used_prefixes(query) - set(known))
    if unknown:
        return QueryError(
            f"the prefix {unknown[0]}: is not declared",
            f"Declare it with PREFIX {unknown[0]}: <…>, or use one of {', '.join(sorted(known))}.",
        )
    found = _PLACE.match(str(error.msg or error))
    if not found:
        return QueryError(f"the query does not parse: {str(error.msg or error)[:200]}", "Correct it (SPARQL 1.1).")
    line, column, said = int(found[1]), int(found[2]), found[3]
    lines = query.splitlines() or [""]
    here = lines[line - 1] if line <= len(lines) else ""
    wanted = sorted(set(re.findall(r'\b[A-Z]{3,}\b|"[{}()\[\].;,]"', said)))
    what = f"expected one of {', '.join(wanted)}" if len(said) > 120 and wanted else " ".join(said.split())[:160]
    rest = here[column - 1 :].strip()
    where = f"before “{rest[:30]}”" if rest else "at the end of the line"
    return QueryError(
        f"the query does not parse: line {line}, column {column}, {where}: {what}", "Correct it there (SPARQL 1.1)."
    )
