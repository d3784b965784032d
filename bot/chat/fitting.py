"""Which part of an answer a message of limited size can hold: no marker without its source; pure.

The sources are paid for first: a statement is taken only together with the sources that it needs. Then the first
statement comes before all else, disagreements before further statements, and those in their order. Where the sides of
disagreements say all that there is to say, it is not said once more above them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.chat.wording import shortened, visible
from retrieval.answering.answer import Answer, Citation, Disagreement, Side, Statement

_FIRST_SHARE = 2
"""The first statement may take a half of the room, so that a source always fits beside it."""

_MAX_POINT_CHARACTERS = 300
_MAX_MISSING = 10
_MAX_SIDE_CHARACTERS = 600
_MAX_STATEMENT_CHARACTERS = 2500


@dataclass(frozen=True, slots=True)
class Room:
    """How much a message holds: characters, sources, disagreements; and what a source and a marker of it take."""

    characters: int
    sources: int
    source_characters: Callable[[Citation], int]
    marker_characters: Callable[[Citation], int] = lambda citation: len(f" [{citation.number}]")
    disagreements: int = 8

    def __post_init__(self) -> None:
        if self.characters < 1 or self.sources < 1:
            raise ValueError("a message has room for at least one source and some words")


@dataclass(frozen=True, slots=True)
class Fitted:
    """The part of an answer that fits: every number in it is of one of `citations`, which are in their order.

    The texts are fit to be shown: on one line, without invisible characters. There is no statement where sides of
    disagreements say all of them. `left_out` counts the statements that did not fit, `is_cut` tells whether anything at
    all was left out or shortened.
    """

    statements: tuple[Statement, ...]
    disagreements: tuple[Disagreement, ...]
    missing: tuple[str, ...]
    citations: tuple[Citation, ...]
    left_out: int = 0
    is_cut: bool = False


def fitted(answer: Answer, room: Room) -> Fitted:
    """The most important part of the answer within the room: at least its first statement, however short."""
    ledger = _Ledger(answer, room)
    first = ledger.statement(answer.statements[0], most=room.characters // _FIRST_SHARE)
    statements = [first or _last_resort(ledger, answer.statements[0])]
    disagreements = ledger.disagreements(answer.disagreements)
    for statement in answer.statements[1:]:
        further = ledger.statement(statement, most=_MAX_STATEMENT_CHARACTERS)
        if further is None:
            break
        statements.append(further)
    missing = ledger.missing(answer.missing)
    are_said = all(_is_said_by_a_side(each, disagreements) for each in statements)
    return Fitted(
        () if are_said else tuple(statements),
        disagreements,
        missing,
        tuple(answer.citation(number) for number in sorted(ledger.shown)),
        left_out=len(answer.statements) - len(statements),
        is_cut=ledger.is_cut,
    )


def _is_said_by_a_side(statement: Statement, disagreements: Sequence[Disagreement]) -> bool:
    """Whether one of the sides has the statement's words, and all its sources."""
    return any(
        side.text == statement.text and set(statement.citations) <= set(side.citations)
        for each in disagreements
        for side in each.sides
    )


def _last_resort(ledger: "_Ledger", statement: Statement) -> Statement:
    """The statement with its first source, though that alone takes more than the room has."""
    number = statement.citations[0]
    ledger.shown.add(number)
    return Statement(shortened(visible(statement.text) or "…", 80), (number,))


@dataclass(slots=True)
class _Ledger:
    """What has been taken, and what is left."""

    answer: Answer
    room: Room
    shown: set[int] = field(default_factory=set)
    is_cut: bool = False
    left: int = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.room.characters

    def statement(self, statement: Statement, most: int) -> Statement | None:
        """The statement with as many of its sources as fit; None, and nothing taken, where not even one does."""
        before = self._state()
        numbers = self._sources(statement.citations, most)
        text = self.words(visible(statement.text) or "…", most) if numbers else ""
        if not text:
            self._restore(before)
            return None
        return Statement(text, numbers)

    def disagreements(self, disagreements: Sequence[Disagreement]) -> tuple[Disagreement, ...]:
        """Those disagreements that fit."""
        fit = [kept for each in disagreements[: self.room.disagreements] if (kept := self._disagreement(each))]
        self.is_cut |= len(fit) < len(disagreements)
        return tuple(fit)

    def missing(self, missing: Sequence[str]) -> tuple[str, ...]:
        """The parts that the articles do not cover, as far as they fit."""
        parts = [part for part in map(visible, missing) if part]
        self.is_cut |= len(parts) > _MAX_MISSING
        return tuple(kept for part in parts[:_MAX_MISSING] if (kept := self.words(part, _MAX_POINT_CHARACTERS)))

    def _disagreement(self, disagreement: Disagreement) -> Disagreement | None:
        """The disagreement with at least two of its sides; None, and nothing taken, where these do not fit."""
        before = self._state()
        about = self.words(visible(disagreement.about) or "…", _MAX_POINT_CHARACTERS)
        sides: list[Side] = []
        for side in disagreement.sides:
            kept = self.statement(Statement(side.text, side.citations), _MAX_SIDE_CHARACTERS)
            if kept is None:
                self.is_cut = True
                break
            sides.append(Side(kept.text, kept.citations))
        if not about or len(sides) < 2:
            self._restore(before)
            return None
        return replace(disagreement, about=about, sides=tuple(sides))

    def words(self, text: str, most: int) -> str:
        """The text, shortened to `most` and paid for; empty where little of it would be left."""
        allowed = min(most, self.left)
        if allowed < min(len(text), 60):
            self.is_cut = True
            return ""
        kept = shortened(text, allowed)
        self.is_cut |= kept != text
        self.left -= len(kept)
        return kept

    def _sources(self, numbers: Sequence[int], most: int) -> tuple[int, ...]:
        """The first of the numbers whose sources are shown already or fit; paid for."""
        taken: list[int] = []
        for number in numbers:
            is_new = number not in self.shown
            citation = self.answer.citation(number)
            cost = self.room.marker_characters(citation) + (self.room.source_characters(citation) if is_new else 0)
            if (is_new and len(self.shown) >= self.room.sources) or cost > self.left or (taken and cost > most):
                self.is_cut = True
                break
            most -= cost
            self.left -= cost
            self.shown.add(number)
            taken.append(number)
        return tuple(taken)

    def _state(self) -> tuple[int, frozenset[int]]:
        return self.left, frozenset(self.shown)

    def _restore(self, state: tuple[int, frozenset[int]]) -> None:
        self.left, self.shown, self.is_cut = state[0], set(state[1]), True
