r"""Mistakes in a query of one's own, told in words: where it stands, and the line itself.

An engine names the place and then the grammar that it expected there, a page of it; a person needs the place.

>>> print(told("SELECT * {\n  ?a foo:b ?c }", "error at 2:10: expected one of Prefix not found, ['%']"))
line 2, column 6: no prefix 'foo:' is declared, nor is one of the project called so (there are: ...
  ?a foo:b ?c }
     ^
"""

import re
import unicodedata

from kg_build.vocabulary import OPAQUE, prefixes, undeclared

_PLACE = re.compile(r"\bat (?:line )?(\d+)(?::|,? column )(\d+)", re.IGNORECASE)
_UPDATE = re.compile(
    r"\s*(?:PREFIX[^>]*>\s*)*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\b", re.IGNORECASE
)
_MEANT = {
    "variable that is unbound": "a variable of SELECT is neither in GROUP BY nor within COUNT, SUM, MIN ...",
    "IRI parsing failed": "what stands between < and > is no absolute IRI",
}
"""What engines say that helps, in other words."""
_AROUND = 48
"""Characters of the line that are shown on either side of the place."""


def told(query: str, message: str, added: int = 0) -> str:
    """Say in words what an engine's message says of a query, to whose first line `added` characters were added."""
    if unknown := undeclared(query):
        start = _outside(query).find(f"{unknown[0]}:")
        known = ", ".join(f"{name}:" for name in prefixes())
        names = " or ".join(f"'{name}:'" for name in unknown)
        words = f"no prefix {names} is declared, nor is one of the project called so (there are: {known})"
        return _at(query, max(start, 0), words)
    if _UPDATE.match(query):
        return "only queries are answered, no updates"
    found = _PLACE.search(message)
    if not found:
        return message
    line, column = int(found[1]), int(found[2])
    start = (
        sum(map(len, query.splitlines(keepends=True)[: line - 1])) + column - 1 - (added if line == 1 else 0)
    )
    words = next((words for said, words in _MEANT.items() if said in message), "")
    return _at(
        query, min(max(start, 0), len(query)), words or "it is no SPARQL from here on, or a little before"
    )


def _outside(query: str) -> str:
    """Return a query of the same length with blanks for IRIs, strings and comments."""
    return OPAQUE.sub(lambda part: " " * len(part[0]), query)


def _at(query: str, start: int, words: str) -> str:
    """Point at a character of a query."""
    before = query[:start]
    line, column = before.count("\n") + 1, start - (before.rfind("\n") + 1)
    text = (query.splitlines() or [""])[line - 1 : line]
    whole = text[0] if text else ""
    left, right = max(column - _AROUND, 0), column + _AROUND
    shown = ("... " if left else "") + whole[left:right] + (" ..." if right < len(whole) else "")
    indent = sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in whole[left:column])
    mark = " " * (indent + (4 if left else 0)) + "^"
    return f"line {line}, column {column + 1}: {words}\n{shown}\n{mark}"
