"""What the tables write is declared, and what is declared is used."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rdflib import RDF, SKOS, Graph, URIRef

from kg_build.resources import folder
from kg_build.term import DX

_OURS = "https://w3id.org/duixian/"


def _expand(iri: str, column: dict[str, Any], concepts: list[URIRef]) -> Iterator[str]:
    """IRIs that a template can become: by the names its column allows, or by the concepts of the scheme so named."""
    slot = re.search(r"\{(\w+)\}", iri)
    if not slot:
        yield iri
        return
    pattern = column.get("datatype", {})
    names = str(pattern.get("format", "")).split("|") if isinstance(pattern, dict) else []
    if len(names) < 2:
        namespace = f"{_OURS}{slot[1]}#"
        names = [concept.removeprefix(namespace) for concept in concepts if concept.startswith(namespace)]
    for name in names:
        yield iri.replace(slot[0], name)


def _written(tables: list[dict[str, Any]], concepts: list[URIRef]) -> set[str]:
    """IRIs of ours that the table schema writes, scheme namespaces without their concepts."""
    found: set[str] = set()
    for table in tables:
        for column in table["tableSchema"]["columns"]:
            for iri in (column.get("propertyUrl", ""), column.get("valueUrl", "")):
                if iri.startswith(DX):
                    found.update(_expand(iri, column, concepts))
                elif iri.startswith(_OURS):
                    found.add(iri.partition("#")[0])
    return found


def test_what_the_tables_write_is_declared(
    graph: Graph, tables: list[dict[str, Any]], terms: list[URIRef], concepts: list[URIRef]
) -> None:
    declared = {str(term) for term in terms} | {
        str(scheme) for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme)
    }
    written = _written(tables, concepts)
    assert len(written) >= 80
    assert written <= declared


def _prefixed(files: list[Path], prefix: str) -> set[str]:
    name = re.compile(rf"(?<![\w-]){prefix}:([A-Za-z][\w-]*)")
    return {found for file in files for found in name.findall(file.read_text(encoding="utf-8"))}


def _users(root: Path) -> list[Path]:
    """Files that use terms. The context is none of them: it names all terms, whether used or not."""
    return [*folder("shapes").rglob("*.ttl"), *folder("queries").rglob("*.rq"), root / "view.toml"]


def test_each_term_is_used(
    root: Path, tables: list[dict[str, Any]], terms: list[URIRef], concepts: list[URIRef]
) -> None:
    used = _written(tables, concepts) | {DX + name for name in _prefixed(_users(root), "dx")}
    assert sorted(str(term) for term in terms if str(term) not in used) == []


def test_shapes_queries_and_view_name_only_what_is_declared(
    root: Path, graph: Graph, prefixes: dict[str, str]
) -> None:
    unknown = [
        f"{prefix}:{name}"
        for prefix, namespace in prefixes.items()
        if namespace.startswith(_OURS) and namespace.endswith("#") and prefix != "shape"
        for name in sorted(_prefixed(_users(root), prefix))
        if (URIRef(namespace + name), None, None) not in graph
    ]
    assert not unknown
