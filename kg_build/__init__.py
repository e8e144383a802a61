"""Duixian (兑现): who promised what, by when, and did it happen?

>>> import kg_build as dx  # doctest: +SKIP
>>> graph = dx.open("kunming")  # doctest: +SKIP
>>> graph.ask("unreported-targets", agency="civil-affairs-bureau").to_pandas()  # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Graph", "open"]

if TYPE_CHECKING:
    from kg_build.graph import Graph
    from kg_build.graph import open_graph as open  # noqa: A004 - the word of the interface


def __getattr__(name: str) -> Any:
    """Import the interface when it is first used, so that the command line does not pay for it."""
    if name not in __all__:
        raise AttributeError(name)
    from kg_build import graph  # noqa: PLC0415

    return graph.open_graph if name == "open" else graph.Graph
