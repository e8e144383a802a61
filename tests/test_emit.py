import io
from pathlib import Path

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kg_build import build, csvw, emit, table
from kg_build.pack import Pack
from kg_build.table import Record

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1)


def test_a_row_becomes_what_the_schema_says(schema: csvw.Schema) -> None:
    cells = {
        "id": "a",
        "name_zh": "局",
        "name_en": 'The "bureau"',
        "alt_zh": "甲|乙",
        "kind": "bureau",
        "level": "county",
    }
    lines = list(
        emit.lines(
            schema.tables["agencies"], [Record("agencies.csv", 2, {**cells, "area": "x"})], "https://e.org/"
        )
    )
    dx = "https://w3id.org/duixian/"
    skos = "http://www.w3.org/2004/02/skos/core#"
    node, graph = "<https://e.org/agency/a>", "<https://e.org/> .\n"
    assert sorted(lines) == sorted(
        [
            f'{node} <{skos}prefLabel> "局"@zh {graph}',
            f'{node} <{skos}prefLabel> "The \\"bureau\\""@en {graph}',
            f'{node} <{skos}altLabel> "甲"@zh {graph}',
            f'{node} <{skos}altLabel> "乙"@zh {graph}',
            f"{node} <{dx}def#agencyKind> <{dx}agency-kind#bureau> {graph}",
            f"{node} <{dx}def#level> <{dx}level#county> {graph}",
            f"{node} <{dx}def#jurisdiction> <https://e.org/area/x> {graph}",
            f"{node} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{dx}def#Agency> {graph}",
        ]
    )


def test_every_line_of_the_sample_is_canonical(anle: Pack, schema: csvw.Schema) -> None:
    lines = [
        line
        for kind in schema.tables.values()
        for line in emit.lines(kind, table.read(anle.folder, kind, []), anle.base)
    ]
    text = "".join(lines).encode()
    again = io.BytesIO()
    ox.serialize(ox.parse(text, format=ox.RdfFormat.N_QUADS), again, format=ox.RdfFormat.N_QUADS)
    assert again.getvalue() == text


@given(TEXT, TEXT)
def test_any_text_comes_back(name: str, key: str) -> None:
    kind = build.schema().tables["agencies"]
    cells = {
        "id": key,
        "name_zh": name,
        "name_en": "x",
        "alt_zh": "甲|乙%",
        "kind": "bureau",
        "level": "county",
        "area": "x",
    }
    text = "".join(emit.blocks(kind, [Record("agencies.csv", 2, cells)], "https://e.org/50%25/"))
    quads = list(ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS))
    assert name in {quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)}
    subjects = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    made = emit.subjects(kind, "https://e.org/50%25/").values()
    assert subjects == {template.expand(cells) for template in made}
    canonical = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert canonical is not None
    assert canonical.decode() == text


def test_a_new_column_and_a_new_term_need_no_python(tmp_path: Path, copy: Path) -> None:
    """Add a column to the schema and to the table: the graph changes accordingly."""
    from kg_build.resources import folder

    column = '{"name": "telephone", "propertyUrl": "https://w3id.org/duixian/def#telephone", "datatype": "string"},\n'
    marker = '          {"name": "note", "propertyUrl": "skos:editorialNote"'
    text = (folder("ontology") / "tables.json").read_text(encoding="utf-8")
    (tmp_path / "tables.json").write_text(
        text.replace(marker, "          " + column + marker, 1), encoding="utf-8"
    )
    agencies = copy / "agencies.csv"
    header, first, *rest = agencies.read_text(encoding="utf-8").splitlines()
    agencies.write_text(
        "\n".join(
            [
                header.replace(",note,", ",telephone,note,"),
                first[:-2] + ",12345,,",
                *(row + "," for row in rest),
            ]
        ),
        encoding="utf-8",
    )
    kind = csvw.load(tmp_path / "tables.json").tables["agencies"]
    problems: list[object] = []
    lines = list(emit.lines(kind, table.read(copy, kind, problems), "https://e.org/"))  # type: ignore[arg-type]
    assert problems == []
    assert [line for line in lines if "telephone" in line] == [
        '<https://e.org/agency/anle-government> <https://w3id.org/duixian/def#telephone> "12345" <https://e.org/> .\n'
    ]
