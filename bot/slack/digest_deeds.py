"""What people do with digests on Slack: look ahead, change or end one, ask about a story."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.desk.asked import Place
from bot.digest.form import read_form
from bot.digest.previewing import Previews
from bot.digest.subscriptions import Subscriptions
from bot.recall.lasting_numbers import story_passages
from bot.recall.recall import LOST, Recall
from bot.recall.story_threads import StoryThreads
from bot.slack.blocks import reply_message
from bot.slack.deeds import Click, told_alone
from bot.slack.digest_blocks import digest_message, plain_digest, story_root
from bot.slack.digest_views import filled_in, place_of, settings_modal
from bot.slack.elements import Json, escaped
from bot.slack.pace import USUAL, Pace
from bot.slack.place import PLATFORM
from bot.slack.posting import QUIET, Posting, answer_key, content_of, is_too_much
from bot.slack.web import SlackRefused, SlackUnreachable, SlackWeb
from bot.store.store import Store
from bot.store.stored_answer import StoredAnswer

ZONE_SECONDS = 1.0
"""How long a command waits to learn a person's time zone: it has three seconds in all."""
INVITE = "I am not in this channel yet: /invite me, or I can't post here."
ALREADY = "There is a thread about this story already"
NOT_OPENED = "I can't write in this channel. Ask me directly instead."

ShowHome = Callable[[str, Place], Awaitable[None]]
"""Shows a person's home anew: person, their direct messages."""


class DigestDeeds:
    """Raises SurfaceError where Slack doesn't take it, LibraryError where it can't be read or kept."""

    def __init__(
        self, web: SlackWeb, store: Store, recall: Recall, previews: Previews, show_home: ShowHome, pace: Pace = USUAL
    ) -> None:
        self._web = web
        self._store = store
        self._recall = recall
        self._previews = previews
        self._show_home = show_home
        self._posting = Posting(web, pace)
        self._threads = StoryThreads(store)
        self.subscriptions = Subscriptions(store.subscriptions, store.clock)

    async def heed(self, place: Place, person: str, said: str) -> str:
        """Do what somebody says to `/digest`; the words to answer with, and whether the bot may post there at all."""
        had = await self.subscriptions.told(place)
        words = await self.subscriptions.heed(place, person, said, None if had else await self._zone(person))
        has_changed = (now := await self.subscriptions.told(place)) is not None and now != had
        return f"{words}\n{INVITE}" if has_changed and not await self._is_in(place.channel) else words

    async def preview(self, person: str, place: Place, response_url: str | None) -> None:
        """Show what the digest would tell now to who asks: in the channel, or in their direct messages from the home."""
        post = await self._previews.preview(place, person)
        message = digest_message(post, await story_passages(self._store, post.story_ids), is_preview=True)
        try:
            await self._show_alone(place, response_url, content_of(message))
        except SlackRefused as error:
            if not is_too_much(error) and not error.reason.startswith("HTTP 4"):
                raise
            await self._show_alone(place, response_url, content_of(plain_digest(post)))

    async def preview_of(self, click: Click) -> None:
        """The preview of where a click was made."""
        await self.preview(click.person.id, await self.place_of(click), click.response_url)

    async def open_settings(self, click: Click) -> None:
        """Ask for the settings of the channel's digest, or from the home for the person's own."""
        place = await self.place_of(click)
        zone = await self._zone(click.person.id)
        view = settings_modal(await self.subscriptions.form(place, zone), place, is_home=_is_home(click))
        await self._web.call("views.open", trigger_id=click.trigger_id, view=view)

    async def save_settings(self, person: str, view: Json) -> str:
        """Keep what somebody filled in; the words to tell them. Raises FormFaults where it can't be read."""
        place, _ = place_of(view)
        return await self.subscriptions.choose(place, person, read_form(filled_in(view)))

    async def settings_saved(self, person: str, view: Json, words: str) -> None:
        """Tell who filled it in that it is kept: in the home by the home itself."""
        place, is_home = place_of(view)
        if is_home:
            await self._show_home(person, place)
            return
        if not await self._is_in(place.channel):
            words = f"{words}\n{INVITE}"
        try:
            await self._web.call("chat.postEphemeral", channel=place.channel, user=person, text=escaped(words))
        except SlackRefused:
            direct = await self._direct(person)
            await self._web.call("chat.postMessage", channel=direct, text=escaped(words), **QUIET)

    async def end(self, click: Click) -> None:
        """End the digest where it stands."""
        place = await self.place_of(click)
        words = await self.subscriptions.end(place)
        if _is_home(click):
            await self._show_home(click.person.id, place)
        elif click.response_url:
            await self._web.respond(click.response_url, told_alone(words))

    async def ask_about(self, click: Click, story_id: int) -> None:
        """Open a thread that knows a story, or lead to it where it is open."""
        place = await self.place_of(click)
        try:
            thread = await self._threads.open(story_id, place, lambda stored: self._begin(place, stored))
        except SlackRefused:
            await self._tell(click, NOT_OPENED)
            return
        if thread is None:
            await self._tell(click, LOST)
        elif thread.is_new:
            await self._tell_story(place, thread.thread, story_id)
        else:
            found = await self._web.read("chat.getPermalink", channel=place.channel, message_ts=thread.thread)
            await self._tell(click, f"{ALREADY}: {found['permalink']}")

    async def place_of(self, click: Click) -> Place:
        """The channel that a click is about; from the home, the person's direct messages."""
        channel = click.channel or await self._direct(click.person.id)
        return Place(PLATFORM, click.person.workspace, channel)

    async def _begin(self, place: Place, stored: StoredAnswer) -> str:
        """The message under which the story is asked about; found again where a process died after posting it."""
        key = f"story:{stored.question_id}"
        found = await self._posting.find(place.channel, None, key)
        return found or await self._posting.post(place.channel, None, story_root(stored.asked.text), key)

    async def _tell_story(self, place: Place, thread: str, story_id: int) -> None:
        """The story once more, in its thread, with its sources and where they disagree."""
        recalled = await self._recall.answer(story_id)
        if recalled is not None:
            message = reply_message(recalled.reply, story_id, recalled.passages)
            await self._posting.post(place.channel, thread, message, answer_key(story_id), since=thread)

    async def _show_alone(self, place: Place, response_url: str | None, content: Json) -> None:
        if response_url:
            await self._web.respond(response_url, {"response_type": "ephemeral", "replace_original": False, **content})
        else:
            await self._web.call("chat.postMessage", channel=place.channel, **QUIET, **content)

    async def _direct(self, person: str) -> str:
        """The channel in which a person and the bot are alone."""
        opened = await self._web.call("conversations.open", users=person)
        return str(opened["channel"]["id"])

    async def _tell(self, click: Click, words: str) -> None:
        if click.response_url:
            await self._web.respond(click.response_url, told_alone(words))

    async def _zone(self, person: str) -> str | None:
        """A person's time zone; None where Slack doesn't say it at once."""
        try:
            async with asyncio.timeout(ZONE_SECONDS):
                found = await self._web.read("users.info", user=person)
        except (SlackRefused, SlackUnreachable, TimeoutError):
            return None
        return str(found["user"].get("tz") or "") or None

    async def _is_in(self, channel: str) -> bool:
        """Whether the bot may post in a channel, as far as Slack says at once."""
        try:
            async with asyncio.timeout(ZONE_SECONDS):
                await self._web.read("conversations.history", channel=channel, limit=1)
        except SlackRefused as error:
            return error.reason not in {"not_in_channel", "channel_not_found"}
        except (SlackUnreachable, TimeoutError):
            return True
        return True


def _is_home(click: Click) -> bool:
    return click.channel is None
