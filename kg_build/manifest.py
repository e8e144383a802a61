"""The manifest of a build: what it holds and what it was made from. It has no clock and no paths."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from kg_build import __version__
from kg_build.pack import Pack
from kg_build.store import Store
from kg_build.vocabulary import Vocabulary

FILE = "manifest.json"
_COUNTS = """
SELECT ?class (COUNT(DISTINCT ?thing) AS ?count)
WHERE { GRAPH <%s> { ?thing a ?class } }
GROUP BY ?class ORDER BY ?class
"""
_DOCUMENTS = """
PREFIX dx: <https://w3id.org/duixian/def#>
SELECT ?document ?class (COUNT(DISTINCT ?thing) AS ?count)
WHERE { GRAPH <%s> { ?thing a ?class ; dx:statedIn ?document } }
GROUP BY ?document ?class ORDER BY ?document ?class
"""
_TRIPLES = (
    "SELECT ?graph (COUNT(*) AS ?count) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Counts by kind and by document, digests of what was read and written, versions."""

    pack: str
    base: str
    version: str
    triples: Mapping[str, int]
    counts: Mapping[str, int]
    documents: Mapping[str, Mapping[str, int]]
    read: Mapping[str, str]
    written: Mapping[str, str]


def make(pack: Pack, work: Path, store: Store) -> Manifest:
    """Count and digest a finished build in the folder `work`."""
    shorten = Vocabulary.load().shorten
    documents: dict[str, dict[str, int]] = {}
    for document, kind, count in store.select(_DOCUMENTS % pack.base):
        name = str(document).removeprefix(pack.base)
        documents.setdefault(name, {})[shorten(str(kind))] = int(str(count))
    return Manifest(
        pack=pack.name,
        base=pack.base,
        version=__version__,
        triples={str(graph): int(str(count)) for graph, count in store.select(_TRIPLES)},
        counts={shorten(str(kind)): int(str(count)) for kind, count in store.select(_COUNTS % pack.base)},
        documents=documents,
        read={path.name: _digest(path) for path in sorted(pack.folder.iterdir()) if path.is_file()},
        written={path.name: _digest(path) for path in sorted(work.iterdir()) if path.is_file()},
    )


def write(manifest: Manifest, folder: Path) -> None:
    """Write the manifest as JSON."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2)
    (folder / FILE).write_text(text + "\n", encoding="utf-8", newline="\n")


def read(folder: Path) -> Manifest:
    """Read the manifest of a build."""
    return Manifest(**json.loads((folder / FILE).read_text(encoding="utf-8")))


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return f"sha256:{hashlib.file_digest(stream, 'sha256').hexdigest()}"
