"""The same queries against another SPARQL 1.1 server, by the SPARQL Protocol.

A connection is opened only to the address that the user gives, and follows no redirection to another host; documents of
taxonomies are left to `dts.fetched`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from ..iris import namespace_iri, with_prefixes
from .engine import Answer, Table, Triples, answer_of
from .text import QueryError, check_reads_only, complete

_ACCEPT: Final = "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.8"
_MOST: Final = 512 * 1024 * 1024


class EndpointError(Exception):
    """A server that does not answer; `remedy` says what to look at."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def ask_endpoint(url: str, query: str, timeout: float = 60, prefixes: Mapping[str, str] | None = None) -> Answer:
    """The answer of the server at `url`. Raises `QueryError` for a query that it or we refuse, `EndpointError` else."""
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.request import HTTPRedirectHandler, Request, build_opener

    import pyoxigraph as ox

    class Stay(HTTPRedirectHandler):
        def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
            if urlsplit(newurl).netloc != urlsplit(url).netloc:
                raise EndpointError(f"{url}: sends on to {newurl}", "Give that address if you trust it.")
            return super().redirect_request(req, fp, code, msg, headers, newurl)

    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
        raise EndpointError(f"{url}: is no address of a server", "Give one that begins with http:// or https://.")
    check_reads_only(query)
    data = urlencode({"query": complete(query, with_prefixes(prefixes or {}))}).encode()
    headers = {"Accept": _ACCEPT, "Content-Type": "application/x-www-form-urlencoded"}
    try:
        with build_opener(Stay).open(Request(url, data, headers), timeout=timeout) as response:
            content = response.read(_MOST + 1)
            kind = response.headers.get_content_type()
    except HTTPError as error:
        said = " ".join(error.read(2000).decode("utf-8", "replace").split())[:300]
        raise QueryError(f"{url}: refuses the query ({error.code}): {said}", "Correct the query.") from error
    except (URLError, HTTPException, OSError) as error:
        why = getattr(error, "reason", error)
        raise EndpointError(f"{url}: does not answer: {why}", "Check the address and that the server runs.") from error
    if len(content) > _MOST:
        raise EndpointError(f"{url}: answers with more than {_MOST >> 20} MB", "Add LIMIT to the query.")
    results = ox.QueryResultsFormat.from_media_type(kind)
    if results is not None:
        try:
            answer = answer_of(ox.parse_query_results(content, format=results))
        except (SyntaxError, ValueError) as error:
            raise _unreadable(url, kind, error) from error
        return Table(answer.variables, _guarded(url, kind, answer.rows)) if isinstance(answer, Table) else answer
    graph = ox.RdfFormat.from_media_type(kind)
    if graph is None:
        raise EndpointError(f"{url}: answers with {kind}, which is no answer to a query", "Check the address.")
    return Triples(_guarded(url, kind, (quad.triple for quad in ox.parse(content, format=graph))))


def _guarded(url: str, kind: str, found: Iterator[Any]) -> Iterator[Any]:
    """What a server answers, as far as it can be read."""
    try:
        yield from found
    except (SyntaxError, ValueError) as error:
        raise _unreadable(url, kind, error) from error


def _unreadable(url: str, kind: str, error: Exception) -> EndpointError:
    said = " ".join(str(getattr(error, "msg", "") or error).split())[:200]
    return EndpointError(
        f"{url}: its answer is no well-formed {kind}: {said}", "Check that this is the address of a SPARQL endpoint."
    )


def endpoint_prefixes(url: str, timeout: float = 60) -> dict[str, str]:
    """The prefixes that the reports on a server declare, as `engine.graph_prefixes` for a store."""
    asked = "SELECT DISTINCT ?p ?n WHERE { GRAPH ?g { ?d sh:prefix ?p ; sh:namespace ?n } }"
    answer = ask_endpoint(url, asked, timeout)
    found: dict[str, set[str]] = {}
    if isinstance(answer, Table):
        for prefix, namespace in answer.rows:
            found.setdefault(prefix.value, set()).add(namespace_iri(namespace.value))
    return {prefix: min(spaces) for prefix, spaces in found.items() if len(spaces) == 1}
