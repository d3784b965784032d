"""What people do with an answer once it is there: look at a passage, page on, judge, share."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.references import PassageReference
from bot.desk.asked import Person
from bot.desk.desk import Desk
from bot.recall.recall import LOST, Opened, Recall
from bot.recall.restoring import passage_numbers
from bot.slack import limits
from bot.slack.blocks import shared_message
from bot.slack.elements import Json, escaped
from bot.slack.modals import nearest_modal, passage_modal, quote_modal, why_modal
from bot.slack.place import PLATFORM
from bot.slack.posting import QUIET
from bot.slack.web import SlackRefused, SlackWeb
from bot.store.store import Store

SHARED = "Shared in this channel."
NOT_SHARED = "That could not be shared here. Mention me in the channel with the same question instead."


@dataclass(frozen=True, slots=True)
class Click:
    """Where a click came from. `view` is the modal that it was made in; None for a message."""

    person: Person
    trigger_id: str
    value: str
    channel: str | None = None
    response_url: str | None = None
    view: Mapping[str, str] | None = None


class Deeds:
    """Raises SurfaceError where Slack doesn't take it, LibraryError where it can't be read or kept."""

    def __init__(self, web: SlackWeb, desk: Desk, store: Store, recall: Recall) -> None:
        self._web = web
        self._desk = desk
        self._store = store
        self._recall = recall

    async def open_passage(self, click: Click, reference: PassageReference) -> None:
        """Show a passage in its article, over the modal that it was opened from."""
        view = await self._passage_view(reference)
        if view is None:
            await self.tell(click, LOST)
            return
        await self._web.call("views.push" if click.view else "views.open", trigger_id=click.trigger_id, view=view)

    async def turn_page(self, click: Click, reference: PassageReference) -> None:
        """Show another page in the open modal."""
        view = await self._passage_view(reference)
        if view is not None and click.view:
            await self._web.call("views.update", view_id=click.view["id"], view=view)

    async def open_nearest(self, click: Click, question_id: int) -> None:
        """Show the passages nearest to a question that was not answered."""
        stored = await self._store.questions.answer(question_id)
        if stored is None or not stored.fields["nearest"]:
            await self.tell(click, LOST)
            return
        view = nearest_modal(stored.fields["nearest"], passage_numbers(stored.fields))
        await self._web.call("views.open", trigger_id=click.trigger_id, view=view)

    async def judge(self, click: Click, question_id: int, *, is_good: bool) -> None:
        """Keep what somebody thinks of an answer; who finds it bad is asked why."""
        if not is_good:
            await self._web.call("views.open", trigger_id=click.trigger_id, view=why_modal(question_id))
        await self._desk.feedback(question_id, click.person, is_good=is_good)

    async def explain(self, person: Person, question_id: int, reason: str) -> None:
        """Keep why somebody found an answer bad."""
        await self._desk.feedback(question_id, person, is_good=False, reason=reason)

    async def share(self, click: Click, question_id: int) -> None:
        """Show an answer that one person got to everybody in the channel: once, however often it is clicked."""
        recalled = await self._recall.answer(question_id)
        if recalled is None or click.response_url is None:
            await self.tell(click, LOST)
            return
        if not await self._store.events.first(PLATFORM, f"share:{question_id}:{click.channel}"):
            return
        message = shared_message(recalled.asked, recalled.reply, question_id, recalled.passages)
        shown = {"text": message.text, "blocks": list(message.blocks), **QUIET}
        try:
            await self._web.respond(
                click.response_url, {"response_type": "in_channel", "replace_original": False, **shown}
            )
        except SlackRefused:
            await self.tell(click, NOT_SHARED)
            return
        await self.tell(click, SHARED)

    async def tell(self, click: Click, words: str) -> None:
        """Tell something to who clicked, alone."""
        if click.response_url:
            await self._web.respond(click.response_url, told_alone(words))

    async def _passage_view(self, reference: PassageReference) -> Json | None:
        """The modal of a passage; None where nothing is known of it any more."""
        found = await self._recall.passage(reference.passage, limits.PAGE_CHARACTERS)
        if found is None:
            return None
        return passage_modal(found, reference) if isinstance(found, Opened) else quote_modal(found, reference)


def told_alone(words: str) -> Json:
    """Words for one person, as an answer to their click or command."""
    return {"response_type": "ephemeral", "replace_original": False, "text": escaped(words)}
