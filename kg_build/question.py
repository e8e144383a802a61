r"""Questions: SPARQL files that say in their header what they ask, in plain words and in two languages.

The header is the lines that start with ``#+ ``; together they are TOML. The file is valid SPARQL as it stands. Each
parameter is one line, ``VALUES ?name { default }``, and binding puts terms between its braces, never text.

>>> from kg_build.term import Iri
>>> text = 'SELECT * {\n  VALUES ?agency { UNDEF }\n  ?target <urn:lead> ?agency }'
>>> print(bind_text(text, {"agency": [Iri("urn:bureau")]}))
SELECT * {
  VALUES ?agency { <urn:bureau> }
  ?target <urn:lead> ?agency }
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from kg_build.problem import InvalidInputError, Problem, UsageError
from kg_build.resources import folder
from kg_build.term import Blank, Literal, Term, nt

LANGUAGES = ("en", "zh")
GROUPS: Mapping[str, Mapping[str, str]] = {
    "responsibility": {"en": "Who answers for what", "zh": "谁负责"},
    "promise-and-result": {"en": "Promises and results", "zh": "承诺与兑现"},
    "silence": {"en": "Silence", "zh": "未见交代"},
    "change": {"en": "Change over the years", "zh": "历年变化"},
    "consistency": {"en": "Do the documents agree", "zh": "文件是否一致"},
    "places": {"en": "Places", "zh": "地域"},
    "evidence": {"en": "Evidence", "zh": "证据"},
    "overview": {"en": "Overview", "zh": "总览"},
}
CONCEPTS = frozenset(
    {"service-area", "status", "finding", "severity", "qualifier", "comparator-basis", "lead-basis"}
)
"""Types of parameters that name a concept of the scheme of that name."""
KINDS = CONCEPTS | {"agency", "area", "program", "indicator", "document", "target", "figure", "thing"}
"""Types of parameters that name a thing of the graph; see `kg_build.resolve`."""
TYPES = KINDS | {"text", "year", "number", "lang"}
NOTHING = {
    "en": "Nothing in this graph answers that. It holds the figures, programs and agencies of its documents and the phrases that "
    "state them, not every sentence: a document may still speak of it, and so may others.",
    "zh": "本图谱中没有可作答的内容。其所收为文件中之数、事项、机构及载明它们的短语,并非每一句话;文件中或他处或有表述。",
}
"""What an empty answer means, where a question does not say it better."""

_HEADER = "#+ "
_KEYS = frozenset({"title", "question", "group", "reads", "params", "returns"})
_OPTIONAL = frozenset({"table", "nothing"})
_VALUES = re.compile(r"^(\s*VALUES \?(\w+) \{ )(.*)( \}\s*)$", re.MULTILINE)
_LANGUAGE_TAG = re.compile(r"[A-Za-z]+(-[A-Za-z0-9]+)*")
_ESCAPE = re.compile(r"\\\\([uU])|\\u([0-9A-F]{4})|\\.")
_ABOUT_LANGUAGE = {"en": "Language of labels.", "zh": "标签语言。"}


class Words(NamedTuple):
    """The same words in each language."""

    en: str
    zh: str

    def __call__(self, lang: str) -> str:
        """Return the words in one language."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Parameter:
    """What can be given to a question; `default` is the SPARQL that stands in the file, UNDEF for all."""

    name: str
    type: str
    about: Words
    default: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its words, its parameters, what its columns mean, and its SPARQL.

    `table` names the columns that a table for people has, in its order; `nothing` says what an empty answer means.
    """

    name: str
    title: Words
    question: Words
    group: str
    reads: tuple[str, ...]
    params: Mapping[str, Parameter]
    returns: Mapping[str, Words]
    table: tuple[str, ...]
    nothing: Words
    text: str


def get(name: str, where: Path | None = None) -> Question:
    """Return one question; only its file is read.

    Raises UsageError, with the nearest names, for a name that there is not; InvalidInputError for a bad header.
    """
    base = where or folder("queries")
    path = base / f"{name}.rq"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        raise UsageError(f"no question '{name}'{_nearest(name, names(base))}; 'duixian ask' lists them")
    return _read(path)


def load(where: Path | None = None) -> list[Question]:
    """Return all questions of a folder (default: those that this program came with), by group and name.

    Raises InvalidInputError with the problems of all files together.
    """
    base = where or folder("queries")
    found: list[Question] = []
    problems: list[Problem] = []
    for name in names(base):
        try:
            found.append(_read(base / f"{name}.rq"))
        except InvalidInputError as error:
            problems += error.problems
    if problems:
        raise InvalidInputError(problems)
    order = list(GROUPS)
    return sorted(found, key=lambda question: (order.index(question.group), question.name))


def names(where: Path | None = None) -> list[str]:
    """Names of the questions of a folder, sorted."""
    return sorted(path.stem for path in (where or folder("queries")).glob("*.rq"))


def bind(question: Question, values: Mapping[str, Sequence[Term]]) -> str:
    """Return the SPARQL of a question with terms in place of the defaults of the parameters given; no term means all.

    Raises UsageError for a parameter that the question has not, or for a term that cannot stand in a query.
    """
    for name in values:
        if name not in question.params:
            offered = ", ".join(question.params) or "none"
            raise UsageError(f"question '{question.name}' has no parameter '{name}' (it has: {offered})")
    return bind_text(question.text, values)


def bind_text(text: str, values: Mapping[str, Sequence[Term]]) -> str:
    """Put terms between the braces of the VALUES lines of their names; other lines stay as they are."""
    written = {name: " ".join(map(_written, terms)) or "UNDEF" for name, terms in values.items()}
    return _VALUES.sub(lambda line: line[1] + written.get(line[2], line[3]) + line[4], text)


def read_header(file: str, text: str) -> dict[str, Any]:
    """Return what the lines at the top of a question or rule say; raises InvalidInputError if they are not TOML."""
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#+"):
            break
        lines.append(line.removeprefix(_HEADER))
    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        number = re.search(r"line (\d+)", str(error))
        message = f"the header is not TOML: {error}"
        problem = Problem(file, int(number[1]) if number else 1, "", "E801", message)
        raise InvalidInputError([problem]) from error


def _written(term: Term) -> str:
    r"""Write a term for a VALUES block.

    SPARQL 1.1, section 19.2, lets an engine replace ``\u0022`` before it parses, even after a backslash that
    is itself escaped; so a text's backslash followed by u is written with the u as an escape of its own, in eight
    digits, since rdflib takes digits that follow four for more of the escape; and what N-Triples writes with four stands
    as it is.
    """
    if isinstance(term, Blank):
        raise UsageError("a blank node cannot be asked for: its name means nothing to the graph")
    if isinstance(term, Literal) and term.language and not _LANGUAGE_TAG.fullmatch(term.language):
        raise UsageError(f"not a language tag: {term.language!r}")
    try:
        text = str(nt(term))
        text.encode()
    except ValueError as error:
        raise UsageError(f"cannot stand in a query: {error}") from error
    return _ESCAPE.sub(_in_sparql, text)


def _in_sparql(escape: re.Match[str]) -> str:
    if escape[1]:
        return rf"\\\U{ord(escape[1]):08X}"
    return chr(int(escape[2], 16)) if escape[2] else escape[0]


def _read(path: Path) -> Question:
    text = path.read_text(encoding="utf-8")
    header = read_header(path.name, text)
    lines: dict[str, list[str]] = {}
    for match in _VALUES.finditer(text):
        lines.setdefault(match[2], []).append(match[3])
    problems = list(_problems(path.name, header, lines))
    if problems:
        raise InvalidInputError(problems)
    return Question(
        path.stem,
        _words(header["title"]),
        _words(header["question"]),
        header["group"],
        tuple(header["reads"]),
        {
            name: Parameter(name, entry["type"], _words(entry.get("about", _ABOUT_LANGUAGE)), lines[name][0])
            for name, entry in header.get("params", {}).items()
        },
        {name: _words(entry) for name, entry in header["returns"].items()},
        tuple(header.get("table", header["returns"])),
        _words(header.get("nothing", NOTHING)),
        text,
    )


def _problems(file: str, header: Mapping[str, Any], lines: Mapping[str, list[str]]) -> Iterator[Problem]:
    """Say what is wrong with the header of a question."""
    yield from _keys(file, header)
    yield from _both(file, "title", header.get("title"))
    yield from _both(file, "question", header.get("question"))
    if "group" in header and header["group"] not in list(GROUPS):
        yield Problem(file, 0, "group", "E803", f"'{header['group']}' is none of {', '.join(GROUPS)}")
    for key, form in (("reads", list), ("params", dict), ("returns", dict)):
        if key in header and not isinstance(header[key], form):
            yield Problem(file, 0, key, "E803", f"'{key}' is a {'list' if form is list else 'table'}")
    if "nothing" in header:
        yield from _both(file, "nothing", header["nothing"])
    for name in header.get("table", ()):
        if name not in _table(header, "returns"):
            yield Problem(file, 0, "table", "E803", f"'{name}' is none of the columns that it returns")
    for name, words in _table(header, "returns").items():
        yield from _both(file, f"returns.{name}", words)
    for name, given in _table(header, "params").items():
        yield from _parameter(file, name, given if isinstance(given, dict) else {}, len(lines.get(name, ())))


def _parameter(file: str, name: str, entry: Mapping[str, Any], count: int) -> Iterator[Problem]:
    kind = str(entry.get("type"))
    if kind not in TYPES:
        message = f"type '{kind}' is none of {', '.join(sorted(TYPES))}"
        yield Problem(file, 0, f"params.{name}", "E803", message)
    if kind != "lang" or "about" in entry:
        yield from _both(file, f"params.{name}.about", entry.get("about"))
    if count != 1:
        message = f"'VALUES ?{name} {{ ... }}' stands on {count} lines, not on one"
        yield Problem(file, 0, f"params.{name}", "E804", message)


def _table(header: Mapping[str, Any], key: str) -> dict[str, Any]:
    table = header.get(key)
    return table if isinstance(table, dict) else {}


def _keys(file: str, header: Iterable[str]) -> Iterator[Problem]:
    for key in sorted(set(header) - _KEYS - _OPTIONAL):
        yield Problem(file, 0, key, "E803", f"the header has an unknown entry '{key}'")
    for key in sorted(_KEYS - {"params", "title", "question"} - set(header)):
        yield Problem(file, 0, key, "E802", f"the header has no entry '{key}'")


def _both(file: str, place: str, words: object) -> Iterator[Problem]:
    for lang in LANGUAGES:
        text = words.get(lang) if isinstance(words, dict) else None
        if not isinstance(text, str) or not text.strip():
            yield Problem(file, 0, place, "E802", f"no words in language '{lang}'")


def _words(entry: Mapping[str, str]) -> Words:
    return Words(entry["en"], entry["zh"])


def _nearest(name: str, known: Sequence[str]) -> str:
    import difflib  # noqa: PLC0415 - only a wrong name pays for it

    near = difflib.get_close_matches(name, known, 3, 0.5)
    return f"; did you mean {' or '.join(near)}?" if near else ""
