"""What a person types, turned into the IRI that is meant: an IRI, a prefixed name, a key, a label or part of one.

Only SELECT is used, so this works on any endpoint; what was typed is bound as a term, never pasted into a query.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kg_build.problem import UsageError
from kg_build.question import CONCEPTS, KINDS, Question, bind, bind_text
from kg_build.store import Store
from kg_build.term import DX, SKOS, XSD, Iri, Literal, Term

_SCHEME = DX.removesuffix("def#")
_CLASSES = {
    "agency": DX + "Agency",
    "area": DX + "Area",
    "program": DX + "Program",
    "indicator": DX + "Indicator",
    "document": DX + "SourceDocument",
    "target": DX + "Target",
    "figure": DX + "Figure",
} | dict.fromkeys(CONCEPTS, SKOS + "Concept")
_NAMES = f"<{SKOS}prefLabel>|<{SKOS}altLabel>|<{DX}shortName>"
_CONCLUDED = ("/assessment/", "/expectation/", "/finding/")
_SHOWN = 8
"""How many candidates a message lists."""

_KNOWN = """
SELECT ?thing WHERE {
  VALUES ?thing { UNDEF }
  { ?thing ?property ?value } UNION { ?subject ?relation ?thing }
} LIMIT 1
"""

_EXACT = f"""
SELECT DISTINCT ?thing WHERE {{
  VALUES ?class {{ UNDEF }}
  VALUES ?name {{ UNDEF }}
  ?thing {_NAMES} ?name ; a ?class .
}} ORDER BY ?thing
"""

_BY_KEY = """
SELECT DISTINCT ?thing WHERE {
  VALUES ?class { UNDEF }
  VALUES ?key { UNDEF }
  ?thing a ?class .
  FILTER(STRENDS(STR(?thing), ?key))
} ORDER BY ?thing
"""

_ALL = f"""
SELECT ?thing ?name WHERE {{
  VALUES ?class {{ UNDEF }}
  ?thing a ?class ; {_NAMES} ?name .
}} ORDER BY ?thing ?name
"""


ALL = "all"
"""What a person gives for a parameter that takes everything."""


class _Named(NamedTuple):
    """A thing under one of its names."""

    iri: str
    name: str


def resolve(store: Store, text: str, kind: str = "thing") -> Iri:
    """Return the IRI of the thing of a kind that a text means.

    Tried in turn: IRI, prefixed name, key, whole name, part of a name. Names are labels, short and other names in every
    language; case and width of characters do not matter. `kind` is one of `question.KINDS`.

    Raises UsageError where nothing is meant, with the nearest names, or where several things are, with all of them.
    """
    if kind not in KINDS:
        raise UsageError(f"no kind of thing is called '{kind}'")
    wanted = text.strip()
    if not wanted:
        raise UsageError(f"an empty text names no {kind}")
    return _by_iri(store, wanted, kind) or _by_key(store, wanted, kind) or _by_name(store, wanted, kind)


def terms(
    store: Store, question: Question, given: Mapping[str, Iterable[str]], lang: str
) -> dict[str, Sequence[Term]]:
    """Turn what a person gives for the parameters of a question into terms to bind; `ALL` stands for everything.

    Raises UsageError for a parameter that the question has not, or a text that means nothing.
    """
    values: dict[str, Sequence[Term]] = {}
    for name, texts in given.items():
        if name not in question.params:
            bind(question, {name: ()})  # says which there are
        kind = question.params[name].type
        wanted = list(texts)
        every = wanted == [ALL] and kind != "text"
        values[name] = () if every else [_term(store, text, kind) for text in wanted]
    if "lang" in question.params:
        values["lang"] = [Literal(lang)]
    return values


def _term(store: Store, text: str, kind: str) -> Term:
    if kind == "year":
        if not (text.isascii() and text.isdigit() and len(text) == 4):
            raise UsageError(f"a year has four digits, not '{text}'")
        return Literal(text, XSD + "integer")
    if kind == "number":
        if not (text.isascii() and text.isdigit()):
            raise UsageError(f"a whole number is wanted, not '{text}'")
        return Literal(str(int(text)), XSD + "integer")
    return resolve(store, text, kind) if kind in KINDS else Literal(text)


def _by_iri(store: Store, text: str, kind: str) -> Iri | None:
    """Take the text as an IRI or prefixed name, where it looks like one."""
    if ":" not in text:
        return None
    if text.startswith(("http://", "https://", "urn:")):
        iri = Iri(text)
    else:
        from kg_build.vocabulary import prefixes  # noqa: PLC0415 - only a prefixed name needs them

        prefix, _, local = text.partition(":")
        namespace = prefixes().get(prefix)
        if namespace is None:
            return None
        iri = Iri(namespace + local)
    if not store.select(bind_text(_KNOWN, {"thing": [iri]})).rows:
        raise UsageError(f"the graph knows nothing of {kind} <{iri}>")
    return iri


def _by_key(store: Store, text: str, kind: str) -> Iri | None:
    """Take the text as a key, alone or after its kind: ``civil-affairs-bureau``, ``agency/civil-affairs-bureau``."""
    if any(character.isspace() for character in text):
        return None
    if kind in CONCEPTS:
        ends = [f"{_SCHEME}{kind}#{text}"]
    else:
        ends = [f"/{text}" if kind in {"thing", "figure"} or "/" in text else f"/{kind}/{text}"]
    values: dict[str, Sequence[Term]] = {"key": [Literal(end) for end in ends]} | _of_class(kind)
    return _one(
        text, kind, (str(row[0]) for row in store.select(bind_text(_BY_KEY, values)) if row[0]), store
    )


def _by_name(store: Store, text: str, kind: str) -> Iri:
    exact: dict[str, Sequence[Term]] = {
        "name": [Literal(text, language=lang) for lang in ("zh", "en")] + [Literal(text)]
    }
    found = [str(row[0]) for row in store.select(bind_text(_EXACT, exact | _of_class(kind)))]
    found = [iri for iri in found if _of_scheme(iri, kind)]
    if found and (iri := _one(text, kind, found, store)):
        return iri
    named = _names(store, kind)
    folded = _fold(text)
    whole = [entry.iri for entry in named if _fold(entry.name) == folded]
    part = whole or [entry.iri for entry in named if folded in _fold(entry.name)]
    return _one(text, kind, part, store) or _nothing(text, kind, named)


def _one(text: str, kind: str, found: Iterable[str], store: Store) -> Iri | None:
    """Return the one thing found, None if there is none; raises UsageError if there are more.

    A conclusion is called like what it is about, so it is meant only where nothing else is.
    """
    every = sorted(set(found))
    iris = [iri for iri in every if not any(kind in iri for kind in _CONCLUDED)] or every
    if len(iris) > 1:
        names: dict[str, str] = {}
        for entry in _names(store, kind):
            names.setdefault(entry.iri, entry.name)
        short = ["/".join(iri.rsplit("/", 2)[1:]) for iri in iris]
        keys = short if len(set(short)) == len(short) and "#" not in "".join(short) else iris
        lines = [
            f"  {key}  {names.get(iri, '')}".rstrip() for key, iri in zip(keys[:_SHOWN], iris, strict=False)
        ]
        if len(iris) > _SHOWN:
            lines.append(f"  ... and {len(iris) - _SHOWN} more")
        raise UsageError(
            "\n".join([f"'{text}' can mean several things; give more of the name, or the key:", *lines])
        )
    return Iri(iris[0]) if iris else None


def _nothing(text: str, kind: str, named: Iterable[_Named]) -> Iri:
    import difflib  # noqa: PLC0415 - only a wrong name pays for it

    offers: dict[str, _Named] = {}
    for entry in named:
        offers.setdefault(_fold(entry.name), entry)
        offers.setdefault(_key(entry.iri), entry)
    near = difflib.get_close_matches(_fold(text), offers, 4, 0.4)
    shown = {offers[name].iri: f"{offers[name].name} ({_key(offers[name].iri)})" for name in near}
    hint = f"; nearest: {', '.join(shown.values())}" if near else ""
    raise UsageError(f"no {kind} is called '{text}'{hint}")


def _names(store: Store, kind: str) -> list[_Named]:
    """Every name of every thing of the kind."""
    rows = store.select(bind_text(_ALL, _of_class(kind)))
    named = [_Named(str(thing), str(name)) for thing, name in rows if isinstance(thing, Iri)]
    return [entry for entry in named if _of_scheme(entry.iri, kind)]


def _of_scheme(iri: str, kind: str) -> bool:
    """Whether a thing is one of the scheme that the kind names; other kinds name none."""
    return kind not in CONCEPTS or iri.startswith(f"{_SCHEME}{kind}#")


def _of_class(kind: str) -> dict[str, Sequence[Term]]:
    return {"class": [Iri(_CLASSES[kind])]} if kind in _CLASSES else {}


def _key(iri: str) -> str:
    return iri.rstrip("/").replace("#", "/").rpartition("/")[2]


def _fold(text: str) -> str:
    """Bring a text into the form in which texts are compared: width and case of characters do not matter."""
    import unicodedata  # noqa: PLC0415 - only a name needs it

    return unicodedata.normalize("NFKC", text).casefold()
