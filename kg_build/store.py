"""The store contract: what every engine offers, embedded or remote."""

from typing import Protocol

from kg_build.rows import Rows
from kg_build.term import Iri, Term

Triple = tuple[Term, Iri, Term]
Answer = Rows | bool | list[Triple]


class Store(Protocol):
    """A graph that answers SPARQL 1.1; the default graph is the union of all graphs.

    Each method raises UsageError, with the engine's words, for a query that it refuses.
    """

    def query(self, text: str) -> Answer:
        """Answer a query of any form: rows, a truth value, or triples."""

    def select(self, text: str) -> Rows:
        """Answer a SELECT query."""

    def ask(self, text: str) -> bool:
        """Answer an ASK query."""

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT or DESCRIBE query."""


class Forms:
    """The three forms of a store that has `query`."""

    def query(self, text: str) -> Answer:
        """Answer a query of any form."""
        raise NotImplementedError

    def select(self, text: str) -> Rows:
        """Answer a SELECT query; raises TypeError for another form."""
        answer = self.query(text)
        if not isinstance(answer, Rows):
            raise TypeError("not a SELECT query")
        return answer

    def ask(self, text: str) -> bool:
        """Answer an ASK query; raises TypeError for another form."""
        answer = self.query(text)
        if not isinstance(answer, bool):
            raise TypeError("not an ASK query")
        return answer

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT or DESCRIBE query; raises TypeError for another form."""
        answer = self.query(text)
        if not isinstance(answer, list):
            raise TypeError("not a CONSTRUCT or DESCRIBE query")
        return answer
