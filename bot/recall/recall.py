"""Recall: what was shown once, found again for a button: a passage in its article, an answer. Knows no platform."""

import asyncio
from dataclasses import dataclass

from bot.chat.reading import Reading, read_around
from bot.recall.known import Known
from bot.recall.restoring import passage_numbers, restored_reply
from bot.store.store import Store
from bot.store.stored_answer import StoredAnswer
from corpus.article import Article
from corpus.span import Span
from retrieval.answering.reply import Reply

CHANGED = "The article has changed since. This is what it said when it was cited."
GONE = "The article is no longer in the library. These are the words as they were cited."
LOST = "I no longer have that answer. Please ask again."


@dataclass(frozen=True, slots=True)
class Opened:
    """A passage that is looked at: where it stands in which article, and its pages; `note` is a quiet line, or empty."""

    article: Article
    span: Span
    reading: Reading
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What is left of a passage whose article is gone: the words as they were cited, and a quiet line."""

    quote: str
    note: str = GONE


@dataclass(frozen=True, slots=True)
class Recalled:
    """An answer that was given: the question's id and words, the reply, the lasting numbers of its passages."""

    question_id: int
    asked: str
    reply: Reply
    passages: tuple[int, ...]


class Recall:
    """Raises a LibraryError where store or library can't be read."""

    def __init__(self, store: Store, known: Known) -> None:
        self._store = store
        self._known = known

    async def passage(self, number: int, page_characters: int) -> Opened | Quoted | None:
        """The passage of a lasting number, in pages of its article; None where nothing is known of it."""
        shown = await self._store.passages.passage(number)
        if shown is None:
            return None
        revision = await self._known.revision(shown.article_id, shown.content_hash)
        if revision is None:
            return Quoted(shown.quote)
        span = Span(shown.start, shown.end)
        reading = await asyncio.to_thread(read_around, revision.article, span, page_characters)
        return Opened(revision.article, span, reading, "" if revision.is_current else CHANGED)

    async def answer(self, question_id: int) -> Recalled | None:
        """What was answered to a question; None where there was no answer, or it isn't kept any more."""
        stored = await self._store.questions.answer(question_id)
        if stored is None:
            return None
        articles = await self._articles_of(stored)
        reply = restored_reply(stored.fields, lambda name, content_hash: articles.get((name, content_hash)))
        return Recalled(question_id, stored.asked.text, reply, passage_numbers(stored.fields))

    async def _articles_of(self, stored: StoredAnswer) -> dict[tuple[str, str], Article]:
        """The articles that a stored answer shows, as they were, by id and content hash."""
        found = {}
        for shown in stored.fields["citations"] or stored.fields["nearest"]:
            key = shown["article_id"], shown["content_hash"]
            revision = await self._known.revision(*key)
            if revision is not None:
                found[key] = revision.article
        return found
