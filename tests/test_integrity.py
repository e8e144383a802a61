from pathlib import Path

import pytest

from kg_build import csvw, integrity
from kg_build.address import locator
from kg_build.pack import Pack
from kg_build.problem import InvalidInputError, UsageError
from kg_build.vocabulary import Vocabulary


def check(folder: Path, schema: csvw.Schema) -> list[str]:
    return [str(problem) for problem in integrity.check(Pack.open(folder), schema, Vocabulary.load())]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_sample_is_sound(copy: Path, schema: csvw.Schema) -> None:
    assert check(copy, schema) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("areas.csv", "\ndong,", "\nanle,", "areas.csv:3:id E301 the key 'anle' stands already on line 2"),
        (
            "agencies.csv",
            ",bureau,",
            ",buraeu,",
            "agencies.csv:3:kind E206 unknown term 'buraeu'; did you mean bureau",
        ),
        (
            "targets.csv",
            "labour-bureau",
            "labor-bureau",
            "targets.csv:7:lead E302 no row 'labor-bureau' in agencies.csv",
        ),
        ("targets.csv", "plan-33-40", "plan-33-41", "targets.csv:9:label_evidence E302"),
        ("areas.csv", "City", "Citty", "areas.csv:2:class E202"),
    ],
)
def test_each_mistake_has_its_address(
    copy: Path, schema: csvw.Schema, file: str, old: str, new: str, problem: str
) -> None:
    edit(copy / file, old, new)
    assert any(found.startswith(problem) for found in check(copy, schema)), check(copy, schema)


def test_a_thing_leads_back_to_its_row(anle: Pack, schema: csvw.Schema) -> None:
    base = anle.base
    things = [
        f"{base}target/new-jobs-yearly",
        f"{base}evidence/plan-33-40/selector",
        f"{base}assessment/x",
        f"{base}area/anle",
    ]
    locate = locator(anle, schema, things)
    dx = "https://w3id.org/duixian/def#"
    assert locate(things[0], f"{dx}leadAgency", "") == ("targets.csv", 7, "lead")
    assert locate(things[0], "", "") == ("targets.csv", 7, "")
    assert locate(things[1], "http://www.w3.org/ns/oa#exact", "") == ("evidence.csv", 3, "phrase")
    name = "http://www.w3.org/2004/02/skos/core#prefLabel"
    assert locate(things[3], name, "en") == ("areas.csv", 2, "name_en")
    assert locate(things[3], name, "zh") == ("areas.csv", 2, "name_zh")
    assert locate(things[2], f"{dx}status", "") == ("anle:assessment/x", 0, f"{dx}status")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('name = "anle"', 'name = "An Le"', "pack.toml:name"),
        ('name = "anle"\n', "", "pack.toml:name E901 this setting is missing"),
        ('name = "anle"', 'name = "anle"\ncolour = "red"', "pack.toml:colour"),
        ("https://example.org/anle/", "https://example.org/anle", "pack.toml:base"),
        ("https://example.org/anle/", "https://example.org:99x/", "pack.toml:base"),
        ('["zh", "en"]', '["zh"]', "pack.toml:languages"),
        ("[title]", "title = 1\n[texts]", "pack.toml"),
        ('name = "anle"', "name = ", "pack.toml E901"),
    ],
)
def test_settings_are_checked(copy: Path, old: str, new: str, problem: str) -> None:
    edit(copy / "pack.toml", old, new)
    with pytest.raises(InvalidInputError) as caught:
        Pack.open(copy)
    assert problem in str(caught.value)


def test_an_unknown_pack_is_told_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="kunming"):
        Pack.open(tmp_path / "nowhere")
