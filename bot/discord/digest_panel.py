"""Digest → Panel; pure. Story by story as an answer is laid out, numbered through, so that no two sources share a number."""

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.fitting import Room, fitted
from bot.chat.wording import shortened
from bot.digest.poster import Post
from bot.digest.told import ToldStory
from bot.digest.words import also_in, heading, lead, left_out, told_by
from bot.discord import limits
from bot.discord.citing import cited, disagreement_lines, judging, number_mark, passage_row, source, source_characters
from bot.discord.markup import bold, lines, literal, longest_within, small
from bot.discord.panel import Box, Button, Buttons, Panel, Part, Words, fits
from bot.discord.references import Action, Carried
from retrieval.answering.answer import Citation

STORY_COLOUR = 0x4A6FA5
MAX_STORIES = 4
"""More would leave no room for what each says: a message holds 40 components and 4,000 characters."""

_SHARES = (1.0, 0.75, 0.5, 0.3)
"""Of a story's part of the message, tried in turn: hostile words grow when they are made harmless."""

_FRAME_CHARACTERS = 500
_STORY_FRAME_CHARACTERS = 260
_SOURCES = 12
_MOST_DISAGREEMENTS = 2
_MAX_ADDRESS = 200
_MAX_HEADLINE = 150
_MAX_REST = 400


def digest_panel(
    post: Post, passages: Sequence[Sequence[int]], *, mark: int | None, can_open_thread: bool = True, note: str = ""
) -> Panel:
    """The digest in one message; `passages` are the lasting numbers of each story's citations, in their order.

    `mark` is what the message is known by; without, it can be neither ended nor gone on from. `note` is a quiet line.
    """
    top = Words(lines([bold(literal(heading(post.day))), small(literal(lead(post.digest))), *_quiet(note)]))
    end = [] if mark is None else [Buttons((Button("Unsubscribe", str(Carried(Action.UNSUBSCRIBE, str(mark)))),))]
    for count in range(min(MAX_STORIES, len(post.digest.stories)), -1, -1):
        rest = _rest(post, count)
        for share in _SHARES:
            told = _told(post, passages, count, share, is_lasting=mark is not None)
            boxes = [_box(each, can_open_thread=can_open_thread, most_buttons=5 if count == 1 else 0) for each in told]
            parts: tuple[Part, ...] = (top, *boxes, *rest, *end)
            if fits(parts):
                return Panel(parts)
    raise AssertionError("the heading alone fits")


def _quiet(note: str) -> list[str]:
    return [small(literal(note))] if note else []


def _rest(post: Post, shown: int) -> list[Words]:
    """The headlines for which there is no room."""
    digest = post.digest
    more = tuple(each.headline for each in digest.stories[shown:])
    said = left_out(replace(digest, left_out=(*more, *digest.left_out)))
    return [Words(small(longest_within(said, _MAX_REST, shortened)))] if said else []


def _told(
    post: Post, passages: Sequence[Sequence[int]], count: int, share: float, *, is_lasting: bool
) -> list[ToldStory]:
    """The first stories, each within its part of the message."""
    mine = (limits.DISPLAY_CHARACTERS - _FRAME_CHARACTERS) // max(1, count) - _STORY_FRAME_CHARACTERS
    room = Room(
        max(1, int(share * mine)),
        max(3, _SOURCES // max(1, count)),
        lambda citation: source_characters(citation, _MAX_ADDRESS),
        disagreements=max(1, _MOST_DISAGREEMENTS // max(1, count)),
    )
    told: list[ToldStory] = []
    before = 0
    for story, number, shown in zip(post.digest.stories[:count], post.story_ids, passages, strict=False):
        told.append(ToldStory(story, fitted(story.answer, room), tuple(shown), before, number if is_lasting else None))
        before += len(told[-1].part.citations)
    return told


def _box(told: ToldStory, *, can_open_thread: bool, most_buttons: int) -> Box:
    citations = told.citations
    known = {each.number: each for each in citations}
    headline = bold(longest_within(told.story.headline, _MAX_HEADLINE, shortened))
    told_of = " · ".join(each for each in (told_by(told.story), also_in(told.story)) if each)
    points = [f"- {cited(literal(each.text), told.numbers(each.citations))}" for each in told.part.statements]
    buttons = _buttons(told, can_open_thread=can_open_thread)
    shown = told.openable
    row = passage_row(
        [each for each, _ in shown], [each for _, each in shown], most_buttons=most_buttons, choice_of=str(told.before)
    )
    return Box(
        (
            Words(lines([headline, small(longest_within(told_of, 200, shortened)), *points])),
            *(Words(disagreement_lines(each, known)) for each in told.disagreements),
            Words(_sources(citations)),
            *([row] if shown else []),
            *([Buttons(buttons)] if buttons else []),
        ),
        STORY_COLOUR,
    )


def _sources(citations: Sequence[Citation]) -> str:
    """A line for each article, behind the numbers of all that is cited of it."""
    by_article: dict[str, list[Citation]] = {}
    for each in citations:
        by_article.setdefault(each.article.id, []).append(each)
    rows = [
        " ".join([*(number_mark(each.number) for each in cited_of[:-1]), source(cited_of[-1], _MAX_ADDRESS)])
        for cited_of in by_article.values()
    ]
    return lines([bold("Sources"), *rows])


def _buttons(told: ToldStory, *, can_open_thread: bool) -> tuple[Button, ...]:
    """To a thread about the story, and for what people think of it."""
    if told.id is None:
        return ()
    ask = Button("Ask about this story", str(Carried(Action.STORY, str(told.id))))
    return (*([ask] if can_open_thread else []), *judging(told.id))
