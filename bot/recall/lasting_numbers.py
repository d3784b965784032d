"""The lasting numbers under which the passages of a reply are opened again, on every platform."""

from collections.abc import Awaitable, Callable, Sequence

from bot.recall.restoring import passage_numbers
from bot.store.passages import ShownPassage
from bot.store.store import Store
from retrieval.answering.answer import Answer
from retrieval.answering.reply import Reply

PassageNumbers = Callable[[Reply], Awaitable[tuple[int, ...]]]
"""The numbers of a reply's citations, or of what came nearest to the question; may raise a LibraryError."""


def numbers_kept(store: Store) -> PassageNumbers:
    """Keeps what a reply shows, and gives its numbers, the same each time."""

    async def numbers(reply: Reply) -> tuple[int, ...]:
        result = reply.result
        shown = result.citations if isinstance(result, Answer) else result.nearest
        return await store.passages.references([ShownPassage.of(each.article, each.span) for each in shown])

    return numbers


async def story_passages(store: Store, story_ids: Sequence[int]) -> list[tuple[int, ...]]:
    """The numbers of the citations of stories that are kept, in their order."""
    stored = [await store.questions.answer(number) for number in story_ids]
    return [passage_numbers(each.fields) if each else () for each in stored]
