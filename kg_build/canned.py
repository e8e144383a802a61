"""The questions that reports ask: those of `queries/report/`, answered as records of Python values."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg_build.question import Question, bind, get, load
from kg_build.resolve import terms
from kg_build.resources import folder
from kg_build.store import Store
from kg_build.term import Literal, Term

Record = dict[str, Any]
"""A row: columns with their values, None where there is none."""


def all_questions() -> list[Question]:
    """Return all of them; raises InvalidInputError for a header that is wrong."""
    return load(folder("queries") / "report")


def ask(
    store: Store, name: str, lang: str, values: Mapping[str, Sequence[Term]] | None = None
) -> list[Record]:
    """Answer one of the questions, with terms bound to its parameters."""
    question = get(name, folder("queries") / "report")
    given = {"lang": [Literal(lang)]} if "lang" in question.params else {}
    return store.select(bind(question, {**given, **(values or {})})).to_dicts()


def meant(
    store: Store, name: str, given: Mapping[str, Iterable[str]], lang: str = "en"
) -> dict[str, Sequence[Term]]:
    """Turn what a person gives for parameters of a question into terms; raises UsageError for what means nothing."""
    wanted = {parameter: texts for parameter, texts in given.items() if texts}
    found = terms(store, get(name, folder("queries") / "report"), wanted, lang)
    return {parameter: found[parameter] for parameter in wanted}
