"""The sample graph, concluded by either engine; and the golden answers, which this module writes when it is run."""

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from kg_build import question, rules
from kg_build.oxigraph import OxigraphStore
from kg_build.question import Question
from kg_build.render import render
from kg_build.rows import Rows
from kg_build.term import STRING, Iri, Literal, Term

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
BASE = "https://w3id.org/duixian/sample/"
UPDATE = "python -m tests.queries.sample"


@cache
def store() -> OxigraphStore:
    """The sample in Oxigraph, with all that the rules conclude."""
    return conclude(HERE / "sample.ttl")


def conclude(file: Path) -> OxigraphStore:
    made = OxigraphStore.memory()
    made.load(file, BASE)
    rules.conclude(made, BASE)
    return made


@cache
def graph() -> rdflib.Graph:
    """The sample in rdflib, with all that the rules conclude there."""
    made = rdflib.Graph()
    made.parse(HERE / "sample.ttl", format="turtle")
    conclude_graph(made)
    return made


@cache
def prepared() -> list[tuple[str, Query]]:
    """The rules, parsed by rdflib once, each with its folder."""
    return [(rule.folder, prepareQuery(rule.text)) for rule in rules.load()]


def conclude_graph(target: rdflib.Graph, folders: tuple[str, ...] = rules.FOLDERS) -> None:
    for name, rule in prepared():
        if name not in folders:
            continue
        for triple in list(target.query(rule)):
            target.add(triple)  # type: ignore[arg-type]


def select(target: rdflib.Graph, text: str) -> Rows:
    """Answer by rdflib, as rows of ours."""
    result = target.query(text)
    rows = [tuple(map(_term, row)) for row in result if isinstance(row, tuple)]
    return Rows(tuple(map(str, result.vars or ())), rows)


def _term(node: object) -> Term | None:
    if isinstance(node, rdflib.Literal):
        return Literal(str(node), str(node.datatype or STRING), str(node.language or ""))
    return None if node is None else Iri(str(node))


def values(asked: Question, lang: str) -> dict[str, Sequence[Term]]:
    """What is bound for the golden answers: everything, since the defaults are things of Kunming."""
    given: dict[str, Sequence[Term]] = {"lang": [Literal(lang)]}
    for name, parameter in asked.params.items():
        if parameter.type != "lang":
            given[name] = [Literal("")] if parameter.type == "text" else []
    return given


def text(asked: Question, lang: str) -> str:
    return question.bind(asked, values(asked, lang))


def answer(asked: Question, lang: str) -> str:
    out = io.StringIO()
    render(store().select(text(asked, lang)), "csv", out)
    return out.getvalue()


if __name__ == "__main__":
    for one in question.load():
        for language in question.LANGUAGES:
            (GOLDEN / f"{one.name}.{language}.csv").write_text(answer(one, language), encoding="utf-8")
