"""The forms of a report: templates that escape all that comes from the graph. The one door to jinja2."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg_build.citation import Citation
from kg_build.reporting.chart import STYLES, Chart, scoreboard
from kg_build.reporting.content import Content
from kg_build.scoreboard import Line

FORMS: Mapping[str, str] = {"html": "html", "markdown": "md"}
"""The forms, each with how its files end."""
CHARTED = ("agency", "service-area")
"""Dimensions that have a chart."""
_HERE = Path(__file__).parent
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


def write(contents: Sequence[Content], form: str, as_of: str = "") -> str:
    """Write contents, one after the other, as one document."""
    environment = _environment(form)
    template = environment.get_template(f"report.{FORMS[form]}.jinja")
    style = Markup((_HERE / "style.css").read_text(encoding="utf-8"))  # noqa: S704 - ours
    text = template.render(contents=contents, style=style, as_of=as_of)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip() + "\n"


def _environment(form: str) -> Environment:
    """Make the environment of a form: what templates print is escaped for it, whatever the graph holds."""
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_markdown if form == "markdown" else _plain,
    )
    environment.filters |= {"percent": _percent, "signed": _signed, "address": _address, "places": _places}
    environment.globals |= {
        "chart": _chart,
        "shared": _shared,
        "colors": {key: color for key, (color, _) in STYLES.items()},
    }
    environment.globals["charted"] = CHARTED
    return environment


def _plain(value: Any) -> Any:
    return format(value, "f") if isinstance(value, Decimal) else value


def _markdown(value: Any) -> Markup:
    """Write a value on one line, so that Markdown takes none of it for its own signs."""
    if isinstance(value, Markup):
        return value
    return Markup(_SPECIAL.sub(r"\\\1", " ".join(str(_plain(value)).split())))  # noqa: S704 - escaped just now


def _percent(ratio: Decimal) -> str:
    """Write a ratio as per cent, with all the digits that it has."""
    text = format(ratio * 100, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


def _signed(number: Decimal) -> str:
    return ("+" if number > 0 else "−" if number < 0 else "±") + format(abs(number), "f")


def _address(text: str) -> str:
    """Return an address that a link may lead to; anything that is no web address leads nowhere."""
    return text if _ADDRESS.fullmatch(text) else ""


def _places(citations: Sequence[Citation]) -> list[tuple[Citation, list[Citation]]]:
    """Bring together passages of one place, in order, so that it is named once."""
    places: dict[tuple[str, str], list[Citation]] = {}
    for one in citations:
        places.setdefault((one.document, one.locator), []).append(one)
    return [(passages[0], passages) for passages in places.values()]


def _shared(content: Content) -> str:
    """Say how many promises are of each place."""
    return ("、" if content.lang == "zh" else ", ").join(
        content.words["share"].format(name=name or content.words["none_known"], number=number)
        for name, number in content.shares
    )


def _chart(content: Content, by: str) -> Markup:
    words = content.words
    title = words["chart_of"].format(title=words[f"by_{by}"])
    rows = "; ".join(_row(content, line) for line in content.boards[by])
    name = f"{content.lang}-chart-{by}"
    drawn = scoreboard(Chart(name, title, rows), content.boards[by], content.names)
    return Markup(drawn)  # noqa: S704 - the chart is escaped where it is drawn


def _row(content: Content, line: Line) -> str:
    counts = ", ".join(
        content.words["chart_count"].format(name=content.names[status], number=number)
        for status, number in line.counts.items()
        if number
    )
    return content.words["chart_row"].format(name=line.name, counts=counts, total=line.total)
