"""The property graph: the things of a store as nodes, what links them as edges. The one door to `networkx`.

What becomes a node, an edge or an attribute is said in `ontology/view.toml`; every exported graph is made from this
one. Same store, same view, same language: same nodes, edges and attributes in the same order.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg_build.problem import UsageError
from kg_build.rows import to_python
from kg_build.store import Store
from kg_build.term import SKOS, Iri, Literal, Term, nt
from kg_build.view import Kind, View

if TYPE_CHECKING:
    import networkx as nx

Value = str | int | float
_BINDING = 1.0
"""Weight from which on a link is passed; see `_Reader.near`."""
_BATCH = 400
"""Things named in one query, so that no query grows beyond what an endpoint takes."""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing: `id` is short and stable, `color` is #rrggbb, `size` grows with the number of edges."""

    id: str
    iri: str
    kind: str
    kind_label: str
    label: str
    color: str
    size: float
    attributes: Mapping[str, Value] = field(default_factory=dict)

    def data(self) -> dict[str, Value]:
        """All that is known of the node, as flat attributes."""
        own = {name: getattr(self, name) for name in ("iri", "kind", "kind_label", "label", "color", "size")}
        return {**self.attributes, **own}


@dataclass(frozen=True, slots=True)
class Edge:
    """A link from node to node; `predicate` is its prefixed name, `width` how thick it is drawn."""

    source: str
    target: str
    predicate: str
    label: str
    weight: float

    @property
    def width(self) -> float:
        """Width of the line in points."""
        return min(max(self.weight, 0.5), 5.0)

    def data(self) -> dict[str, Value]:
        """All that is known of the edge, as flat attributes."""
        return {"predicate": self.predicate, "label": self.label, "weight": self.weight}


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes, by kind and id, and edges, by source, target and predicate."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def to_networkx(self) -> "nx.MultiDiGraph[str]":
        """Return the same graph as networkx has it: keys of the edges are their predicates."""
        import networkx as nx  # noqa: PLC0415 - takes longer to import than most commands take to run

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_nodes_from((node.id, node.data()) for node in self.nodes)
        for edge in self.edges:
            graph.add_edge(edge.source, edge.target, edge.predicate, **edge.data())
        return graph


@dataclass(frozen=True, slots=True)
class Scope:
    """How much of a graph: all, or what lies within `depth` steps `around` a thing, and of these the `kinds` named.

    Steps go along edges whichever way they point, and not past a thing that is reached by weak links alone (weight
    below 1 in the view: places, documents), to which nearly everything is linked. The thing itself is always kept.
    """

    around: Iri | None = None
    depth: int = 1
    kinds: frozenset[str] = frozenset()

    @property
    def all(self) -> bool:
        """Whether nothing is left out."""
        return self.around is None and not self.kinds


def network(store: Store, language: str, scope: Scope | None = None, view: View | None = None) -> Network:
    """Make the property graph of a store, labelled in a language ("en" or "zh")."""
    scope = scope or Scope()
    reader = _Reader(store, view or View.load())
    things = reader.things() if scope.around is None else reader.near(scope.around, scope.depth)
    if scope.kinds:
        things = {
            iri: kind for iri, kind in things.items() if kind.name in scope.kinds or Iri(iri) == scope.around
        }
    return _assemble(reader, things, language, None if scope.around is None else list(things))


def _assemble(
    reader: "_Reader", things: Mapping[str, Kind], language: str, among: list[str] | None
) -> Network:
    view = reader.view
    ids = short_ids(things)
    links = sorted(
        {(s, p, o) for s, p, o in reader.links(among) if s in things and o in things},
        key=lambda link: (ids[link[0]], ids[link[2]], link[1]),
    )
    degrees = Counter(end for s, _, o in links for end in (s, o))
    labels = reader.labels(among)
    attributes = reader.attributes(among, ids, language)
    order = {kind.name: place for place, kind in enumerate(view.kinds)}
    other = "zh" if language == "en" else "en"
    nodes = []
    for iri, kind in sorted(things.items(), key=lambda item: (order[item[1].name], ids[item[0]])):
        own = labels.get(iri, {})
        more = {f"label_{tag}": text for tag, text in own.items() if tag}
        nodes.append(
            Node(
                id=ids[iri],
                iri=iri,
                kind=kind.name,
                kind_label=kind.label[language],
                label=own.get(language) or own.get(other) or own.get("") or ids[iri],
                color=kind.color,
                size=round(24 + 8 * math.sqrt(degrees[iri]), 1),
                attributes={**attributes.get(iri, {}), **more},
            )
        )
    edges = (
        Edge(ids[s], ids[o], view.links[p].name, view.links[p].label[language], view.links[p].weight)
        for s, p, o in links
    )
    return Network(tuple(nodes), tuple(edges))


class _Reader:
    """What a store says of nodes, edges and attributes, asked in the words of the view."""

    def __init__(self, store: Store, view: View):
        self.store = store
        self.view = view

    def things(self, among: Collection[str] | None = None) -> dict[str, Kind]:
        """Things of the view, or those among the given; a thing of two kinds is of the one named first."""
        classes = {kind.iri: place for place, kind in enumerate(self.view.kinds)}
        found: dict[str, int] = {}
        for thing, kind in self._pairs(f"VALUES ?value {{ {_iris(classes)} }} ?thing a ?value", among):
            if isinstance(thing, Iri):
                place = classes[str(kind)]
                found[thing.value] = min(place, found.get(thing.value, place))
        return {thing: self.view.kinds[place] for thing, place in found.items()}

    def near(self, thing: Iri, depth: int) -> dict[str, Kind]:
        """Things within `depth` steps of one thing; raises UsageError for what is no thing of the view.

        A link that binds little leads to a thing and not past it: else all would be near, by way of their city.
        """
        known = frontier = self.things([thing.value])
        if not known:
            kinds = ", ".join(kind.label["en"] for kind in self.view.kinds)
            raise UsageError(f"{thing} is no node: only things of these kinds are ({kinds})")
        for _ in range(depth):
            ends: dict[str, float] = {}
            for subject, link, value in self._touching(list(frontier)):
                for end in (subject, value):
                    ends[end] = max(ends.get(end, 0.0), self.view.links[link].weight)
            fresh = self.things(sorted(set(ends) - set(known)))
            known = {**known, **fresh}
            frontier = {thing: kind for thing, kind in fresh.items() if ends[thing] >= _BINDING}
        return known

    def links(self, among: list[str] | None) -> Iterator[tuple[str, str, str]]:
        """Edges as (subject, predicate, object), those that start among the given."""
        return self._links("?thing", among)

    def _touching(self, among: list[str]) -> Iterator[tuple[str, str, str]]:
        yield from self._links("?thing", among)
        yield from self._links("?value", among)

    def _links(self, end: str, among: list[str] | None) -> Iterator[tuple[str, str, str]]:
        pattern = f"VALUES ?link {{ {_iris(self.view.links)} }} ?thing ?link ?value"
        for restriction in restrictions(end, among):
            text = f"SELECT DISTINCT ?thing ?link ?value WHERE {{ {restriction} {pattern} }}"
            for thing, link, value in self.store.select(text):
                if isinstance(thing, Iri) and isinstance(value, Iri):
                    yield thing.value, str(link), value.value

    def labels(self, among: list[str] | None) -> dict[str, dict[str, str]]:
        """Labels of things, by language; of several in one language the first in order."""
        found: dict[str, dict[str, str]] = {}
        for thing, label in self._pairs(f"?thing <{SKOS}prefLabel> ?value", among):
            if isinstance(label, Literal):
                own = found.setdefault(str(thing), {})
                own[label.language] = min(label.value, own.get(label.language, label.value))
        return found

    def attributes(
        self, among: list[str] | None, ids: Mapping[str, str], language: str
    ) -> dict[str, dict[str, Value]]:
        """Attributes of things, by name. An attribute has one type in the whole graph."""
        found: dict[str, dict[str, Value]] = {}
        for attribute in self.view.attributes:
            terms: dict[str, set[Term]] = {}
            for thing, value in self._pairs(f"?thing {attribute.path} ?value", among):
                if str(thing) in ids:
                    terms.setdefault(str(thing), set()).add(value)
            terms = {thing: _in_language(values, language) for thing, values in terms.items()}
            names = {
                value.value: ids.get(value.value) or self.view.name(value.value, language)
                for values in terms.values()
                for value in values
                if isinstance(value, Iri)
            }
            for iri, cell in _column(terms, names).items():
                found.setdefault(iri, {})[attribute.name] = cell
        return found

    def _pairs(self, pattern: str, among: Collection[str] | None) -> Iterator[tuple[Term, Term]]:
        for restriction in restrictions("?thing", among):
            for thing, value in self.store.select(
                f"SELECT ?thing ?value WHERE {{ {restriction} {pattern} }}"
            ):
                if thing is not None and value is not None:
                    yield thing, value


def _in_language(values: set[Term], language: str) -> set[Term]:
    """Those in the language or in none; all, where there is none of them."""
    return {v for v in values if not isinstance(v, Literal) or v.language in {"", language}} or values


def _column(terms: Mapping[str, Collection[Term]], names: Mapping[str, str]) -> dict[str, Value]:
    """Give all values of an attribute one type: whole numbers, numbers, or text where any value is text or many."""
    numbers = {thing: _number(values) for thing, values in terms.items()}
    if all(number is not None for number in numbers.values()):
        whole = all(isinstance(number, int) for number in numbers.values())
        return {t: number if whole else float(number) for t, number in numbers.items() if number is not None}
    return {
        thing: "; ".join(sorted(names.get(str(value), str(value)) for value in values))
        for thing, values in terms.items()
    }


def _number(values: Collection[Term]) -> int | float | None:
    """Return the one number that stands there; None where it is something else, or several."""
    found = {to_python(value) for value in values}
    if len(found) != 1:
        return None
    number = found.pop()
    if isinstance(number, bool | str) or number is None:
        return None
    return number if isinstance(number, int) else float(number)


def restrictions(variable: str, among: Collection[str] | None) -> Iterator[str]:
    """VALUES blocks that name the things, some hundred at a time; one empty text where nothing is restricted."""
    if among is None:
        yield ""
        return
    things = list(among)
    for start in range(0, len(things), _BATCH):
        yield f"VALUES {variable} {{ {_iris(things[start : start + _BATCH])} }}"


def _iris(values: Collection[str]) -> str:
    return " ".join(nt(Iri(value)) for value in values)


def short_ids(iris: Collection[str]) -> dict[str, str]:
    """Short ids of things: the last two steps of the path (`target/beds-2025`), or the whole where two would be one."""
    short = {iri: "/".join(iri.rsplit("/", 2)[1:]) if iri.count("/") > 2 else iri for iri in iris}
    times = Counter(short.values())
    return {iri: name if times[name] == 1 else iri for iri, name in short.items()}
