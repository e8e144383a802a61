"""The committed documentation is what would be generated, and nothing is left out of it."""

import re
from pathlib import Path

import pytest

from docs.generate import PAGES, ROOT, WITH_EXAMPLES, generate
from kg_build import build, problem, question, rules
from kg_build.cli import group
from kg_build.export import writers
from kg_build.vocabulary import OWN, Vocabulary
from tests.test_architecture import MODULES, edges, name_of

BY_HAND = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
    if path.relative_to(ROOT).as_posix() not in PAGES
)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def text_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [*PAGES, *WITH_EXAMPLES])
def test_a_page_is_what_would_be_generated(path: str) -> None:
    assert text_of(path) == generate(path), f"{path} is stale; mend it with: make docs"


def test_every_command_and_option_is_documented() -> None:
    page = text_of("docs/reference/commands.md")
    names = re.findall(r"^## duixian (\S+)$", page, re.MULTILINE)
    assert names == group.list_commands(None)  # type: ignore[arg-type]
    assert len(names) >= 7
    for path in ("docs/manual.md",):
        for name in names:
            assert f"$ duixian {name}" in text_of(path), f"{path} has no example of {name}"


def test_every_question_rule_code_and_format_is_documented() -> None:
    for path, names, floor in (
        ("questions", question.names(), 25),
        ("rules", [rule.name for rule in rules.load()], 15),
        ("problems", list(problem.catalogue()), 40),
        ("tables", [table.url for table in build.schema().tables.values()], 14),
    ):
        headings = HEADING.findall(text_of(f"docs/reference/{path}.md"))
        assert set(names) <= set(headings), path
        assert len(names) >= floor, path
    page = text_of("docs/reference/formats.md")
    assert all(f"| `{name}` |" in page for name in writers())


def test_every_term_and_concept_is_documented() -> None:
    page = text_of("docs/reference/vocabulary.md")
    known = Vocabulary.load()
    terms = [term for term in sorted(known.terms) if "#" in term and "/prefix/" not in term]
    assert len(terms) > 200
    for term in terms:
        scheme, _, name = term.removeprefix(OWN).partition("#")
        assert (f"### dx:{name}\n" if scheme == "def" else f"\n| `{name}` |") in page, term


def test_every_status_has_its_words() -> None:
    page = text_of("docs/glossary.md")
    known = Vocabulary.load()
    statuses = [term for term in known.terms if term.startswith(f"{OWN}status#")]
    assert len(statuses) == 7
    for status in statuses:
        assert f"| {known.label(status, 'en')} | {known.label(status, 'zh')} |" in page


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    names = sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert re.findall(r"\((\d{4}-[^)]+)\)", text_of("docs/decisions/README.md")) == names
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    for name in names:
        title, *paragraphs = (folder / name).read_text(encoding="utf-8").strip().split("\n\n")
        assert title.startswith(f"# {int(name[:4])}. "), name
        assert len(paragraphs) == 2, name


def test_dependencies_have_their_decision() -> None:
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^dependencies = \[(.*?)\]", pyproject, re.MULTILINE | re.DOTALL)
    assert listed
    names = set(re.findall(r'"([a-z]+)', listed[1]))
    slugs = {path.stem[5:] for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md")}
    assert names <= slugs, names - slugs


def test_the_layers_are_those_of_the_code() -> None:
    rows = re.findall(r"^\| \w+ \| (`.*?) \|", section("docs/architecture.md", "Layers"), re.MULTILINE)
    layer = {name: place for place, row in enumerate(rows) for name in re.findall(r"`(\w+)`", row)}
    missing = {name_of(path).split(".")[0] for path in MODULES} - set(layer) - {"__init__"}
    assert not missing, f"docs/architecture.md names no layer of {sorted(missing)}"
    for module, targets in edges().items():
        for target in targets:
            here, there = (name.split(".")[0] for name in (module, target))
            if {here, there} <= set(layer):
                assert layer[here] <= layer[there], f"{module} imports {target}, which lies above it"


def section(path: str, title: str) -> str:
    return text_of(path).partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def anchor(heading: str) -> str:
    """The anchor that a heading gets on the usual hosts."""
    return re.sub(r"[^\w\- ]", "", heading.lower().replace("`", "")).replace(" ", "-")


@pytest.mark.parametrize("path", [*BY_HAND, *PAGES])
def test_links_lead_somewhere(path: str) -> None:
    for link in LINK.findall(re.sub(r"^```.*?^```$", "", text_of(path), flags=re.MULTILINE | re.DOTALL)):
        if link.startswith(("http://", "https://")):
            continue
        place, _, name = link.partition("#")
        target = (ROOT / path).parent / place if place else ROOT / path
        assert target.exists(), f"{path}: {link}"
        if name:
            headings = HEADING.findall(target.read_text(encoding="utf-8"))
            assert name in map(anchor, headings), f"{path}: {link}"


@pytest.mark.parametrize("path", BY_HAND)
def test_pages_by_hand_read_well(path: str) -> None:
    text = text_of(path)
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    assert len(re.findall(r"^# ", prose, re.MULTILINE)) == 1, "one title"
    assert not re.search(r"[ \t]$", text, re.MULTILINE), "white space at the end of a line"
    assert "\n\n\n" not in text, "two empty lines"
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_pages_are_reached_from_the_readme() -> None:
    seen, todo = set[Path](), [ROOT / "README.md"]
    while todo:
        page = todo.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        links = LINK.findall(page.read_text(encoding="utf-8"))
        todo += [
            (page.parent / link.partition("#")[0]).resolve() for link in links if not link.startswith("http")
        ]
    assert {(ROOT / path).resolve() for path in (*BY_HAND, *PAGES)} <= {path.resolve() for path in seen}
