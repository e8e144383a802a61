"""Names as people write them: width and case, ranks of places, units after a label, and numbers of tasks.

>>> without_rank("昆明市人民政府"), without_rank("昆明市"), without_rank("寻甸回族彝族自治县")
('昆明市', '昆明', '寻甸')
>>> without_unit("人均体育场地面积（平方米）"), without_unit("县域内就诊率%")
('人均体育场地面积', '县域内就诊率')
>>> number_of("plan-2023 任务8")
Number(plan='plan-2023', kind='task', number=8)
"""

import re
import unicodedata
from typing import NamedTuple

_RANKS = (
    r"^(?P<name>.{2,}?)(?:人民)?政府$",
    r"^(?P<name>.{2,}?)(?:[\u4e00-\u9fff]{1,4}族)+自治[州县区旗]$",
    r"^(?P<name>.{2,}?)(?:省|市|区|县|州|旗|乡|镇|街道)$",
    r"^people's government of (?P<name>.{2,})$",
    r"^(?P<name>.{2,}?)(?: (?:provincial|municipal|district|county))? (?:people's )?government$",
    r"^(?P<name>\w{2,}) (?:(?:\w+ )?(?:and \w+ )?autonomous )?(?:province|city|district|county|prefecture|town|subdistrict)$",
)
"""What a place or a government is called, around its name alone; the first that fits counts.

Patterns of this module are compiled when they are first needed, so that asking starts sooner."""
_UNIT = r"\s*(?:\([^()]*\)|[%‰])$"
_NUMBER = (
    r"(?:(?P<plan>(?!(?:task|item|任务|事项|第)\s)\S.*?)(?:\s+|/))?(?:第\s*|(?P<before>task|item|任务|事项)\s*)?(?P<number>\d{1,3})\s*"
    r"(?P<after>项任务|项|件|号)?"
)
_KINDS = {"task": "task", "item": "item", "任务": "task", "项任务": "task", "事项": "item", "件": "item"}


class Number(NamedTuple):
    """The number of a task or item: in which plan or list, of which of the two kinds; empty where that is not said."""

    plan: str
    kind: str
    number: int


def fold(text: str) -> str:
    """Bring a text into the form in which texts are compared: width and case of characters do not matter."""
    return unicodedata.normalize("NFKC", text).casefold()


def without_rank(name: str) -> str:
    """Return the name of a place or government without its rank, or "" where it has none."""
    found = next(filter(None, (re.match(pattern, name, re.IGNORECASE) for pattern in _RANKS)), None)
    return found["name"] if found else ""


def without_unit(label: str) -> str:
    """Return a label without the units that a table prints after it: a sign, or words in parentheses."""
    shorter = unicodedata.normalize("NFKC", label).strip()
    while (found := re.search(_UNIT, shorter)) and found.start():
        shorter = shorter[: found.start()]
    return shorter


def number_of(text: str) -> Number | None:
    """Read a text as the number of a task or item; None where it is none."""
    found = re.fullmatch(_NUMBER, fold(text.strip()))
    if not found:
        return None
    kind = _KINDS.get(found["after"] or "") or _KINDS.get(found["before"] or "") or ""
    bare = not found["before"] and not found["after"]
    if bare and found["plan"] and not re.search(r"[\s/]", text.strip()):
        return None
    return Number(found["plan"] or "", kind, int(found["number"]))
