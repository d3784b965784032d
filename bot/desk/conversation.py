"""Conversation: which of what was said before belongs to a question."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.desk.asked import Asked
from bot.desk.memory import QuestionMemory
from retrieval.follow_up import Turn

TURNS = 6
A_THREAD_LASTS = timedelta(days=7)
A_TALK_LASTS = timedelta(minutes=30)


async def turns_before(asked: Asked, questions: QuestionMemory, now: datetime) -> Sequence[Turn]:
    """The latest turns of the conversation, oldest first.

    A thread is one conversation of all who are in it. Outside of threads people talk past each other: there only what the
    same person asked, not long ago, belongs together.
    """
    if asked.place.thread is not None:
        return await questions.turns(asked.place, TURNS, now - A_THREAD_LASTS)
    return await questions.turns(asked.place, TURNS, now - A_TALK_LASTS, asked.person)
