"""The builder against CSV2RDF, put together from other people's parts.

Metadata and cells are read by `csvw`, templates are expanded by `uritemplate`, terms are made by `rdflib`; what is left
to this file are the few rules of https://www.w3.org/TR/csv2rdf/ (minimal mode) that say which triple a cell becomes.
"""

import shutil
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import csvw
import pytest
import rdflib
import uritemplate

from kg_build import csvw as schemas
from kg_build import emit, table
from kg_build.pack import Pack
from kg_build.resources import folder

from .conftest import ANLE

PREFIXES = {
    prefix: str(namespace) for prefix, namespace in rdflib.Graph(bind_namespaces="rdflib").namespaces()
} | {
    "dc11": str(rdflib.DC),
    "oa": "http://www.w3.org/ns/oa#",
}
KUNMING = folder("packs") / "kunming"


def described(pack: Path, tmp_path: Path) -> csvw.TableGroup:
    """Put the metadata beside the tables, where any CSVW tool looks for it."""
    copy = shutil.copytree(pack, tmp_path / "pack")
    metadata = shutil.copy(folder("ontology") / "tables.json", copy / "csv-metadata.json")
    return csvw.TableGroup.from_file(metadata)


def iri(template: Any, row: dict[str, Any], base: str) -> rdflib.URIRef:
    text = uritemplate.expand(
        str(template), {name: str(value) for name, value in row.items() if value is not None}
    )
    prefix, colon, local = text.partition(":")
    return rdflib.URIRef(PREFIXES[prefix] + local if colon and prefix in PREFIXES else urljoin(base, text))


def lexical(item: object) -> str:
    """Canonical form, as XML Schema 1.1 has it."""
    if isinstance(item, Decimal):
        return f"{item.normalize():f}"
    return item.date().isoformat() if isinstance(item, datetime) else str(item)


def triples(described_table: Any, base: str) -> Iterator[tuple[Any, Any, Any]]:
    columns = described_table.tableSchema.columns
    about = described_table.tableSchema.inherit("aboutUrl")
    for row in described_table.iterdicts():
        for column in columns:
            value = None if column.virtual else row.get(column.name)
            if column.suppressOutput or (not column.virtual and value in (None, [], "")):
                continue
            subject, predicate = iri(column.aboutUrl or about, row, base), iri(column.propertyUrl, row, base)
            if column.valueUrl:
                yield subject, predicate, iri(column.valueUrl, row, base)
                continue
            for item in value if isinstance(value, list) else [value]:
                if column.lang != "und":
                    yield subject, predicate, rdflib.Literal(item, lang=column.lang)
                else:
                    base_type = column.datatype.base if column.datatype else "string"
                    kind = None if base_type == "string" else rdflib.XSD[base_type]
                    yield subject, predicate, rdflib.Literal(lexical(item), datatype=kind, normalize=False)


@pytest.mark.parametrize("pack", [ANLE, KUNMING], ids=["anle", "kunming"])
def test_the_graph_is_that_of_csv2rdf(pack: Path, tmp_path: Path, schema: schemas.Schema) -> None:
    opened = Pack.open(pack)
    expected, found = rdflib.Graph(), rdflib.Graph()
    for described_table in described(pack, tmp_path).tables:
        if not described_table.suppressOutput:
            for triple in triples(described_table, opened.base + str(described_table.url)):
                expected.add(triple)
    text = "".join(
        line.replace(f" <{opened.base}> .\n", " .\n")
        for kind in schema.tables.values()
        for line in emit.lines(kind, table.read(opened.folder, kind, []), opened.base)
    )
    rdflib.NORMALIZE_LITERALS = False
    try:
        found.parse(data=text, format="nt")
    finally:
        rdflib.NORMALIZE_LITERALS = True
    assert len(found) > 500
    assert sorted(set(expected) - set(found))[:3] == []
    assert sorted(set(found) - set(expected))[:3] == []


@pytest.mark.parametrize("pack", [ANLE, KUNMING], ids=["anle", "kunming"])
def test_another_tool_can_check_a_pack(pack: Path, tmp_path: Path) -> None:
    group = described(pack, tmp_path)
    assert group.check_referential_integrity()
    for described_table in group.tables:
        assert described_table.check_primary_key()


def test_another_tool_finds_what_is_wrong(copy: Path, tmp_path: Path) -> None:
    targets = copy / "targets.csv"
    targets.write_text(
        targets.read_text(encoding="utf-8").replace("labour-bureau", "labor-bureau"), encoding="utf-8"
    )
    with pytest.raises(ValueError, match="labor-bureau"):
        described(copy, tmp_path / "described").check_referential_integrity()
