"""What a person types, turned into the IRI that is meant: an IRI, a prefixed name, a key, a label or part of one.

Only SELECT is used, so this works on any endpoint; what was typed is bound as a term, never pasted into a query.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from kg_build.naming import fold, number_of, without_rank, without_unit
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
_RANKED = ("agency", "area", "thing")
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

_NUMBERED = f"""
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dx: <{DX}>
SELECT DISTINCT ?thing WHERE {{
  VALUES ?plan {{ UNDEF }}
  VALUES ?number {{ UNDEF }}
  VALUES ?kind {{ UNDEF }}
  ?thing dx:position ?number ; dx:programType ?kind ; dcterms:isPartOf+ ?plan .
}} ORDER BY ?thing
"""

_ALL = f"""
SELECT ?thing ?name WHERE {{
  VALUES ?class {{ UNDEF }}
  ?thing a ?class ; {_NAMES} ?name .
}} ORDER BY ?thing ?name
"""

_PRINTED = f"""
PREFIX dx: <{DX}>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT DISTINCT ?thing ?name WHERE {{
  ?figure dx:indicator ?thing ; a dx:Figure ; dx:evidence ?passage .
  MINUS {{ ?figure a dx:Figure ; dx:mainEvidence ?passage }}
  ?passage oa:hasSelector ?selector .
  ?selector oa:exact ?name .
}} ORDER BY ?thing ?name
"""
"""What a document prints beside the figures of an indicator, such as the label of a row of a table."""

_SHORT = f"""
SELECT ?thing ?name WHERE {{
  VALUES ?thing {{ UNDEF }}
  VALUES ?lang {{ "en" }}
  ?thing <{SKOS}prefLabel> ?name .
  FILTER(LANG(?name) = ?lang)
}} ORDER BY ?thing ?name
"""

ALL = "all"
"""What a person gives for a parameter that takes everything."""


class AmbiguousError(UsageError):
    """A text that means several things: each with the key by which it is asked for, and its name."""

    def __init__(self, text: str, found: Sequence[tuple[str, str]], more: int = 0):
        super().__init__(text)
        self.text, self.found, self.more = text, found, more

    def told(self, before: str = "", after: str = "") -> str:
        """Return the message, with words before each key, and a line that says what else can be done."""
        lines = [f"  {before}{key}  {name}".rstrip() for key, name in self.found]
        if self.more:
            lines.append(f"  ... and {self.more} more")
        head = f"'{self.text}' can mean several things; give more of the name, or the key:"
        return "\n".join((head, *lines, *((after,) if after else ())))

    def __str__(self) -> str:
        return self.told()


class _Named(NamedTuple):
    """A thing under one of its names."""

    iri: str
    name: str


def resolve(store: Store, text: str, kind: str = "thing", lang: str = "en") -> Iri:
    """Return the IRI of the thing of a kind that a text means.

    Tried in turn: IRI, prefixed name, number of a task or item, key, whole name, name without the rank of a place or
    the unit of an indicator, part of a name. Names are labels, short and other names in every language, and what
    documents print beside an indicator's figures; case and width of characters do not matter. `kind` is one of
    `question.KINDS`; `lang` is the language of messages' names.

    Raises UsageError where nothing is meant, with the nearest names, or AmbiguousError where several things are.
    """
    if kind not in KINDS:
        raise UsageError(f"no kind of thing is called '{kind}'")
    wanted = text.strip()
    if not wanted:
        raise UsageError(f"an empty text names no {kind}")
    return (
        _by_iri(store, wanted, kind)
        or _by_key(store, wanted, kind, lang)
        or _by_number(store, wanted, kind, lang)
        or _by_name(store, wanted, kind, lang)
    )


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
        values[name] = () if every else [_term(store, text, kind, lang) for text in wanted]
    if "lang" in question.params:
        values["lang"] = [Literal(lang)]
    return values


def _term(store: Store, text: str, kind: str, lang: str) -> Term:
    if kind == "year":
        if not (text.isascii() and text.isdigit() and len(text) == 4):
            raise UsageError(f"a year has four digits, not '{text}'")
        return Literal(text, XSD + "integer")
    if kind == "number":
        if not (text.isascii() and text.isdigit()):
            raise UsageError(f"a whole number is wanted, not '{text}'")
        return Literal(str(int(text)), XSD + "integer")
    if kind not in KINDS:
        return Literal(text)
    try:
        return resolve(store, text, kind, lang)
    except AmbiguousError as error:
        several = "to take several of them, give this parameter once for each (in Python: a list of keys)"
        raise UsageError(error.told(after=several)) from error


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


def _by_key(store: Store, text: str, kind: str, lang: str) -> Iri | None:
    """Take the text as a key, alone or after its kind: ``civil-affairs-bureau``, ``agency/civil-affairs-bureau``."""
    if any(character.isspace() for character in text):
        return None
    if kind in CONCEPTS:
        ends = [f"{_SCHEME}{kind}#{text}"]
    else:
        ends = [f"/{text}" if kind in {"thing", "figure"} or "/" in text else f"/{kind}/{text}"]
    values: dict[str, Sequence[Term]] = {"key": [Literal(end) for end in ends]} | _of_class(kind)
    return _one(text, _things(store, _BY_KEY, values), store, lang)


def _by_number(store: Store, text: str, kind: str, lang: str) -> Iri | None:
    """Take the text as the number of a task or item, with its plan or list or without: ``plan-2023 task 8``."""
    read = number_of(text) if kind in {"program", "thing"} else None
    if read is None or (kind == "thing" and not read.kind):
        return None
    values: dict[str, Sequence[Term]] = {
        "number": [Literal(str(read.number), XSD + "integer")],
        "kind": [
            Iri(f"{_SCHEME}program-type#{sort}") for sort in ([read.kind] if read.kind else ["task", "item"])
        ],
    }
    if read.plan:
        try:
            values["plan"] = [resolve(store, read.plan, "program", lang)]
        except UsageError:
            return None
    return _one(text, _things(store, _NUMBERED, values), store, lang)


def _by_name(store: Store, text: str, kind: str, lang: str) -> Iri:
    exact: dict[str, Sequence[Term]] = {
        "name": [Literal(text, language=lang) for lang in ("zh", "en")] + [Literal(text)]
    }
    found = [iri for iri in _things(store, _EXACT, exact | _of_class(kind)) if _of_scheme(iri, kind)]
    if found and (iri := _one(text, found, store, lang)):
        return iri
    named = _names(store, kind)
    folded = fold(text)
    for names, fits in _readings(store, kind, named, folded):
        if iri := _one(text, (entry.iri for entry in names if fits(fold(entry.name))), store, lang):
            return iri
    return _nothing(store, text, kind, named, lang)


def _readings(
    store: Store, kind: str, named: Sequence[_Named], wanted: str
) -> Iterable[tuple[Sequence[_Named], Callable[[str], bool]]]:
    """Yield the ways in which a text can be a name, the plainest first: which names, and what fits."""
    yield named, lambda name: name == wanted
    if kind in _RANKED:
        yield named, lambda name: without_rank(name) == wanted
        yield named, lambda name: without_rank(without_rank(name)) == wanted
    printed: Sequence[_Named] = ()
    if kind == "indicator":
        bare = without_unit(wanted)
        yield named, lambda name: without_unit(name) == bare
        printed = _pairs(store, _PRINTED, {})
        yield printed, lambda name: without_unit(name) == bare
    yield named, lambda name: wanted in name
    yield printed, lambda name: wanted in name


def _one(text: str, found: Iterable[str], store: Store, lang: str) -> Iri | None:
    """Return the one thing found, None if there is none; raises AmbiguousError if there are more.

    A conclusion is called like what it is about, so it is meant only where nothing else is.
    """
    every = sorted(set(found))
    iris = [iri for iri in every if not any(kind in iri for kind in _CONCLUDED)] or every
    if len(iris) > 1:
        short = ["/".join(iri.rsplit("/", 2)[1:]) for iri in iris]
        keys = short if len(set(short)) == len(short) and "#" not in "".join(short) else iris
        shown = iris[:_SHOWN]
        names = called(store, shown, lang)
        pairs = [(key, names.get(iri, "")) for key, iri in zip(keys, shown, strict=False)]
        raise AmbiguousError(text, pairs, len(iris) - len(shown))
    return Iri(iris[0]) if iris else None


def _nothing(store: Store, text: str, kind: str, named: Sequence[_Named], lang: str) -> Iri:
    import difflib  # noqa: PLC0415 - only a wrong name pays for it

    offers: dict[str, str] = {}
    for entry in named:
        offers.setdefault(fold(entry.name), entry.iri)
        offers.setdefault(_key(entry.iri), entry.iri)
    # Chinese names of a kind share their last character, and often their first.
    alike = 0.4 if text.isascii() else 0.55
    near = dict.fromkeys(offers[name] for name in difflib.get_close_matches(fold(text), offers, 4, alike))
    named_so = called(store, near, lang)
    shown = ", ".join(f"{named_so.get(iri, _key(iri))} ({_key(iri)})" for iri in near)
    hint = f"; nearest: {shown}" if near else ""
    if kind in CONCEPTS and named and not near:
        hint = f"; there are: {', '.join(sorted({_key(entry.iri) for entry in named}))}"
    raise UsageError(f"no {kind} in this graph is called '{text}'{hint}")


def _names(store: Store, kind: str) -> list[_Named]:
    """Every name of every thing of the kind."""
    return [entry for entry in _pairs(store, _ALL, _of_class(kind)) if _of_scheme(entry.iri, kind)]


def called(store: Store, iris: Iterable[str], lang: str) -> dict[str, str]:
    """Return the names of things in a language, by their IRIs; those without a name are left out."""
    values: dict[str, Sequence[Term]] = {"thing": [Iri(iri) for iri in iris], "lang": [Literal(lang)]}
    if not values["thing"]:
        return {}
    return {entry.iri: entry.name for entry in _pairs(store, _SHORT, values)}


def _things(store: Store, text: str, values: Mapping[str, Sequence[Term]]) -> list[str]:
    return [str(row[0]) for row in store.select(bind_text(text, values)) if row[0]]


def _pairs(store: Store, text: str, values: Mapping[str, Sequence[Term]]) -> list[_Named]:
    rows = store.select(bind_text(text, values))
    return [_Named(str(thing), str(name)) for thing, name in rows if isinstance(thing, Iri)]


def _of_scheme(iri: str, kind: str) -> bool:
    """Whether a thing is one of the scheme that the kind names; other kinds name none."""
    return kind not in CONCEPTS or iri.startswith(f"{_SCHEME}{kind}#")


def _of_class(kind: str) -> dict[str, Sequence[Term]]:
    return {"class": [Iri(_CLASSES[kind])]} if kind in _CLASSES else {}


def _key(iri: str) -> str:
    return iri.rstrip("/").replace("#", "/").rpartition("/")[2]
