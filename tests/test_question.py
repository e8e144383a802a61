"""Reading headers, and binding: a term never changes a query."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg_build import question
from kg_build.oxigraph import OxigraphStore
from kg_build.problem import InvalidInputError, UsageError
from kg_build.question import bind, bind_text, get, load, names
from kg_build.term import XSD, Blank, Iri, Literal, Term
from tests.queries.sample import select

GOOD = """#+ title.en = "Title"
#+ title.zh = "标题"
#+ question.en = "What?"
#+ question.zh = "何?"
#+ group = "overview"
#+ reads = ["dx:Agency"]
#+ [params.agency]
#+ type = "agency"
#+ about.en = "The agency"
#+ about.zh = "机构"
#+ [params.lang]
#+ type = "lang"
#+ [returns]
#+ agency = { en = "The agency", zh = "机构" }

SELECT ?agency WHERE {
  VALUES ?agency { UNDEF }
  VALUES ?lang { "en" }
  ?agency a <urn:Agency> .
}
ORDER BY ?agency
"""


def write(folder: Path, text: str, name: str = "agencies") -> Path:
    (folder / f"{name}.rq").write_text(text, encoding="utf-8")
    return folder


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(InvalidInputError) as error:
        load(write(folder, text))
    return [
        f"{problem.file}:{problem.line}:{problem.column} {problem.code}" for problem in error.value.problems
    ]


def test_header_is_read(tmp_path: Path) -> None:
    asked = get("agencies", write(tmp_path, GOOD))
    assert asked.title == ("Title", "标题")
    assert asked.question("zh") == "何?"
    assert asked.reads == ("dx:Agency",)
    assert [(p.name, p.type, p.default) for p in asked.params.values()] == [
        ("agency", "agency", "UNDEF"),
        ("lang", "lang", '"en"'),
    ]
    assert asked.returns["agency"]("en") == "The agency"
    assert asked.text == GOOD


def test_questions_come_by_group_then_name() -> None:
    order = list(question.GROUPS)
    asked = load()
    assert asked == sorted(asked, key=lambda one: (order.index(one.group), one.name))
    assert sorted(one.name for one in asked) == names()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("#+ title.en", "#+ title.en oops", ["agencies.rq:1: E801"]),
        ('#+ title.zh = "标题"\n', "", ["agencies.rq:0:title E802"]),
        ('"标题"', '" "', ["agencies.rq:0:title E802"]),
        ('#+ question.en = "What?"\n', "", ["agencies.rq:0:question E802"]),
        ('#+ group = "overview"\n', "", ["agencies.rq:0:group E802"]),
        ('"overview"', '"others"', ["agencies.rq:0:group E803"]),
        ("#+ group", "#+ colour = 1\n#+ group", ["agencies.rq:0:colour E803"]),
        ('["dx:Agency"]', "1", ["agencies.rq:0:reads E803"]),
        ('type = "agency"', 'type = "bureau"', ["agencies.rq:0:params.agency E803"]),
        ('#+ about.zh = "机构"\n', "", ["agencies.rq:0:params.agency.about E802"]),
        (', zh = "机构" }', " }", ["agencies.rq:0:returns.agency E802"]),
        ("  VALUES ?agency { UNDEF }\n", "", ["agencies.rq:0:params.agency E804"]),
        ("  VALUES ?agency { UNDEF }\n", "  VALUES ?agency {UNDEF}\n", ["agencies.rq:0:params.agency E804"]),
        (
            "  VALUES ?lang",
            "  VALUES ?agency { <urn:x> }\n  VALUES ?lang",
            ["agencies.rq:0:params.agency E804"],
        ),
    ],
)
def test_bad_header(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    assert old in GOOD
    assert problems(tmp_path, GOOD.replace(old, new, 1)) == expected


def test_problems_of_all_files_are_told_together(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace('"overview"', '"a"'), "one")
    write(tmp_path, GOOD.replace('"overview"', '"b"'), "two")
    with pytest.raises(InvalidInputError) as error:
        load(tmp_path)
    assert [problem.file for problem in error.value.problems] == ["one.rq", "two.rq"]


def test_header_of_wrong_kinds_is_a_problem_not_a_traceback(tmp_path: Path) -> None:
    text = '#+ title = 1\n#+ question = []\n#+ group = []\n#+ reads = "x"\n#+ params = 3\n#+ returns = false\nASK {}\n'
    assert len(problems(tmp_path, text)) == 8


@pytest.mark.parametrize("name", ["nope", "../pyproject", "", "rules/10-figure-labels", "a b"])
def test_unknown_question(name: str) -> None:
    with pytest.raises(UsageError, match="no question"):
        get(name)


def test_nearest_question_is_offered() -> None:
    with pytest.raises(UsageError, match="unreported-targets"):
        get("unreported-target")


def test_unknown_parameter_names_those_there_are() -> None:
    with pytest.raises(UsageError, match="it has: agency, area, program, lang"):
        bind(get("unreported-targets"), {"bureau": [Iri("urn:x")]})


def test_several_terms_and_none() -> None:
    text = "  VALUES ?a { UNDEF }\n  VALUES ?b { <urn:b> }\n"
    bound = bind_text(text, {"a": [Iri("urn:1"), Iri("urn:2")], "b": []})
    assert bound == "  VALUES ?a { <urn:1> <urn:2> }\n  VALUES ?b { UNDEF }\n"


@pytest.mark.parametrize(
    "term",
    [
        Blank("b0"),
        Iri("no iri"),
        Iri("urn:x> } DROP ALL { <urn:y"),
        Literal("x", language='en } ?s ?p "'),
        Literal("\ud800"),
        Literal("1", "not a datatype"),
    ],
)
def test_term_that_cannot_stand_in_a_query(term: Term) -> None:
    with pytest.raises(UsageError):
        bind_text("VALUES ?a { UNDEF }", {"a": [term]})


ECHO = "SELECT ?given WHERE {\n  VALUES ?given { UNDEF }\n}\n"
HARD = [
    '" } } DROP ALL #',
    '"@en } UNION { ?s ?p ?o',
    "\\",
    '\\" } { ?s ?p ?o } #',
    "\\u0022 } { ?s ?p ?o } #",
    "\\\\u0022 }",
    "\\U00000022 }",
    '\\u005C" }',
    "\\u005Cu0022 }",
    "\n} #",
    "\r\n",
    "}",
    "\t\x00\x7f\u2028\ufeff",
    "VALUES ?given { UNDEF }",
    "\\1 \\g<1>",
]
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
hard = st.one_of(
    st.sampled_from(HARD),
    texts,
    st.lists(st.sampled_from("\"\\u0022nN}{ #\n'<>@^"), max_size=12).map("".join),
)


@settings(deadline=None)
@given(hard)
def test_any_text_comes_back_from_oxigraph_as_it_was(text: str) -> None:
    rows = OxigraphStore.memory().select(bind_text(ECHO, {"given": [Literal(text)]})).rows
    assert rows == [(Literal(text),)]


@settings(deadline=None)
@given(hard)
@example("\\u0022")
def test_any_text_comes_back_from_rdflib_as_it_was(text: str) -> None:
    import rdflib

    rows = select(rdflib.Graph(), bind_text(ECHO, {"given": [Literal(text)]})).rows
    assert [str(row[0]) for row in rows] == [text]


@settings(deadline=None)
@given(hard, st.sampled_from(["en", "zh", "zh-Hans-CN"]))
def test_any_text_in_a_language_comes_back(text: str, lang: str) -> None:
    rows = OxigraphStore.memory().select(bind_text(ECHO, {"given": [Literal(text, language=lang)]})).rows
    assert [(str(row[0]), getattr(row[0], "language", "").lower()) for row in rows] == [(text, lang.lower())]


@settings(deadline=None)
@given(st.one_of(texts, st.sampled_from(HARD)))
def test_any_iri_is_that_iri_or_refused(text: str) -> None:
    try:
        bound = bind_text(ECHO, {"given": [Iri("urn:x:" + text)]})
        rows = OxigraphStore.memory().select(bound).rows
    except UsageError:
        return
    assert rows == [(Iri("urn:x:" + text),)]


@settings(deadline=None)
@given(hard)
def test_text_never_changes_the_structure_of_a_question(text: str) -> None:
    asked = get("figures-about")
    assert _structure(bind(asked, {"text": [Literal(text)]})) == _structure(asked.text)


@settings(deadline=None)
@given(st.integers(0, 9999))
def test_year_is_bound_as_a_number(year: int) -> None:
    bound = bind(get("targets-due"), {"year": [Literal(str(year), XSD + "integer")]})
    assert _structure(bound) == _structure(get("targets-due").text)


@cache
def _structure(text: str) -> str:
    """The algebra of a query without the values that are bound."""
    return json.dumps(_tree(prepareQuery(text).algebra), sort_keys=True)


def _tree(node: Any) -> Any:
    if isinstance(node, CompValue):
        if node.name == "values":
            return "values"
        return {str(key): _tree(value) for key, value in node.items() if not str(key).startswith("_")} | {
            "@": node.name
        }
    if isinstance(node, list | tuple):
        return [_tree(item) for item in node]
    return sorted(map(str, node)) if isinstance(node, set | frozenset) else str(node)
