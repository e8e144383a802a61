"""The sample pack's report, as it was approved; this module writes it when it is run."""

import tempfile
from pathlib import Path

from kg_build import build
from kg_build.oxigraph import OxigraphStore
from kg_build.pack import Pack
from kg_build.question import LANGUAGES
from kg_build.reporting import report
from kg_build.store import Store
from tests.conftest import ANLE, ANLE_TEXTS

GOLDEN = Path(__file__).parent / "golden"
UPDATE = "python -m tests.reporting.sample"


def written(store: Store, lang: str) -> str:
    """The report as Markdown, which shows what changed line by line."""
    return report(store, (lang,), "markdown")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        build.build(Pack.open(ANLE), Path(place) / "anle", ANLE_TEXTS)
        for language in LANGUAGES:
            text = written(OxigraphStore.open(Path(place) / "anle" / "store"), language)
            (GOLDEN / f"report.{language}.md").write_text(text, encoding="utf-8")
