"""What a button does and carries on Slack; pure. See `bot.chat.references` for what it names."""

from enum import StrEnum

from bot.chat.references import UnknownReference, read_question_id


class Action(StrEnum):
    """What a button does: its `action_id`, where one kind stands several times with a number behind a colon."""

    PASSAGE = "passage"
    PAGE = "page"
    NEAREST = "nearest"
    FEEDBACK = "feedback"
    SHARE = "share"
    WHY = "why"
    ASK_STORY = "ask_story"
    DIGEST_SETTINGS = "digest_settings"
    DIGEST_PREVIEW = "digest_preview"
    DIGEST_END = "digest_end"


def read_feedback(value: str) -> tuple[bool, int]:
    """Whether it is praise, and of the answer to which question."""
    verdict, _, question = value.partition(":")
    if verdict not in {"good", "bad"}:
        raise UnknownReference(value[:40])
    return verdict == "good", read_question_id(question)
