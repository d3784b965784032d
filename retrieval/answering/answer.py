"""Answer, Statement, Citation, Disagreement, Abstention: values that refuse to be wrong.

A quote is never stored: it is read from the article each time it is shown, so a citation can't misquote.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.article import Article
from corpus.passage import Passage
from corpus.span import Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A number, from 1, and the exact stretch of an article that supports a statement.

    Raises ValueError for a number below 1 or a span that isn't wholly within the article's own sentences.
    """

    number: int
    article: Article
    span: Span

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError(f"citations are numbered from 1, not {self.number}")
        if not self.quote.strip():
            raise ValueError(f"citation {self.number} quotes nothing")
        if not self.article.is_own(self.span):
            raise ValueError(f"citation {self.number} quotes what is not in the article but around it")

    @property
    def quote(self) -> str:
        """The words cited, character for character."""
        return self.span.of(self.article.text)


def _check_numbers(what: str, text: str, citations: Sequence[int]) -> None:
    if not text.strip():
        raise ValueError(f"a {what} says something")
    if not citations:
        raise ValueError(f"a {what} carries at least one citation: {text[:80]!r}")
    if len(set(citations)) != len(citations) or min(citations) < 1:
        raise ValueError(f"a {what} names each of its citations once, from 1: {list(citations)}")


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or point of an answer, with the numbers of its citations."""

    text: str
    citations: tuple[int, ...]

    def __post_init__(self) -> None:
        _check_numbers("statement", self.text, self.citations)


@dataclass(frozen=True, slots=True)
class Side:
    """What one or several articles say of a point on which others differ."""

    text: str
    citations: tuple[int, ...]

    def __post_init__(self) -> None:
        _check_numbers("side", self.text, self.citations)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A point of which articles say different things: at least two sides, none silently picked."""

    about: str
    sides: tuple[Side, ...]

    def __post_init__(self) -> None:
        if not self.about.strip():
            raise ValueError("a disagreement is about something")
        if len(self.sides) < 2:
            raise ValueError("a disagreement has at least two sides")
        numbers = [number for side in self.sides for number in side.citations]
        if len(numbers) != len(set(numbers)):
            raise ValueError("no citation supports two sides of a disagreement")


def _check_confidence(confidence: float) -> None:
    if not 0.0 <= confidence <= 1.0:
        raise ValueError(f"confidence lies between 0 and 1, not {confidence}")


def _numbers_by_first_use(statements: Iterable[Statement], disagreements: Iterable[Disagreement]) -> list[int]:
    used = [number for statement in statements for number in statement.citations]
    used += [number for disagreement in disagreements for side in disagreement.sides for number in side.citations]
    return list(dict.fromkeys(used))


@dataclass(frozen=True, slots=True)
class Answer:
    """What the articles say to a question: statements, each cited, and where the articles disagree.

    `citations` are numbered from 1 by first use in the statements, then in the disagreements, and each is used.
    `missing` names the parts of the question that the articles don't cover. `confidence`, from 0 to 1, is how sure it
    is that the articles answer the question. Raises ValueError for a value that breaks any of this.
    """

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    confidence: float
    generator: str
    disagreements: tuple[Disagreement, ...] = ()
    missing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_confidence(self.confidence)
        if not self.statements:
            raise ValueError("an answer says something; when the articles don't, that is an Abstention")
        numbers = [citation.number for citation in self.citations]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError(f"citations are numbered 1, 2, 3 …, not {numbers}")
        used = _numbers_by_first_use(self.statements, self.disagreements)
        if used != numbers:
            raise ValueError(f"citations {numbers} are not those used, in the order of use: {used}")
        if len({(citation.article.id, citation.span) for citation in self.citations}) != len(self.citations):
            raise ValueError("one stretch of an article has one number")

    def citation(self, number: int) -> Citation:
        """The citation of that number; ValueError where there is none."""
        if not 1 <= number <= len(self.citations):
            raise ValueError(f"there is no citation {number} among {len(self.citations)}")
        return self.citations[number - 1]

    def voices(self, numbers: Iterable[int]) -> int:
        """How many say what these citations support: several prints of one text speak with one voice."""
        return len({self.citation(number).article.voice for number in numbers})


@dataclass(frozen=True, slots=True)
class Abstention:
    """The articles do not say.

    `reason` is one sentence for the person who asked, `topics` what the articles are about (their titles), `nearest`
    the passages closest to the question. `confidence`, from 0 to 1, is how sure it is that they *do* answer it.
    """

    reason: str
    confidence: float
    generator: str
    topics: tuple[str, ...] = ()
    nearest: tuple[Passage, ...] = ()

    def __post_init__(self) -> None:
        _check_confidence(self.confidence)
        if not self.reason.strip():
            raise ValueError("an abstention says why")
