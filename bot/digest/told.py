"""A story as far as a message of limited size can hold it, its citations numbered on from the story before; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.chat.fitting import Fitted
from retrieval.answering.answer import Citation, Disagreement
from retrieval.digest.story import Story


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A story and the part of it that fits; the numbers of what is shown go on, without a gap, from `before`.

    `passages` are the lasting numbers of the story's citations, all of them, in their order. `id` is what the story is gone on
    from by; None where it can't be.
    """

    story: Story
    part: Fitted
    passages: tuple[int, ...]
    before: int
    id: int | None = None

    def number(self, own: int) -> int:
        """The number in the digest of one of the story's own that is shown."""
        return self.before + 1 + [each.number for each in self.part.citations].index(own)

    def numbers(self, own: Sequence[int]) -> tuple[int, ...]:
        """The same, of several."""
        return tuple(map(self.number, own))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations that are shown, with their numbers in the digest."""
        return tuple(replace(each, number=self.number(each.number)) for each in self.part.citations)

    @property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """The disagreements that are shown, with the digest's numbers."""
        return tuple(
            replace(each, sides=tuple(replace(side, citations=self.numbers(side.citations)) for side in each.sides))
            for each in self.part.disagreements
        )

    @property
    def openable(self) -> tuple[tuple[Citation, int], ...]:
        """Each citation that is shown, numbered as in the digest, with the lasting number of its passage."""
        return tuple(
            (replace(each, number=self.number(each.number)), self.passages[each.number - 1])
            for each in self.part.citations
            if each.number <= len(self.passages)
        )
