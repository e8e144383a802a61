"""The sample graph, concluded by either engine; and the golden answers, which this module writes when it is run."""

import io
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
    for rule in rules.load():
        made.add(made.construct(rule.text), BASE)
    return made


@cache
def graph() -> rdflib.Graph:
    """The sample in rdflib, with all that the rules conclude there."""
    made = rdflib.Graph()
    made.parse(HERE / "sample.ttl", format="turtle")
    conclude_graph(made)
    return made


@cache
def prepared() -> list[Query]:
    """The rules, parsed by rdflib once."""
    return [prepareQuery(rule.text) for rule in rules.load()]


def conclude_graph(target: rdflib.Graph) -> None:
    for rule in prepared():
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


def values(asked: Question, lang: str) -> dict[str, list[Term]]:
    """What is bound for the golden answers: the sample's agency where the default is Kunming's."""
    given: dict[str, list[Term]] = {"lang": [Literal(lang)]} if "lang" in asked.params else {}
    for name, parameter in asked.params.items():
        if "/kunming/" in parameter.default:
            given[name] = [Iri(parameter.default.strip("<>").replace("/kunming/", "/sample/"))]
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
