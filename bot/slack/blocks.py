"""Answer → Block Kit; pure. Whatever the articles hold, the message is one that Slack takes.

The ids and values of its buttons are what the listeners read again, see `bot.slack.references`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.fitting import Fitted, fitted
from bot.chat.wording import article_title, shortened, visible
from bot.chat.words import SHOW_NEAREST, THEY_ARE_ABOUT, disagree, not_said, not_shown
from bot.slack import limits
from bot.slack.citing import cited_address, disagreement_block, markers, passage_button, room, source_line
from bot.slack.elements import (
    Json,
    actions,
    bullets,
    button,
    divider,
    escaped,
    line,
    notification,
    rich_text,
    small_print,
    words,
)
from bot.slack.references import Action
from retrieval.answering.answer import Abstention, Answer, Citation
from retrieval.answering.events import Stated
from retrieval.answering.reply import Reply

_MAX_TOPICS = 5
_MAX_NOTICES = 3
_ROOM = room(limits.MESSAGE_CHARACTERS, limits.SOURCES_IN_MESSAGE)
_PLAIN_ROOM = room(2500, 8)


@dataclass(frozen=True, slots=True)
class Message:
    """A message: its blocks, and the text that notifications and screen readers get instead."""

    text: str
    blocks: tuple[Json, ...]

    def __post_init__(self) -> None:
        if not self.text or not 1 <= len(self.blocks) <= limits.BLOCKS_IN_MESSAGE:
            raise ValueError(
                f"a message has a text and up to {limits.BLOCKS_IN_MESSAGE} blocks, not {len(self.blocks)}"
            )


def reply_message(reply: Reply, question_id: int, passages: Sequence[int], *, can_share: bool = False) -> Message:
    """The whole answer, or the abstention, in one message; `can_share` for one that only its asker sees.

    `passages` are the lasting numbers of its citations, or of what came nearest, in their order.
    """
    if isinstance(reply.result, Answer):
        return _answer_message(reply.result, reply.notices, question_id, passages, can_share=can_share)
    return _abstention_message(reply.result, reply.notices, question_id)


def shared_message(question: str, reply: Reply, question_id: int, passages: Sequence[int]) -> Message:
    """An answer that somebody got alone, with its question, for everybody in the channel."""
    message = reply_message(reply, question_id, passages)
    asked = shortened(visible(question), 300)
    return Message(message.text, (rich_text(line(words("Asked: ", bold=True), words(asked or "…"))), *message.blocks))


def statements_so_far(stated: Sequence[Stated]) -> list[Json]:
    """The statements that have passed their check, as blocks, while the answer is not whole."""
    return [rich_text(line(words(_fit(each.statement.text)), *markers(each.citations), words("\n"))) for each in stated]


def _fit(text: str) -> str:
    return shortened(visible(text) or "…", 2500)


def _answer_message(
    answer: Answer, notices: Sequence[str], question_id: int, passages: Sequence[int], *, can_share: bool
) -> Message:
    part = fitted(answer, _ROOM)
    blocks = [
        *_statements(part),
        *_disagreements(part),
        *_missing(part.missing),
        divider(),
        _sources(part.citations),
        *actions([passage_button(citation.number, passages[citation.number - 1]) for citation in part.citations]),
        *_notices(notices, part),
        *_closing(question_id, can_share=can_share),
    ]
    return Message(notification(_opening(part)), tuple(blocks))


def _opening(part: Fitted) -> str:
    """What the answer says first, for who sees nothing else."""
    return part.statements[0].text if part.statements else disagree(part.disagreements[0].about)


def _statements(part: Fitted) -> list[Json]:
    if not part.statements:
        return []
    known = {citation.number: citation for citation in part.citations}
    last = len(part.statements) - 1
    return [
        rich_text(
            *(
                line(
                    words(statement.text),
                    *markers(known[number] for number in statement.citations),
                    *([words("\n")] if index < last else []),
                )
                for index, statement in enumerate(part.statements)
            )
        )
    ]


def _disagreements(part: Fitted) -> list[Json]:
    known = {citation.number: citation for citation in part.citations}
    apart = [block for each in part.disagreements for block in (divider(), disagreement_block(each, known))]
    return apart if part.statements else apart[1:]


def _missing(missing: Sequence[str]) -> list[Json]:
    return [rich_text(*(line(words(not_said(part), italic=True)) for part in missing))] if missing else []


def _sources(citations: Sequence[Citation]) -> Json:
    return rich_text(line(words("Sources", bold=True)), *(source_line(citation) for citation in citations))


def _notices(notices: Sequence[str], part: Fitted | None = None) -> list[Json]:
    lines = [shortened(visible(notice), 200) for notice in notices if visible(notice)][:_MAX_NOTICES]
    if part and (shortage := not_shown(part)):
        lines.append(shortage)
    return [small_print(*lines)] if lines else []


def plain_reply(reply: Reply) -> str:
    """The reply without blocks, for where Slack refuses those; statements still carry their sources."""
    if not isinstance(reply.result, Answer):
        return escaped(shortened(visible(reply.result.reason), 600))
    part = fitted(reply.result, _PLAIN_ROOM)
    said = [" ".join([each.text, *(f"[{number}]" for number in each.citations)]) for each in part.statements]
    for each in part.disagreements:
        said += [disagree(each.about)]
        said += [" ".join(["•", side.text, *(f"[{number}]" for number in side.citations)]) for side in each.sides]
    said += [not_said(each) for each in part.missing]
    listed = [f"[{each.number}] {article_title(each.article)} {cited_address(each)}".strip() for each in part.citations]
    return escaped("\n".join([*said, "", *listed]))


def _closing(question_id: int, *, can_share: bool = False) -> list[Json]:
    share = [button(Action.SHARE, "Share in this channel", str(question_id))] if can_share else []
    return [*actions(share), feedback(question_id)]


def feedback(question_id: int, action_id: str = Action.FEEDBACK) -> Json:
    """The two buttons that say whether an answer was good; several in one message are told apart by their `action_id`."""
    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": action_id,
                "positive_button": {
                    "text": {"type": "plain_text", "text": "Good answer"},
                    "value": f"good:{question_id}",
                },
                "negative_button": {
                    "text": {"type": "plain_text", "text": "Bad answer"},
                    "value": f"bad:{question_id}",
                },
            }
        ],
    }


def _abstention_message(abstention: Abstention, notices: Sequence[str], question_id: int) -> Message:
    reason = shortened(visible(abstention.reason) or "The articles do not say.", 600)
    topics = [shortened(visible(topic), 150) for topic in abstention.topics if visible(topic)][:_MAX_TOPICS]
    about = [line(words(f"\n{THEY_ARE_ABOUT}")), bullets(line(words(topic)) for topic in topics)] if topics else []
    nearest = [button(Action.NEAREST, SHOW_NEAREST, str(question_id))] if abstention.nearest else []
    blocks = [rich_text(line(words(reason)), *about), *actions(nearest), *_notices(notices), *_closing(question_id)]
    return Message(notification(reason), tuple(blocks))
