"""Answer → Panel; pure. Whatever the articles hold, the message is one that Discord takes, and its sources come first."""

from collections.abc import Sequence

from bot.chat.fitting import Fitted, Room, fitted
from bot.chat.wording import article_title, shortened, visible
from bot.chat.words import SHOW_NEAREST, THEY_ARE_ABOUT, not_said, not_shown
from bot.discord import limits
from bot.discord.citing import (
    MAX_TITLE,
    cited,
    disagreement_lines,
    judging,
    number_mark,
    passage_row,
    source_characters,
    sources,
)
from bot.discord.markup import bold, lines, literal, longest_within, small
from bot.discord.panel import Box, Button, Buttons, Panel, Part, Words, fits
from bot.discord.references import Action, Carried
from retrieval.answering.answer import Abstention, Answer
from retrieval.answering.events import Stage, Stated
from retrieval.answering.reply import Reply

DISAGREEMENT_COLOUR = 0xD9822B
SOURCES_COLOUR = 0x4A6FA5

_ROOMS = (3000, 2300, 1600, 1000, 600)
"""Characters of an answer that are tried in turn: hostile words grow when they are made harmless."""

_MAX_SOURCES = 10
_MAX_TOPICS = 5
_MAX_NOTICES = 3


def reply_panel(reply: Reply, question_id: int, passages: Sequence[int]) -> Panel:
    """The whole answer, or the abstention, in one message.

    `passages` are the lasting numbers of its citations, or of what came nearest, in their order.
    """
    if isinstance(reply.result, Answer):
        return _answer_panel(reply.result, reply.notices, question_id, passages)
    return _abstention_panel(reply.result, reply.notices, question_id)


def working_panel(words: str, stated: Sequence[Stated] = ()) -> Panel:
    """What is done, and the statements that have passed their check so far, as many as fit."""
    status = small(literal(words) + "…")
    room = limits.DISPLAY_CHARACTERS - len(status) - 10
    shown: list[str] = []
    for each in stated:
        said = cited(longest_within(each.statement.text, 1500, shortened), each.statement.citations)
        if len(said) + 2 > room:
            break
        room -= len(said) + 2
        shown.append(said)
    return Panel((*([Words("\n\n".join(shown))] if shown else []), Words(status)))


def stage_words(stage: Stage) -> str:
    """The stage, for the person who waits."""
    return stage.value


def plain_panel(words: str) -> Panel:
    """Plain words."""
    return Panel((Words(longest_within(words, limits.DISPLAY_CHARACTERS - 100, shortened)),))


def answering(question: str, panel: Panel) -> Panel:
    """The panel with the question above it, where nothing else tells what it answers; without where there is no room."""
    parts = (Words(small(longest_within(f"Asked: {question}", 200, shortened))), *panel.parts)
    return Panel(parts) if fits(parts) else panel


def _answer_panel(answer: Answer, notices: Sequence[str], question_id: int, passages: Sequence[int]) -> Panel:
    for characters in _ROOMS:
        part = fitted(answer, Room(characters, _MAX_SOURCES, source_characters, disagreements=4))
        parts = _answer_parts(part, notices, question_id, passages)
        if fits(parts):
            return Panel(parts)
    first = answer.statements[0]
    citation = answer.citation(first.citations[0])
    said = cited(longest_within(first.text, 1200, shortened), (citation.number,))
    source = longest_within(article_title(citation.article, MAX_TITLE), 300, shortened)
    box = Box((Words(f"{bold('Sources')}\n{number_mark(citation.number)} {source}"),), SOURCES_COLOUR)
    return Panel((Words(said), box, passage_row((citation,), (passages[citation.number - 1],)), _closing(question_id)))


def _answer_parts(part: Fitted, notices: Sequence[str], question_id: int, passages: Sequence[int]) -> tuple[Part, ...]:
    known = {citation.number: citation for citation in part.citations}
    said = [cited(literal(each.text), each.citations) for each in part.statements]
    missing = lines(f"*{literal(not_said(each))}*" for each in part.missing)
    quiet = _notices(notices, part)
    return (
        *([Words("\n\n".join(said))] if said else []),
        *(Box((Words(disagreement_lines(each, known)),), DISAGREEMENT_COLOUR) for each in part.disagreements),
        *([Words(missing)] if missing else []),
        Box(
            (
                Words(sources(part.citations)),
                passage_row(part.citations, [passages[each.number - 1] for each in part.citations]),
            ),
            SOURCES_COLOUR,
        ),
        *([Words(quiet)] if quiet else []),
        _closing(question_id),
    )


def _notices(notices: Sequence[str], part: Fitted | None = None) -> str:
    shown = [longest_within(notice, 200, shortened) for notice in notices if visible(notice)][:_MAX_NOTICES]
    if part and (left_out := not_shown(part)):
        shown.append(left_out)
    return lines(small(each) for each in shown)


def _closing(question_id: int) -> Buttons:
    return Buttons(judging(question_id))


def _abstention_panel(abstention: Abstention, notices: Sequence[str], question_id: int) -> Panel:
    """Kindly that the articles do not say, what they are about, and the nearest passages behind a button."""
    topics = [longest_within(topic, 150, shortened) for topic in abstention.topics if visible(topic)][:_MAX_TOPICS]
    about = lines([THEY_ARE_ABOUT, *(f"- {topic}" for topic in topics)]) if topics else ""
    nearest = [Button(SHOW_NEAREST, str(Carried(Action.NEAREST, str(question_id))))]
    quiet = _notices(notices)
    return Panel(
        (
            Words(longest_within(abstention.reason, 600, shortened)),
            *([Words(about)] if about else []),
            *([Words(quiet)] if quiet else []),
            *([Buttons(tuple(nearest))] if abstention.nearest else []),
            _closing(question_id),
        )
    )
