"""DOT for Graphviz: wrapped labels, colours, a font that has Chinese characters.

Source: https://graphviz.org/doc/info/lang.html.
"""

import unicodedata
from collections.abc import Iterator
from typing import IO

from kg_build.export.markup import printable, text
from kg_build.export.source import Source, put
from kg_build.network import Network

_HEAD = """digraph duixian {
  graph [rankdir=LR, ranksep=0.9, nodesep=0.25, overlap=false, splines=true, fontname="Noto Sans CJK SC"];
  node [shape=box, style="rounded,filled", penwidth=0.6, fontsize=11, fontname="Noto Sans CJK SC"];
  edge [color="#888888", fontcolor="#555555", fontsize=9, arrowsize=0.7, fontname="Noto Sans CJK SC"];
"""
_WIDTH = 28


def write(source: Source, stream: IO[bytes]) -> None:
    """Write the property graph as DOT; draw it with `dot -Tsvg`."""
    put(_lines(source.network()), stream)


def _lines(network: Network) -> Iterator[str]:
    yield _HEAD
    yield f"  label={_legend(network)};\n"
    for node in network.nodes:
        yield (
            f"  {_id(node.id)} [label={_label(wrapped(node.label))}, tooltip={_label(f'{node.kind_label}: {node.id}')},"
            f" fillcolor={_id(node.color)}, fontcolor={_id(_ink(node.color))}];\n"
        )
    for edge in network.edges:
        yield (
            f"  {_id(edge.source)} -> {_id(edge.target)} [label={_label(edge.label)}, penwidth={edge.width:g},"
            f" weight={max(1, round(edge.weight))}];\n"
        )
    yield "}\n"


def _legend(network: Network) -> str:
    """Write the kinds that there are as a table, which Graphviz sets below the picture."""
    kinds = dict.fromkeys((node.kind_label, node.color) for node in network.nodes)
    cells = "".join(
        f'<td bgcolor="{color}"><font color="{_ink(color)}">{text(label)}</font></td>'
        for label, color in kinds
    )
    return f'<<table border="0" cellspacing="4"><tr>{cells}</tr></table>>' if cells else '""'


def _id(name: str) -> str:
    """Quote an identifier: within quotes DOT unescapes the quote alone; a backslash must not stand before it."""
    return '"' + printable(name).replace("\\", "%5C").replace('"', '\\"') + '"'


def _label(words: str) -> str:
    """Quote a label, whose backslashes and character entities Graphviz interprets."""
    escaped = printable(words).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n") + '"'


def _ink(color: str) -> str:
    """Black on light colours, white on dark ones, by relative luminance (WCAG 2.2)."""
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if luminance > 0.179 else "#ffffff"


def wrapped(words: str, width: int = _WIDTH) -> str:
    """Break a label into lines of that many columns, at spaces where it has some, a wide character taking two."""
    lines: list[str] = []
    line, used = "", 0
    for piece in _pieces(words):
        columns = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in piece)
        if line and used + columns > width and not piece.isspace():
            lines.append(line.rstrip(" "))
            line, used = "", 0
        line, used = line + piece, used + columns
    return "\n".join([*lines, line])


def _pieces(words: str) -> Iterator[str]:
    """Split into pieces that stay together: a wide character, a run of others, a space."""
    run = ""
    for character in words:
        if character == " " or unicodedata.east_asian_width(character) in "WF":
            if run:
                yield run
            yield character
            run = ""
        else:
            run += character
    if run:
        yield run
