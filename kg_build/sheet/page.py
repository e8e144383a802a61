"""The worksheets of a workbook, apart from any library: what stands in them, and what helps to fill them in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg_build.csvw import Column, Schema, Table
from kg_build.sheet.choice import Choice, Keys, Reference, choice
from kg_build.tidy import Rows, in_order
from kg_build.vocabulary import Vocabulary

ABOUT, TERMS = "说明 about", "词项 terms"
"""Worksheets that only help; what stands in them is not read back."""
_TERM_HEADS = ("scheme", "key", "标签", "label", "定义", "definition", "used in")


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its name, what helps to fill it in, and what its cells may hold."""

    name: str
    note: str = ""
    required: bool = False
    choice: Choice | None = None
    advice: str = ""
    """What is told to a person who writes something else."""


@dataclass(frozen=True, slots=True)
class Page:
    """A worksheet."""

    name: str
    heads: tuple[Head, ...]
    rows: Rows
    about: tuple[str, str] = ("", "")
    """What it holds, in Chinese and English."""


def pages(schema: Schema, vocabulary: Vocabulary, rows: Mapping[str, Rows]) -> list[Page]:
    """Return the worksheets of a workbook: help, the tables in the order of the schema, terms.

    `rows` are those of each table, by its name; a table without any has its header.
    """
    tables = [
        Page(
            kind.name,
            tuple(_head(schema, kind, column, vocabulary) for column in kind.read),
            in_order(kind, rows.get(kind.name, [])),
            (kind.description.get("zh", ""), kind.description.get("en", "")),
        )
        for kind in schema.tables.values()
    ]
    return [_about(tables), *tables, _terms(tables, vocabulary)]


def _head(schema: Schema, kind: Table, column: Column, vocabulary: Vocabulary) -> Head:
    allowed = choice(schema, kind, column, vocabulary)
    parts = [column.description.get("zh", ""), column.description.get("en", "")]
    if column.required:
        parts.append("必填 · required")
    advice = _advice(column, allowed)
    return Head(column.name, "\n".join(filter(None, [*parts, advice])), column.required, allowed, advice)


def _advice(column: Column, allowed: Choice | None) -> str:
    match allowed:
        case Reference(table):
            return _both(f"须为工作表 {table} 中的键", f"a key that stands in the worksheet {table}")
        case Keys(""):
            return " / ".join(allowed.keys)
        case Keys():
            return _both(f"从列表中选择,释义见“{TERMS}”", f"choose from the list, explained in '{TERMS}'")
        case _:
            wanted = column.datatype.wanted
            return _both(wanted("zh"), wanted("en")) if wanted("en") else ""


def _both(zh: str, en: str) -> str:
    return f"{zh}\n{en}"


def _about(tables: list[Page]) -> Page:
    """Tell how the workbook is used and what each worksheet holds."""
    told = [
        (
            "每行一事;深色表头为必填列,批注说明各列。",
            "One row a fact; dark headers are required, notes explain.",
        ),
        ("改毕存为 .xlsx,以 duixian sheet import 写回。", "Save as .xlsx, write back: duixian sheet import."),
        ("工作表名与列名请勿改动;列序可变。", "Keep the names of worksheets and columns; order is free."),
    ]
    rows = [["", zh, en] for zh, en in told]
    rows += [[page.name, *page.about] for page in tables]
    return Page(ABOUT, (Head("worksheet"), Head("说明"), Head("about")), rows)


def _terms(tables: list[Page], vocabulary: Vocabulary) -> Page:
    """List the terms that cells may name, those of one list together."""
    rows = []
    for keys, users in lists(tables).items():
        for key in keys.keys:
            words = [
                known.get((keys.namespace + key, lang), "")
                for known in (vocabulary.labels, vocabulary.definitions)
                for lang in ("zh", "en")
            ]
            scheme = keys.namespace.rstrip("#").rpartition("/")[2]
            rows.append([scheme, key, *words, ", ".join(users)])
    return Page(TERMS, tuple(map(Head, _TERM_HEADS)), rows)


def lists(pages: Iterable[Page]) -> dict[Keys, list[str]]:
    """Return the lists of terms in the order in which they stand in the worksheet of terms, with who uses each."""
    used: dict[Keys, list[str]] = {}
    for page in pages:
        for head in page.heads:
            if isinstance(head.choice, Keys) and head.choice.namespace:
                used.setdefault(head.choice, []).append(f"{page.name}.{head.name}")
    return dict(sorted(used.items(), key=lambda entry: (entry[0].namespace, entry[0].keys)))
