"""Files of the ontology: every parser reads the same in them, and prefixes mean one thing everywhere."""

import re
from pathlib import Path

import pyoxigraph
from rdflib import OWL, RDF, SH, BNode, Graph

from kg_build.resources import folder

_PREFIX = re.compile(r"^\s*@?prefix\s+([\w-]*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)


def test_both_parsers_read_the_same_number_of_triples(files: list[Path]) -> None:
    assert len(files) >= 24
    for file in files:
        ours = len(set(pyoxigraph.parse(path=str(file))))
        assert ours == len(Graph().parse(file)) > 0, file


def test_no_blank_nodes_so_that_the_same_input_gives_the_same_bytes(graph: Graph) -> None:
    assert not [node for triple in graph for node in triple if isinstance(node, BNode)]


def test_each_prefix_is_declared_once(root: Path, prefixes: dict[str, str]) -> None:
    declared = Graph().parse(root / "prefixes.ttl")
    assert len(prefixes) == len(set(prefixes.values())) == len(list(declared.subject_objects(SH.prefix)))
    assert list(prefixes) != []
    assert not set(declared.subjects(SH.prefix)) ^ set(declared.objects(None, SH.declare))


def test_prefix_lines_agree_with_the_declared(prefixes: dict[str, str]) -> None:
    texts = [
        *folder("ontology").rglob("*.ttl"),
        *folder("shapes").rglob("*.ttl"),
        *folder("queries").rglob("*.rq"),
    ]
    wrong = [
        f"{file.name}: {prefix}: <{namespace}>"
        for file in sorted(texts)
        for prefix, namespace in _PREFIX.findall(file.read_text(encoding="utf-8"))
        if prefixes.get(prefix) != namespace
    ]
    assert not wrong


def test_each_scheme_has_a_prefix_and_a_file_of_its_name(root: Path, prefixes: dict[str, str]) -> None:
    names = {file.stem for file in (root / "schemes").glob("*.ttl")}
    assert len(names) >= 21
    for name in names:
        assert prefixes[name] == f"https://w3id.org/duixian/{name}#"


def test_prefix_and_subject_lines_are_sorted(files: list[Path]) -> None:
    for file in files:
        names = [name for name, _ in _PREFIX.findall(file.read_text(encoding="utf-8"))]
        assert names == sorted(names), file
        if file.parent.name == "schemes":
            subjects = re.findall(
                rf"^{file.stem}:([\w-]+) a ", file.read_text(encoding="utf-8"), re.MULTILINE
            )
            assert subjects == sorted(subjects), file


def test_one_ontology(graph: Graph) -> None:
    assert [str(subject) for subject in graph.subjects(RDF.type, OWL.Ontology)] == [
        "https://w3id.org/duixian/def"
    ]
