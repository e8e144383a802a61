"""Reports: one document that can be printed from, in HTML or Markdown, made of what the graph says and nothing else."""

from collections.abc import Sequence

from kg_build.problem import UsageError
from kg_build.reporting.content import gather
from kg_build.reporting.markup import FORMS, write
from kg_build.store import Store

__all__ = ["FORMS", "report"]


def report(store: Store, languages: Sequence[str], form: str = "html", as_of: str = "") -> str:
    """Write a report of the whole graph, in one language after the other; the same graph gives the same text.

    `as_of` is the day as of which the graph was concluded, where it is not the latest.

    Raises UsageError for a graph without assessments, or where charts are wanted and matplotlib is not installed.
    """
    contents = [gather(store, lang) for lang in languages]
    if not any(status.number for content in contents for status in content.statuses):
        raise UsageError("the graph holds no assessment, so there is nothing to report")
    return write(contents, form, as_of)
