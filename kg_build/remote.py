"""A store behind any SPARQL 1.1 endpoint. The one door to `SPARQLWrapper`."""

import warnings
from typing import Any
from urllib.error import URLError

from SPARQLWrapper import JSON, N3, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from kg_build.problem import UsageError
from kg_build.rows import Rows
from kg_build.store import Answer, Forms, Triple
from kg_build.term import LANG_STRING, STRING, Blank, Iri, Literal, Term

TIMEOUT = 60
"""Seconds to wait for an answer."""


class RemoteStore(Forms):
    """An endpoint that is only read."""

    def __init__(self, url: str, timeout: int = TIMEOUT):
        if not url.startswith(("http://", "https://")):
            raise UsageError(f"an endpoint is an http address, not '{url}'")
        self._url = url
        self._timeout = timeout

    def query(self, text: str) -> Answer:
        """Answer a query; raises UsageError when the endpoint refuses it or cannot be reached."""
        wrapper = SPARQLWrapper(self._url, returnFormat=JSON)
        wrapper.setMethod(POST)
        wrapper.setTimeout(self._timeout)
        wrapper.setQuery(text)
        if not wrapper.isSparqlQueryRequest():
            raise UsageError("only queries are sent to an endpoint, no updates")
        graph = wrapper.queryType in {"CONSTRUCT", "DESCRIBE"}
        if graph:
            wrapper.setReturnFormat(N3)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", RuntimeWarning)  # of servers that call Turtle something else
                answer: Any = wrapper.query().convert()
        except SPARQLWrapperException as error:
            raise UsageError(f"{self._url} refuses the query: {_words(error)}") from error
        except (URLError, OSError, ValueError) as error:
            raise UsageError(f"{self._url} does not answer: {error}") from error
        return _triples(answer) if graph else _answer(answer)


def _words(error: SPARQLWrapperException) -> str:
    """Return what the server said, in one line."""
    text = str(error).rpartition("Response:")[2].strip()
    if text.startswith(("b'", 'b"')):
        text = text[2:-1].encode("latin-1", "replace").decode("unicode_escape")
    return " ".join(text.split())


def _answer(answer: dict[str, Any]) -> Answer:
    if "boolean" in answer:
        return bool(answer["boolean"])
    columns = tuple(answer["head"]["vars"])
    rows = [tuple(_term(row.get(name)) for name in columns) for row in answer["results"]["bindings"]]
    return Rows(columns, rows)


def _term(binding: dict[str, str] | None) -> Term | None:
    """Turn a binding of SPARQL 1.1 JSON results, section 3.2.2, into a term."""
    if binding is None:
        return None
    match binding["type"]:
        case "uri":
            return Iri(binding["value"])
        case "bnode":
            return Blank(binding["value"])
        case _:
            language = binding.get("xml:lang", "")
            datatype = LANG_STRING if language else binding.get("datatype", STRING)
            return Literal(binding["value"], datatype, language)


def _triples(answer: bytes | str) -> list[Triple]:
    from kg_build.oxigraph import parse_text  # noqa: PLC0415 - only graph answers need a parser

    return list(parse_text(answer if isinstance(answer, bytes) else answer.encode()))
