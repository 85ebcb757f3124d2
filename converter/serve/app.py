"""What HTTP sees: the SPARQL 1.1 Protocol (query operations) and the Service Description, for local programs and pages.

Requests under another host name are refused, so that a page from elsewhere cannot reach the endpoint by a name of its
own; requests of pages of other origins are refused too.
"""

from __future__ import annotations

import re
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ..iris import PREFIXES
from .forms import GRAPHS, chosen
from .pool import Bounds, Pool

ENDPOINT: Final = "/sparql"
_LOCAL: Final = r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?"
_RDFLIB_DEFAULT: Final = "urn:x-rdflib:default"
"""How rdflib's `Dataset` calls whatever graph is the default of a server."""
_MOST: Final = 1 << 20
_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"


def make_app(store: Path, graphs: Sequence[str] = (), bounds: Bounds | None = None) -> Starlette:
    """The ASGI application over a store; `graphs` are the addresses of its reports, for the service description."""
    bounds = bounds or Bounds()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.pool = Pool(store, bounds)
        app.state.graphs = tuple(graphs)
        yield
        await app.state.pool.close()

    return Starlette(
        routes=[
            Route(ENDPOINT, _sparql, methods=["GET", "POST"]),
            Route("/", _hello, methods=["GET"]),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=["localhost", "127.0.0.1"], www_redirect=False),
            Middleware(
                CORSMiddleware,
                allow_origin_regex=_LOCAL,
                allow_methods=["GET", "POST"],
                allow_headers=["Accept", "Content-Type"],
            ),
        ],
        lifespan=lifespan,
    )


def run(store: Path, listening: socket.socket, graphs: Sequence[str] = (), bounds: Bounds | None = None) -> None:
    """Serve on a socket that is bound already, until interrupted."""
    config = uvicorn.Config(make_app(store, graphs, bounds), log_level="warning", lifespan="on", server_header=False)
    uvicorn.Server(config).run(sockets=[listening])


async def _hello(request: Request) -> Response:
    return PlainTextResponse(f"A SPARQL 1.1 endpoint: ask {ENDPOINT}?query=… (read-only).\n")


async def _sparql(request: Request) -> Response:
    """Query by GET, by POST of a form, and by POST of the query itself (SPARQL 1.1 Protocol, section 2.1)."""
    origin = request.headers.get("origin")
    if origin is not None and not re.fullmatch(_LOCAL, origin):
        # Without this its query would run, if only to keep this machine busy: CORS keeps no more than the answer back.
        return _problem(403, "This endpoint answers programs and pages of this machine only.")
    given = request.query_params.multi_items()
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > _MOST:
                return _problem(413, f"A query may have {_MOST >> 20} MB.")
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            return _problem(400, "The request is not UTF-8.")
        if kind == "application/x-www-form-urlencoded":
            given += parse_qsl(text, keep_blank_values=True)
        elif kind == "application/sparql-query":
            given.append(("query", text))
        elif kind == "application/sparql-update":
            return _problem(403, "This endpoint is read-only. Change a store with `tanshin load`.")
        else:
            wanted = "application/sparql-query or application/x-www-form-urlencoded"
            return _problem(415, f"Send {wanted}, not {kind or 'a body without a type'}.")
    if any(name == "update" for name, _ in given):
        return _problem(403, "This endpoint is read-only. Change a store with `tanshin load`.")
    queries = [value for name, value in given if name == "query"]
    if not queries and request.method == "GET":
        return _description(request)
    if len(queries) != 1:
        return _problem(400, "Send one query, as the parameter `query`.")
    asked: dict[str, Any] = {
        "query": queries[0],
        "accept": request.headers.get("accept", ""),
        "default": [value for name, value in given if name == "default-graph-uri" and value != _RDFLIB_DEFAULT],
        "named": [value for name, value in given if name == "named-graph-uri"],
    }
    status, media, answer = await request.app.state.pool.ask(asked)
    return Response(answer, status, media_type=media, headers={"Vary": "Accept"})


def _problem(status: int, message: str) -> Response:
    return PlainTextResponse(message + "\n", status)


def _description(request: Request) -> Response:
    """SPARQL 1.1 Service Description of this endpoint."""
    import pyoxigraph as ox

    media = chosen(request.headers.get("accept", ""), GRAPHS)
    if media is None:
        return _problem(406, f"The description can be had as {', '.join(GRAPHS)}.")
    endpoint = str(request.url.replace(query="", fragment=""))
    service, kind = ox.NamedNode(endpoint), ox.NamedNode(f"{PREFIXES['rdf']}type")

    def sd(name: str) -> ox.NamedNode:
        return ox.NamedNode(_SD + name)

    data, default = ox.NamedNode(f"{endpoint}#dataset"), ox.NamedNode(f"{endpoint}#default")
    triples = [
        ox.Triple(service, kind, sd("Service")),
        ox.Triple(service, sd("endpoint"), service),
        ox.Triple(service, sd("supportedLanguage"), sd("SPARQL11Query")),
        ox.Triple(service, sd("feature"), sd("UnionDefaultGraph")),
        ox.Triple(service, sd("defaultDataset"), data),
        ox.Triple(data, kind, sd("Dataset")),
        ox.Triple(data, sd("defaultGraph"), default),
        ox.Triple(default, kind, sd("Graph")),
    ]
    names = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
    for name in (*names, "Turtle", "N-Triples", "RDF_XML", "JSON-LD"):
        triples.append(ox.Triple(service, sd("resultFormat"), ox.NamedNode(_FORMATS + name)))
    for number, graph in enumerate(request.app.state.graphs, 1):
        named = ox.NamedNode(f"{endpoint}#graph-{number}")
        triples += [
            ox.Triple(data, sd("namedGraph"), named),
            ox.Triple(named, kind, sd("NamedGraph")),
            ox.Triple(named, sd("name"), ox.NamedNode(graph)),
        ]
    from ..query.interchange import FORMATS

    form = getattr(ox.RdfFormat, FORMATS[GRAPHS[media]])
    body = ox.serialize(triples, format=form, prefixes={"sd": _SD, "formats": _FORMATS}) or b""
    return Response(body, media_type=media, headers={"Vary": "Accept"})
