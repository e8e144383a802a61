"""The texts of documents: read byte for byte, counted in characters, never copied into a pack."""

import hashlib
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from pathlib import Path


class Text:
    """A text with its digest (`sha256:` and the hex digest of its bytes)."""

    def __init__(self, content: bytes):
        self.digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
        self.content = content.decode("utf-8", errors="surrogateescape")

    @property
    def is_utf8(self) -> bool:
        """Whether the bytes are UTF-8; what is not stands as lone surrogates."""
        return not any("\udc80" <= character <= "\udcff" for character in self.content)

    @cached_property
    def _lines(self) -> list[int]:
        return [-1, *(i for i, character in enumerate(self.content) if character == "\n")]

    def line(self, offset: int) -> int:
        """Physical line, from 1, on which the character stands."""
        return bisect_right(self._lines, offset - 1)

    def around(self, start: int, end: int, width: int = 8) -> str:
        """Return the characters with a few on either side, on one line."""
        return self.content[max(0, start - width) : end + width].replace("\r", "").replace("\n", "⏎")

    def find(self, phrase: str) -> Iterator[int]:
        """Yield every place at which the phrase starts, overlapping ones too."""
        start = self.content.find(phrase) if phrase else -1
        while start >= 0:
            yield start
            start = self.content.find(phrase, start + 1)

    def nearest(self, phrase: str) -> tuple[int, int] | None:
        """Return the place that is most like a phrase which does not stand there as it is given.

        First what differs only in white space or width of characters, then the longest run of the phrase that stands
        somewhere; None where not two characters of it do.
        """
        folded, places = _fold(self.content)
        wanted, _ = _fold(phrase)
        start = folded.find(wanted) if wanted else -1
        if start >= 0:
            return places[start], places[start + len(wanted) - 1] + 1
        run = SequenceMatcher(None, self.content, phrase, autojunk=False).find_longest_match()
        return (run.a, run.a + run.size) if run.size > 1 else None


def _fold(text: str) -> tuple[str, list[int]]:
    """Leave out white space and differences of width; return also where each character came from."""
    folded, places = [], []
    for place, character in enumerate(text):
        for plain in unicodedata.normalize("NFKC", character):
            if not plain.isspace():
                folded.append(plain)
                places.append(place)
    return "".join(folded), places


class Texts:
    """The texts at hand: files of a folder, of which the ones last used stay in memory."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._read = lru_cache(maxsize=256)(self._open)

    def get(self, file: str) -> Text | None:
        """Return the text of that file name; None where there is no such file."""
        return self._read(file)

    def _open(self, file: str) -> Text | None:
        path = self._folder / file
        if not file or Path(file).name != file or not path.is_file():
            return None
        return Text(path.read_bytes())
