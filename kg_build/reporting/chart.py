"""Charts: stacked bars as inline SVG, read without colour by pattern and number. The one door to matplotlib.

Colours are those of Okabe and Ito (Color Universal Design, 2008). Text stays text, in whatever font the reader has;
the drawing is measured with the font that matplotlib brings, so that every machine draws the same bytes.
"""

import io
import re
import unicodedata
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from kg_build.problem import UsageError
from kg_build.render import width_of
from kg_build.scoreboard import STATUSES, Line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
STYLES: Mapping[str, tuple[str, str]] = {
    "met": ("#56B4E9", "///"),
    "exceeded": ("#0072B2", ""),
    "missed": ("#D55E00", "xxx"),
    "unreported": ("#BBBBBB", ""),
    "not-due": ("#FFFFFF", ""),
    "not-comparable": ("#F0E442", "---"),
    "claimed": ("#E69F00", "\\\\\\"),
}
"""Colour and pattern of each status."""
_OTHER = ("#CC79A7", "++")
_WIDTH = 4.7
"""Inches: as wide as a phone, so that text keeps its size there and grows on paper."""
_ROW, _KEY = 0.5, 0.27
_LONGEST = 50
_FONT = re.compile(r"font-family: [^;]*; ?")
"""A font that the reader need not have."""
_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "duixian",
    "font.family": ["DejaVu Sans"],
    "font.size": 10.5,
    "hatch.linewidth": 0.5,
    "axes.linewidth": 0.6,
    "text.parse_math": False,
    "path.simplify": False,
}


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart is called and says, for those who do not see it; `name` begins its identifiers."""

    name: str
    title: str
    description: str


def scoreboard(chart: Chart, lines: Sequence[Line], names: Mapping[str, str]) -> str:
    """Draw a stacked bar for each line, and a key of the statuses that occur; `names` are their words.

    Raises UsageError where matplotlib is not installed.
    """
    try:
        import matplotlib as mpl  # noqa: PLC0415 - slow to import, and optional
        from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415
        from matplotlib.figure import Figure  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise UsageError(
            "charts need matplotlib: install 'duixian[report]', or write the report with --form markdown"
        ) from error
    found = {status for line in lines for status, number in line.counts.items() if number}
    statuses = [status for status in (*STATUSES, *sorted(found - set(STATUSES))) if status in found]
    keys = -(-len(statuses) // 2) * _KEY
    height = keys + len(lines) * _ROW + 0.1
    stream = io.StringIO()
    with mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure = Figure(figsize=(_WIDTH, height))
        FigureCanvasSVG(figure)
        _key(figure.add_axes((0, 1 - keys / height, 1, keys / height)), statuses, names)
        _bars(figure.add_axes((0, 0, 1, 1 - keys / height)), lines, statuses)
        figure.savefig(
            stream, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
        )
    return _inline(stream.getvalue(), chart)


def _key(axes: "Axes", statuses: Sequence[str], names: Mapping[str, str]) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - slow to import, and optional

    rows = -(-len(statuses) // 2)
    axes.set(xlim=(0, _WIDTH), ylim=(rows, 0))
    axes.axis("off")
    for place, status in enumerate(statuses):
        color, hatch = STYLES.get(status, _OTHER)
        x, y = (place // rows) * _WIDTH / 2 + 0.02, place % rows
        box = Rectangle(
            (x, y + 0.2), 0.26, 0.55, facecolor=color, hatch=hatch, edgecolor="black", linewidth=0.6
        )
        axes.add_patch(box)
        axes.text(x + 0.34, y + 0.68, _short(names.get(status, status), _LONGEST // 2))


def _bars(axes: "Axes", lines: Sequence[Line], statuses: Sequence[str]) -> None:
    longest = max((line.total for line in lines), default=1) or 1
    axes.set(xlim=(0, longest), ylim=(len(lines), 0))
    axes.axis("off")
    for row, line in enumerate(lines):
        axes.text(0, row + 0.38, _short(line.name, _LONGEST))
        axes.text(longest, row + 0.38, str(line.total), ha="right", fontweight="bold")
        left = 0
        for status in statuses:
            number = line.counts.get(status, 0)
            if not number:
                continue
            color, hatch = STYLES.get(status, _OTHER)
            axes.barh(
                row + 0.68, number, 0.4, left, color=color, hatch=hatch, edgecolor="black", linewidth=0.6
            )
            if number / longest > 0.02 * (len(str(number)) + 1):
                white = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
                axes.text(left + number / 2, row + 0.78, str(number), ha="center", fontsize=9, bbox=white)
            left += number


def _short(text: str, width: int) -> str:
    """Keep what fits, on one line, without characters that XML does not have."""
    clean = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in text).strip()
    if width_of(clean) <= width:
        return clean
    while width_of(clean) > width - 1:
        clean = clean[:-1]
    return clean.rstrip() + "…"


def _inline(text: str, chart: Chart) -> str:
    """Make of an SVG file an element of a page: identifiers of its own, words for those who do not see it."""
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    root = ET.fromstring(text)  # noqa: S314 - matplotlib wrote it just now
    for child in list(root):
        if child.tag == f"{{{SVG}}}metadata" or list(child.iter(f"{{{SVG}}}style")):
            root.remove(child)
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, f"{chart.name}-{value}")
            elif name == f"{{{XLINK}}}href":
                element.set(name, f"#{chart.name}-{value.removeprefix('#')}")
            elif "url(#" in value:
                element.set(name, value.replace("url(#", f"url(#{chart.name}-"))
            elif name == "style":
                element.set(name, _FONT.sub("", value))
    kept = root.attrib["viewBox"]
    root.attrib.clear()
    title, description = ET.Element(f"{{{SVG}}}title"), ET.Element(f"{{{SVG}}}desc")
    for element, kind, words in ((title, "title", chart.title), (description, "desc", chart.description)):
        element.set("id", f"{chart.name}-{kind}")
        element.text = _short(words, len(words) * 2)
    root.attrib.update(
        {
            "viewBox": kept,
            "role": "img",
            "aria-labelledby": f"{chart.name}-title",
            "aria-describedby": f"{chart.name}-desc",
            "stroke-linejoin": "round",
        }
    )
    root[:0] = [title, description]
    return ET.tostring(root, encoding="unicode")
