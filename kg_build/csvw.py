"""The table schema: the subset of CSVW metadata that Duixian interprets.

Sources: Metadata Vocabulary for Tabular Data (https://www.w3.org/TR/tabular-metadata/) and RFC 6570 for templates. What
is read is described in ``docs/table-schema.md``; anything else in the file is refused (E502), never ignored.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from kg_build.datatype import BASES, Datatype
from kg_build.problem import InvalidInputError, Problem

CSVW = "http://www.w3.org/ns/csvw"

# The prefixes of the RDFa initial context that the schema uses: CSVW allows no others (Tabular metadata, section 5.2).
PREFIXES = {
    "dc11": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}

_GROUP = {"@context", "dc:title", "tables"}
_TABLE = {"url", "dc:description", "tableSchema", "suppressOutput"}
_SCHEMA = {"aboutUrl", "columns", "foreignKeys", "primaryKey"}
_COLUMN = {
    "name",
    "datatype",
    "separator",
    "lang",
    "required",
    "propertyUrl",
    "valueUrl",
    "aboutUrl",
    "suppressOutput",
    "virtual",
    "dc:description",
}
_DATATYPE = {"base", "format", "length", "minLength", "maxLength", "minimum", "maximum"}
_EXPRESSION = re.compile(r"\{([^}]*)\}")
_VARIABLE = re.compile(r"(\+?)([A-Za-z_][A-Za-z0-9_]*)")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Template:
    """A URI template of RFC 6570, level 1 (``{name}``) and its reserved form (``{+name}``)."""

    text: str
    parts: tuple[tuple[str, str, bool], ...]
    """Literal text, then the variable that follows it ("" at the end) and whether reserved characters stay."""

    @property
    def variables(self) -> frozenset[str]:
        """Names of the columns that the template needs."""
        return frozenset(name for _, name, _ in self.parts if name)

    def expand(self, cells: Mapping[str, str]) -> str:
        """Fill the template from a row's cells; a missing cell expands to nothing (RFC 6570, section 3.2.1)."""
        return "".join(
            text + quote(cells.get(name, ""), safe=":/?#[]@!$&'()*+,;=" if reserved else "") if name else text
            for text, name, reserved in self.parts
        )


@dataclass(frozen=True, slots=True)
class Column:
    """A column: how its cells are read and the triple that each becomes."""

    name: str
    datatype: Datatype
    separator: str
    language: str
    required: bool
    about: Template | None
    predicate: Template | None
    value: Template | None
    virtual: bool
    description: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Cells of `column` are keys of the table named `table`."""

    column: str
    table: str


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of table: its columns in order, its key, its references."""

    name: str
    url: str
    about: Template | None
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    suppressed: bool
    description: Mapping[str, str]

    @property
    def read(self) -> tuple[Column, ...]:
        """The columns that stand in the file, without the virtual ones."""
        return tuple(column for column in self.columns if not column.virtual)

    @property
    def emitted(self) -> Iterator[tuple[Column, Template, Template]]:
        """Each column that becomes a triple, with the templates of its subject and its property."""
        for column in self.columns:
            about = column.about or self.about
            if not self.suppressed and column.predicate and about:
                yield column, about, column.predicate


@dataclass(frozen=True, slots=True)
class Schema:
    """All kinds of tables of a pack, by name (``targets``), in the order of the file."""

    tables: Mapping[str, Table]

    @property
    def referenced(self) -> frozenset[str]:
        """Names of the tables whose keys other tables point at."""
        return frozenset(key.table for table in self.tables.values() for key in table.foreign_keys)


def load(path: Path) -> Schema:
    """Read a table group's metadata.

    Raises InvalidInputError with all that is wrong: E501 for a file that is no such JSON, E502 for what lies outside
    the subset.
    """
    try:
        group = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        line = getattr(error, "lineno", 0)
        raise InvalidInputError([Problem(path.name, line, "", "E501", str(error))]) from error
    reader = _Reader(path.name)
    schema = reader.group(group)
    if reader.problems:
        raise InvalidInputError(reader.problems)
    return schema


class _Reader:
    """Reads the parts of the metadata and notes each part that it does not know."""

    def __init__(self, file: str):
        self.file = file
        self.problems: list[Problem] = []

    def refuse(self, where: str, message: str, code: str = "E502") -> None:
        self.problems.append(Problem(self.file, 0, where, code, message))

    def known(self, where: str, entry: object, allowed: set[str]) -> dict[str, Any]:
        if not isinstance(entry, dict):
            self.refuse(where, "an object is expected here", "E501")
            return {}
        for name in sorted(set(entry) - allowed):
            self.refuse(f"{where}.{name}" if where else name, f"the property '{name}' is not read here")
        return entry

    def group(self, entry: object) -> Schema:
        group = self.known("", entry, _GROUP)
        context = group.get("@context")
        if context != CSVW and not (isinstance(context, list) and context and context[0] == CSVW):
            self.refuse("@context", f"the context must be {CSVW}", "E501")
        tables = {table.name: table for table in map(self.table, group.get("tables", []))}
        for table in tables.values():
            self.references(table, tables)
        return Schema(tables)

    def references(self, table: Table, tables: Mapping[str, Table]) -> None:
        names = {column.name for column in table.read}
        for key in table.foreign_keys:
            if key.table not in tables or key.column not in names:
                self.refuse(
                    f"{table.name}.foreignKeys", f"{key.column} -> {key.table}: no such column or table"
                )
            elif len(tables[key.table].key) != 1:
                self.refuse(f"{table.name}.foreignKeys", f"{key.table} has a key of several columns")
        for name in set(table.key) - names:
            self.refuse(f"{table.name}.primaryKey", f"no column '{name}'")

    def table(self, entry: object) -> Table:
        found = self.known("tables", entry, _TABLE)
        url = str(found.get("url", ""))
        name = PurePosixPath(url).stem
        schema = self.known(name, found.get("tableSchema"), _SCHEMA)
        about = self.template(f"{name}.aboutUrl", schema.get("aboutUrl"))
        key = schema.get("primaryKey", [])
        columns = tuple(self.column(name, column) for column in schema.get("columns", []))
        suppressed = found.get("suppressOutput") is True
        if not suppressed:
            self.subjects(name, about, columns)
        return Table(
            name=name,
            url=url,
            about=about,
            columns=columns,
            key=(key,) if isinstance(key, str) else tuple(key),
            foreign_keys=tuple(self.foreign_key(name, entry) for entry in schema.get("foreignKeys", [])),
            suppressed=suppressed,
            description=self.text(f"{name}.dc:description", found.get("dc:description", [])),
        )

    def subjects(self, name: str, about: Template | None, columns: tuple[Column, ...]) -> None:
        """Refuse a triple whose subject, or whose object by template alone, could come out half empty."""
        required = {column.name for column in columns if column.required}
        for column in columns:
            subject = column.about or about
            if column.predicate and not subject:
                self.refuse(
                    f"{name}.{column.name}", "no aboutUrl: the triple would have no subject of its own"
                )
            needed = (subject.variables if subject else frozenset()) | (
                column.value.variables if column.virtual and column.value else frozenset()
            )
            for variable in sorted(needed - required) if column.predicate else ():
                self.refuse(
                    f"{name}.{column.name}", f"the template uses {{{variable}}}, which is not required"
                )

    def foreign_key(self, table: str, entry: object) -> ForeignKey:
        found = self.known(f"{table}.foreignKeys", entry, {"columnReference", "reference"})
        reference = self.known(
            f"{table}.foreignKeys", found.get("reference"), {"resource", "columnReference"}
        )
        column = found.get("columnReference")
        if not isinstance(column, str):
            self.refuse(f"{table}.foreignKeys", "a reference of several columns")
        return ForeignKey(str(column), PurePosixPath(str(reference.get("resource", ""))).stem)

    def column(self, table: str, entry: object) -> Column:
        found = self.known(f"{table}.columns", entry, _COLUMN)
        virtual = found.get("virtual") is True
        name = str(found.get("name", ""))
        where = f"{table}.{name or found.get('valueUrl', '?')}"
        predicate = self.template(f"{where}.propertyUrl", found.get("propertyUrl"))
        value = self.template(f"{where}.valueUrl", found.get("valueUrl"))
        separator = str(found.get("separator", ""))
        if not virtual and not name:
            self.refuse(where, "a column needs a name")
        if virtual and not (predicate and value):
            self.refuse(where, "a virtual column needs propertyUrl and valueUrl")
        if separator and value:
            self.refuse(where, "separator with valueUrl: CSVW gives a list one value; use a table of its own")
        if not predicate and found.get("suppressOutput") is not True:
            self.refuse(where, 'a column without propertyUrl says "suppressOutput": true')
        datatype = self.datatype(where, found.get("datatype", "string"))
        language = str(found.get("lang", ""))
        if language and datatype.base != "string":
            self.refuse(where, "lang with a datatype other than string")
        return Column(
            name=name,
            datatype=datatype,
            separator=separator,
            language=language,
            required=found.get("required") is True,
            about=self.template(f"{where}.aboutUrl", found.get("aboutUrl")),
            predicate=None if found.get("suppressOutput") is True else predicate,
            value=value,
            virtual=virtual,
            description=self.text(f"{where}.dc:description", found.get("dc:description", [])),
        )

    def datatype(self, where: str, entry: object) -> Datatype:
        found: dict[str, Any] = (
            {"base": entry} if isinstance(entry, str) else self.known(where, entry, _DATATYPE)
        )
        base = str(found.get("base", "string"))
        if base not in BASES:
            self.refuse(f"{where}.datatype", f"the datatype '{base}' is not read; known: {', '.join(BASES)}")
            base = "string"
        pattern = found.get("format")
        if pattern is not None and base != "string":
            self.refuse(f"{where}.datatype", "format is read for strings only")
        length = found.get("length")
        lengths = found.get("minLength", length), found.get("maxLength", length)
        if not all(bound is None or isinstance(bound, int) for bound in lengths):
            self.refuse(f"{where}.datatype", "lengths are whole numbers")
            lengths = (None, None)
        try:
            return Datatype.of(
                base,
                None if pattern is None else str(pattern),
                lengths,
                (found.get("minimum"), found.get("maximum")),
            )
        except (re.error, ValueError) as error:
            self.refuse(f"{where}.datatype", str(error))
            return Datatype.of("string")

    def text(self, where: str, entries: object) -> dict[str, str]:
        if not isinstance(entries, list):
            self.refuse(where, "a list of texts with @value and @language is expected", "E501")
            return {}
        return {entry["@language"]: entry["@value"] for entry in entries if self._is_text(where, entry)}

    def _is_text(self, where: str, entry: object) -> bool:
        found = self.known(where, entry, {"@value", "@language"})
        if len(found) != len({"@value", "@language"}):
            self.refuse(where, "a text has @value and @language", "E501")
            return False
        return True

    def template(self, where: str, text: object) -> Template | None:
        if text is None:
            return None
        parts: list[tuple[str, str, bool]] = []
        end = 0
        for expression in _EXPRESSION.finditer(str(text)):
            variable = _VARIABLE.fullmatch(expression[1])
            if not variable:
                self.refuse(where, f"the template expression {expression[0]} is not read")
                return None
            parts.append((str(text)[end : expression.start()], variable[2], variable[1] == "+"))
            end = expression.end()
        parts.append((str(text)[end:], "", False))
        return Template(str(text), tuple(parts))


def absolute(template: Template, base: str) -> Template:
    """Return the template with its prefix expanded, or resolved against the base where it is relative.

    `base` ends with a slash; relative templates are paths without dot segments, so resolving is joining
    (Tabular metadata, section 5.1.3; RFC 3986, section 5.2). A template that begins with ``{+name}`` takes the cell as
    an absolute IRI, which the column's format has to ensure.
    """
    (text, *first), *rest = template.parts
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES:
        text = PREFIXES[prefix] + local
    elif not _ABSOLUTE.match(text) and not (text == "" and first[1:] == [True]):
        text = base + text
    return Template(template.text, ((text, *first), *rest))  # type: ignore[arg-type]
