"""Digest → Block Kit; pure. As an answer is laid out, story by story, numbered through, so that no two sources share a number."""

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.fitting import fitted
from bot.chat.wording import article_title, shortened, visible
from bot.digest.poster import Post
from bot.digest.told import ToldStory
from bot.digest.words import DISAGREE, PREVIEW, about, also_in, heading, lead, left_out, told_by
from bot.slack import limits
from bot.slack.blocks import Message, feedback
from bot.slack.citing import article_lines, cited_address, disagreement_block, markers, passage_button, room
from bot.slack.elements import (
    Json,
    actions,
    asked_first,
    bullets,
    button,
    divider,
    escaped,
    header,
    line,
    notification,
    rich_text,
    small_print,
    words,
)
from bot.slack.references import Action
from retrieval.answering.answer import Citation, Statement
from retrieval.digest.story import Story

MAX_STORIES = 6
ASK_ON = "Ask about this story in the thread; there is no need to mention me."
_PLAIN_CHARACTERS = 6000
_MAX_ABOUT = 200
_SOURCES = 36
_MOST_SOURCES_A_STORY = 20
_BLOCKS_BESIDE, _BLOCKS_OF_A_STORY = 6, 6
"""Blocks of the message that are no story's, and those of a story besides its disagreements."""
_MOST_DISAGREEMENTS = 3
_FRAME_CHARACTERS = 1500
"""What headings, lines beside them and buttons take of a message."""


def digest_message(post: Post, passages: Sequence[Sequence[int]], *, is_preview: bool = False) -> Message:
    """The digest in one message; `passages` are the lasting numbers of each story's citations, in their order.

    A preview, which one person sees, can't be gone on from.
    """
    digest, day = post.digest, post.day
    stories = digest.stories[:MAX_STORIES]
    dropped = tuple(each.headline for each in digest.stories[MAX_STORIES:])
    rest = left_out(replace(digest, left_out=(*dropped, *digest.left_out)))
    blocks = [header(heading(day)), small_print(*([PREVIEW] if is_preview else []), lead(digest))]
    for told in _fitted(stories, passages, () if is_preview else post.story_ids):
        blocks += _story(told)
    blocks += [divider(), small_print(rest)] if rest else []
    blocks += [] if is_preview else [divider(), *_settings()]
    first = stories[0].headline if stories else lead(digest)
    return Message(notification(f"{heading(day)}: {first}"), tuple(blocks))


def plain_digest(post: Post) -> str:
    """The digest without blocks, for where Slack refuses those; points still carry their sources."""
    stories = post.digest.stories[:MAX_STORIES]
    lines = [heading(post.day), lead(post.digest)]
    for told in _fitted(stories, [() for _ in stories], (), _PLAIN_CHARACTERS):
        lines += ["", shortened(visible(told.story.headline), limits.HEADER_CHARACTERS)]
        lines += [f"• {each.text} {_marks(told.numbers(each.citations))}" for each in told.part.statements]
        for each in told.disagreements:
            lines.append(f"{DISAGREE}: {about(each)}")
            lines += [f"• {side.text} {_marks(side.citations)}" for side in each.sides]
        lines += [
            f"[{each.number}] {article_title(each.article)} {cited_address(each)}".strip() for each in told.citations
        ]
    return escaped("\n".join(lines))


def story_root(headline: str) -> Message:
    """The message under which people ask about a story."""
    shown = shortened(visible(headline) or "…", limits.HEADER_CHARACTERS)
    blocks = (rich_text(line(words(shown, bold=True))), small_print(ASK_ON))
    return Message(notification(f"{shown}: {ASK_ON}"), blocks)


def _marks(numbers: Sequence[int]) -> str:
    return " ".join(f"[{number}]" for number in numbers)


def _fitted(
    stories: Sequence[Story],
    passages: Sequence[Sequence[int]],
    ids: Sequence[int],
    characters: int = limits.MESSAGE_CHARACTERS - _FRAME_CHARACTERS,
) -> list[ToldStory]:
    """Each story within its share of the message."""
    count = max(1, len(stories))
    most = min(_MOST_DISAGREEMENTS, (limits.BLOCKS_IN_MESSAGE - _BLOCKS_BESIDE) // count - _BLOCKS_OF_A_STORY)
    holds = replace(room(characters // count, min(_MOST_SOURCES_A_STORY, _SOURCES // count)), disagreements=most)
    told: list[ToldStory] = []
    before = 0
    for place, (story, numbers) in enumerate(zip(stories, passages, strict=False)):
        part = fitted(story.answer, holds)
        told.append(ToldStory(story, part, tuple(numbers), before, ids[place] if place < len(ids) else None))
        before += len(part.citations)
    return told


def _story(told: ToldStory) -> list[Json]:
    known = {each.number: each for each in told.citations}
    points = [_point(told, each, known) for each in told.part.statements]
    headline = shortened(visible(told.story.headline) or "…", limits.HEADER_CHARACTERS)
    about_it = " · ".join(each for each in (told_by(told.story), also_in(told.story)) if each)
    return [
        divider(),
        rich_text(line(words(headline, bold=True)), *([bullets(points)] if points else [])),
        *(disagreement_block(each, known) for each in told.disagreements),
        rich_text(*article_lines(told.citations)),
        small_print(shortened(about_it, _MAX_ABOUT)),
        *actions(_buttons(told)),
        *([feedback(told.id, f"{Action.FEEDBACK}:{told.before}")] if told.id is not None else []),
    ]


def _buttons(told: ToldStory) -> list[Json]:
    """To each passage that is shown, and to a thread about the story."""
    buttons = [
        passage_button(each.number, passage, f"[{each.number}]" if place else "")
        for place, (each, passage) in enumerate(told.openable)
    ]
    if told.id is not None:
        buttons.append(button(f"{Action.ASK_STORY}:{told.before}", "Ask about this story", str(told.id)))
    return buttons


def _settings() -> list[Json]:
    """The buttons for who wants the digest otherwise, or not at all."""
    change = button(Action.DIGEST_SETTINGS, "Change this digest", "here")
    end = button(Action.DIGEST_END, "Unsubscribe", "here")
    asking = asked_first(end, "End this digest?", "Nobody here gets it any more. /digest brings it back.", "End it")
    return actions([change, asking])


def _point(told: ToldStory, statement: Statement, known: dict[int, Citation]) -> Json:
    cited = markers(known[told.number(number)] for number in statement.citations)
    return line(words(statement.text), *cited)
