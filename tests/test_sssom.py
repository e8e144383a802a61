from pathlib import Path

import pytest

from kg_build import sssom
from kg_build.problem import Problem
from kg_build.term import nt

HEADER = """#curie_map:
#  anle: https://example.org/anle/
#  wd: http://www.wikidata.org/entity/
#mapping_set_id: https://example.org/anle/mappings/links.sssom.tsv
#license: https://creativecommons.org/publicdomain/zero/1.0/
"""
COLUMNS = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\tcomment\n"
ROW = "anle:area/anle\tskos:exactMatch\twd:Q1\tsemapv:ManualMappingCuration\t0.9\tSame name\n"
GOOD = HEADER + COLUMNS + ROW


def read(tmp_path: Path, text: str) -> tuple[sssom.MappingSet | None, list[str]]:
    (tmp_path / sssom.FILE).write_bytes(text.encode())
    problems: list[Problem] = []
    return sssom.read(tmp_path, problems), [str(problem) for problem in problems]


def test_a_link_becomes_a_triple_and_what_is_known_of_it(tmp_path: Path) -> None:
    mappings, problems = read(tmp_path, GOOD)
    assert mappings
    assert problems == []
    lines = [" ".join(map(nt, triple)) for triple in sssom.triples(mappings, "https://example.org/anle/")]
    link = "<https://example.org/anle/link/9ce33319a4e1bb60>"
    assert (
        "<https://example.org/anle/area/anle> <http://www.w3.org/2004/02/skos/core#exactMatch> "
        "<http://www.wikidata.org/entity/Q1>" in lines
    )
    assert (
        f'{link} <https://w3id.org/sssom/confidence> "0.9"^^<http://www.w3.org/2001/XMLSchema#decimal>'
        in lines
    )
    assert f'{link} <https://w3id.org/sssom/comment> "Same name"' in lines
    assert len(lines) == 11


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("#license: https", "#licence: https", "license E701"),
        ("#curie_map:\n", "#curie_map: [\n", "E701 the header is not YAML"),
        ("  wd: http://www.wikidata.org/entity/", "  wd: nowhere", "curie_map E701"),
        ("\tmapping_justification", "\tjustification", "mapping_justification E701"),
        ("comment\n", "remark\n", "remark E701"),
        ("wd:Q1", "wikidata:Q1", "7:object_id E702"),
        ("wd:Q1", "http://[Q1", "7:object_id E702"),
        ("wd:Q1", "https://wikidata.org:q/Q1", "7:object_id E702"),
        ("wd:Q1", "", "7:object_id E701"),
        ("semapv:Manual", "manual:Manual", "7:mapping_justification E70"),
        ("semapv:ManualMappingCuration", "wd:Q2", "7:mapping_justification E701"),
        ("0.9", "1.1", "7:confidence E701"),
        ("0.9", "high", "7:confidence E701"),
    ],
)
def test_mistakes_have_an_address(tmp_path: Path, old: str, new: str, problem: str) -> None:
    _, problems = read(tmp_path, GOOD.replace(old, new))
    assert any(problem in found for found in problems), problems


def test_a_pack_may_have_no_links(tmp_path: Path) -> None:
    assert sssom.read(tmp_path, []) is None
