"""What a step found, remembered by the digest of all that it depends on: never used for anything else.

One entry a step is kept, that of the last time. A memory that cannot be read is no memory.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from kg_build import place


class Memo:
    """A memory in a file; without a file it remembers nothing."""

    def __init__(self, path: Path | None = None):
        self._path = path
        self._steps: dict[str, Any] = {}
        if path is not None:
            try:
                content = json.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                content = None
            self._steps = content if isinstance(content, dict) else {}

    def get(self, step: str, key: str, find: Callable[[], Any]) -> Any:
        """Return what the step found for this key last time, else find it; what is found is JSON.

        A failure to find is not remembered.
        """
        entry = self._steps.get(step)
        if (
            self._path is not None
            and isinstance(entry, dict)
            and entry.get("key") == key
            and "found" in entry
        ):
            return entry["found"]
        found = find()
        self._steps[step] = {"key": key, "found": found}
        return found

    def save(self) -> None:
        """Write the memory; the file is whole or as it was."""
        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with place.file(self._path) as stream:
                stream.write(json.dumps(self._steps, ensure_ascii=False, sort_keys=True).encode())


def digest(parts: Iterable[str | bytes]) -> str:
    """One digest of several texts, in their order; where one ends and the next begins matters."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(b"%d:" % len(data))
        whole.update(data)
    return whole.hexdigest()


def digest_of_files(paths: Iterable[Path]) -> str:
    """One digest of files, by name and content."""
    return digest(
        part for path in sorted(paths) if path.is_file() for part in (path.name, _digest_of_file(path))
    )


def _digest_of_file(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
