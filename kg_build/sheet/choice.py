"""What a cell of a table may hold, put so that a spreadsheet program can offer it or check it.

Formulas name their cell as ``{cell}``. They work on text, since all cells of the workbook are text, and in programs of
any language and country. Sources: ECMA-376 part 1, section 18.3.1.32 (dataValidation) and 18.17 (formulas).
"""

from dataclasses import dataclass

from kg_build.csvw import Column, Schema, Table
from kg_build.datatype import CellError, Datatype
from kg_build.vocabulary import OWN, Vocabulary

_LEAST = {"nonNegativeInteger": 0, "positiveInteger": 1}
_NUMBER = '_xlfn.NUMBERVALUE({cell},".",",")'
_WHOLE = 'EXACT(TEXT(VALUE({cell}),"0"),{cell})'
_DECIMAL = f'ISERROR(FIND(",",{{cell}})),ISERROR(FIND("%",{{cell}})),ISNUMBER({_NUMBER})'
_YEAR, _MONTH, _DAY = "VALUE(LEFT({cell},4))", "VALUE(MID({cell},6,2))", "VALUE(RIGHT({cell},2))"
_DATE = (
    'LEN({cell})=10,MID({cell},5,1)="-",MID({cell},8,1)="-",'
    f"ABS({_MONTH}-6.5)<6,DAY(DATE({_YEAR},{_MONTH},{_DAY}))={_DAY}"
)


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of terms: all that a cell may hold, of the namespace that they stand in."""

    namespace: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """Keys of another table, or of the same: what `column` of `table` holds at any time."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition that the text of a cell has to meet."""

    formula: str


@dataclass(frozen=True, slots=True)
class Length:
    """How many characters a cell may have."""

    least: int | None
    most: int | None


Choice = Keys | Reference | Rule | Length


def choice(schema: Schema, table: Table, column: Column, vocabulary: Vocabulary) -> Choice | None:
    """Return what a spreadsheet program can be told about the cells of a column."""
    for key in table.foreign_keys:
        if key.column == column.name:
            return Reference(key.table, schema.tables[key.table].key[0])
    if column.separator:
        return None
    if namespace := _namespace(column):
        keys = [key for key in vocabulary.alike(namespace) if _reads(column.datatype, key)]
        return Keys(namespace, tuple(keys)) if keys else None
    if column.datatype.base == "boolean":
        return Keys("", ("true", "false"))
    if column.datatype.lengths != (None, None):
        return Length(*column.datatype.lengths)
    return _rule(column.datatype)


def _namespace(column: Column) -> str:
    """Namespace of the terms that a column names, "" where it names none."""
    if column.value is None:
        return ""
    (head, name, _), *rest = column.value.parts
    whole = name == column.name and all(part == ("", "", False) for part in rest)
    return head if whole and head.startswith(OWN) and head.endswith("#") else ""


def _reads(datatype: Datatype, key: str) -> bool:
    try:
        datatype.read(key)
    except CellError:
        return False
    return True


def _rule(datatype: Datatype) -> Rule | None:
    low, high = datatype.bounds
    least = _LEAST.get(datatype.base) if low is None else low
    match datatype.base:
        case "date":
            parts = [_DATE]
        case "decimal":
            parts = [_DECIMAL]
        case "integer" | "nonNegativeInteger" | "positiveInteger":
            parts = [_WHOLE]
        case _:
            return None
    parts += [f"{_NUMBER}>={least}"] if least is not None else []
    parts += [f"{_NUMBER}<={high}"] if high is not None else []
    return Rule(f"IFERROR(AND({','.join(parts)}),FALSE)")
