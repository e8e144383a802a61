"""XML text: escaped so that it is read again exactly as it was, and refused where XML cannot hold it.

Source: XML 1.0, sections 2.2 (characters), 2.11 (line ends) and 3.3.3 (attribute values).
"""

import re

from kg_build.problem import UsageError

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def printable(value: str) -> str:
    """Return the text as it is; raises UsageError if it holds a character that XML 1.0 has no way to write."""
    found = _FORBIDDEN.search(value)
    if found:
        raise UsageError(
            f"the character U+{ord(found[0]):04X} in {value[:40]!r} cannot be written in this format;"
            " mend the text, or export as jsonld, ntriples or turtle"
        )
    return value


def text(value: str) -> str:
    """Write a text so that it may stand as content and as a quoted attribute value."""
    return printable(value).translate(_ESCAPES)
