"""Digest → Block Kit; pure. As an answer is laid out, story by story, numbered through, so that no two sources share a number."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.digest.words import also_in, heading, lead, left_out, told_by
from bot.fitting import Fitted, fitted
from bot.slack import limits
from bot.slack.blocks import Message
from bot.slack.citing import disagreement_block, markers, passage_button, room, source_line
from bot.slack.elements import (
    Json,
    actions,
    bullets,
    divider,
    header,
    line,
    notification,
    rich_text,
    small_print,
    words,
)
from bot.wording import shortened, visible
from retrieval.answering.answer import Citation, Disagreement, Statement
from retrieval.digest.story import Digest, Story

MAX_STORIES = 6
_MAX_ABOUT = 200
_SOURCES_A_STORY = 6
_DISAGREEMENTS_A_STORY = 1
_FRAME_CHARACTERS = 1500
"""What headings, lines beside them and buttons take of a message."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A story as far as it fits; the numbers of its citations go on from the story before."""

    story: Story
    part: Fitted
    passages: tuple[int, ...]
    before: int

    def number(self, own: int) -> int:
        """The number in the digest of one of the story's own."""
        return self.before + own

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations that are shown, with their numbers in the digest."""
        return tuple(replace(each, number=self.number(each.number)) for each in self.part.citations)


def digest_message(digest: Digest, passages: Sequence[Sequence[int]], day: date | None = None) -> Message:
    """The digest in one message; `passages` are the lasting numbers of each story's citations, in their order."""
    stories = digest.stories[:MAX_STORIES]
    dropped = tuple(each.headline for each in digest.stories[MAX_STORIES:])
    rest = left_out(replace(digest, left_out=(*dropped, *digest.left_out)))
    blocks = [header(heading(day)), small_print(lead(digest))]
    for told in _fitted(stories, passages):
        blocks += _story(told)
    blocks += [divider(), small_print(rest)] if rest else []
    first = stories[0].headline if stories else lead(digest)
    return Message(notification(f"{heading(day)}: {first}"), tuple(blocks))


def _fitted(stories: Sequence[Story], passages: Sequence[Sequence[int]]) -> list[_Told]:
    """Each story within its share of the message."""
    share = (limits.MESSAGE_CHARACTERS - _FRAME_CHARACTERS) // max(1, len(stories))
    holds = replace(room(share, _SOURCES_A_STORY), disagreements=_DISAGREEMENTS_A_STORY)
    told: list[_Told] = []
    before = 0
    for story, numbers in zip(stories, passages, strict=False):
        told.append(_Told(story, fitted(story.answer, holds), tuple(numbers), before))
        before += len(story.answer.citations)
    return told


def _story(told: _Told) -> list[Json]:
    known = {each.number: each for each in told.citations}
    points = [_point(told, each, known) for each in told.part.statements]
    headline = shortened(visible(told.story.headline) or "…", limits.HEADER_CHARACTERS)
    buttons = [passage_button(told.number(each.number), told.passages[each.number - 1]) for each in told.part.citations]
    about = " · ".join(each for each in (told_by(told.story), also_in(told.story)) if each)
    return [
        divider(),
        rich_text(line(words(headline, bold=True)), bullets(points)),
        *(disagreement_block(_renumbered(told, each), known) for each in told.part.disagreements),
        rich_text(*(source_line(each) for each in told.citations)),
        *actions(buttons),
        small_print(shortened(about, _MAX_ABOUT)),
    ]


def _point(told: _Told, statement: Statement, known: dict[int, Citation]) -> Json:
    cited = markers(known[told.number(number)] for number in statement.citations)
    return line(words(statement.text), *cited)


def _renumbered(told: _Told, disagreement: Disagreement) -> Disagreement:
    sides = (
        replace(side, citations=tuple(told.number(each) for each in side.citations)) for side in disagreement.sides
    )
    return replace(disagreement, sides=tuple(sides))
