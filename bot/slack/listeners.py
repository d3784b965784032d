"""Listeners: what Slack tells the app → the desk, or what a click does. The only home of slack_bolt.

Slack hears that something has arrived when its listener has returned, and sends it again where that takes over three
seconds or fails. So a listener does no more than write a question down or begin a task.
"""

import re
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.references import PassageReference, UnknownReference, read_question_id
from bot.chat.words import UNREADABLE
from bot.desk.asked import Asked, Person, Place
from bot.desk.desk import Desk
from bot.digest.form import FormFaults
from bot.digest.subscriptions import is_preview
from bot.logs import logger
from bot.slack.deeds import Click, Deeds
from bot.slack.digest_deeds import DigestDeeds
from bot.slack.digest_views import SETTINGS
from bot.slack.elements import escaped
from bot.slack.library_log import library_logger
from bot.slack.listening import calls_bot, command_question, question_of, shortcut_question, spoken
from bot.slack.manifest import COMMAND, DIGEST_COMMAND, HELP, SHORTCUT
from bot.slack.modals import WHY
from bot.slack.place import PLATFORM
from bot.slack.private_surface import LOOKING
from bot.slack.references import Action, read_feedback
from bot.slack.surfaces import Surfaces

Body = dict[str, Any]
Spawn = Callable[[Coroutine[Any, Any, None], Click | None], None]
"""Begins a task; what goes wrong in it is told to who clicked."""

OpenHome = Callable[[str, Place, str], Coroutine[Any, Any, None]]
"""Shows the home or the suggestions: person, their direct messages, tab."""

PREVIEWING = "Putting together what is new…"


class Listeners:
    """Registers what the app listens to."""

    def __init__(
        self,
        *,
        desk: Desk,
        surfaces: Surfaces,
        deeds: Deeds,
        spawn: Spawn,
        open_home: OpenHome,
        bot_user: str,
        digests: DigestDeeds,
    ) -> None:
        self._desk = desk
        self._surfaces = surfaces
        self._deeds = deeds
        self._spawn = spawn
        self._open_home = open_home
        self._bot_user = bot_user
        self._digests = digests
        self._log = logger("slack")

    def app(self, client: AsyncWebClient, signing_secret: str | None) -> AsyncApp:
        """The Bolt app; without a signing secret it takes nothing over HTTP."""
        app = AsyncApp(
            client=client,
            logger=library_logger(),
            signing_secret=signing_secret or "",
            process_before_response=True,
            request_verification_enabled=signing_secret is not None,
        )
        app.event("app_mention")(self._on_message)
        app.event("message")(self._on_message)
        app.event("app_home_opened")(self._on_home)
        app.event(re.compile(r".*"))(self._on_other)
        app.command(COMMAND)(self._on_command)
        app.command(DIGEST_COMMAND)(self._on_digest)
        app.message_shortcut(SHORTCUT)(self._on_shortcut)
        app.view(WHY)(self._on_why)
        app.view(SETTINGS)(self._on_settings)
        app.action(re.compile(r".*"))(self._on_click)
        app.error(self._on_error)
        return app

    async def _on_message(self, body: Body, event: Body) -> None:
        team = body.get("team_id") or event.get("team") or ""
        asked = question_of(event, team, self._bot_user)
        if asked is None:
            return
        if not calls_bot(event, self._bot_user) and not await self._goes_on(event, asked):
            return
        await self._desk.start(asked, self._surfaces.of(asked))

    async def _goes_on(self, event: Body, asked: Asked) -> bool:
        """Whether a message stands in a thread that the bot has answered in: only there it needn't be called."""
        return bool(event.get("thread_ts")) and await self._desk.has_answered_in(asked.place)

    async def _on_home(self, body: Body, event: Body) -> None:
        direct = Place(PLATFORM, body.get("team_id") or "", event["channel"])
        self._spawn(self._open_home(event["user"], direct, event.get("tab", "home")), None)

    async def _on_other(self) -> None:
        """Acknowledge what nothing is done about, so that it doesn't come again."""

    async def _on_command(self, ack: AsyncAck, command: Body) -> None:
        if command.get("text", "").strip().lower() in {"", "help"}:
            await ack(response_type="ephemeral", text=HELP)
            return
        await self._ask_alone(command_question(command))
        await ack(response_type="ephemeral", text=LOOKING)

    async def _on_digest(self, ack: AsyncAck, command: Body) -> None:
        place = Place(PLATFORM, command["team_id"], command["channel_id"])
        person, said = command["user_id"], spoken(command.get("text") or "")
        if refusal := self._desk.refusal_at(place):
            words = refusal
        elif is_preview(said):
            click = _command_click(command)
            self._spawn(self._digests.preview(person, place, click.response_url), click)
            words = PREVIEWING
        else:
            words = await self._digests.heed(place, person, said)
        await ack(response_type="ephemeral", text=escaped(words))

    async def _on_shortcut(self, ack: AsyncAck, shortcut: Body) -> None:
        await self._ask_alone(shortcut_question(shortcut))
        await ack()

    async def _ask_alone(self, asked: Asked) -> None:
        await self._desk.start(asked, self._surfaces.of(asked))

    async def _on_why(self, ack: AsyncAck, body: Body) -> None:
        view = body["view"]
        reason = view["state"]["values"][WHY][WHY].get("value") or ""
        question_id = read_question_id(view["private_metadata"])
        await self._deeds.explain(_person(body), question_id, reason)
        await ack()

    async def _on_settings(self, ack: AsyncAck, body: Body) -> None:
        person, view = _person(body).id, body["view"]
        try:
            words = await self._digests.save_settings(person, view)
        except FormFaults as wrong:
            await ack(response_action="errors", errors=wrong.faults)
            return
        self._spawn(self._digests.settings_saved(person, view, words), None)
        await ack()

    async def _on_click(self, ack: AsyncAck, body: Body) -> None:
        action = body["actions"][0]
        click = _click(body, action)
        try:
            deed = self._deed(action["action_id"].partition(":")[0], click)
        except UnknownReference as error:
            self._log.warning("unknown button", value=str(error))
            deed = self._deeds.tell(click, UNREADABLE)
        if deed is not None:
            self._spawn(deed, click)
        await ack()

    def _deed(self, action: str, click: Click) -> Coroutine[Any, Any, None] | None:
        match action:
            case Action.PASSAGE:
                return self._deeds.open_passage(click, PassageReference.read(click.value))
            case Action.PAGE:
                return self._deeds.turn_page(click, PassageReference.read(click.value))
            case Action.NEAREST:
                return self._deeds.open_nearest(click, read_question_id(click.value))
            case Action.SHARE:
                return self._deeds.share(click, read_question_id(click.value))
            case Action.FEEDBACK:
                is_good, question_id = read_feedback(click.value)
                return self._deeds.judge(click, question_id, is_good=is_good)
        return self._digest_deed(action, click)

    def _digest_deed(self, action: str, click: Click) -> Coroutine[Any, Any, None] | None:
        match action:
            case Action.ASK_STORY:
                return self._digests.ask_about(click, read_question_id(click.value))
            case Action.DIGEST_SETTINGS:
                return self._digests.open_settings(click)
            case Action.DIGEST_PREVIEW:
                return self._digests.preview_of(click)
            case Action.DIGEST_END:
                return self._digests.end(click)
        return None

    async def _on_error(self, error: Exception) -> BoltResponse:
        """What could not be taken is not acknowledged, so that Slack sends it again."""
        self._log.error("event not taken", error=type(error).__name__)
        return BoltResponse(status=500)


def _click(body: Mapping[str, Any], action: Mapping[str, Any]) -> Click:
    channel = (body.get("channel") or {}).get("id")
    view = body.get("view")
    return Click(
        _person(body),
        body.get("trigger_id", ""),
        action.get("value") or "",
        channel,
        body.get("response_url"),
        {"id": view["id"]} if view else None,
    )


def _command_click(command: Mapping[str, Any]) -> Click:
    """A command as a click: what it leads to is told through its address."""
    person = Person(PLATFORM, command["team_id"], command["user_id"])
    return Click(person, command["trigger_id"], "", command["channel_id"], command.get("response_url"))


def _person(body: Mapping[str, Any]) -> Person:
    return Person(PLATFORM, (body.get("team") or {}).get("id") or "", body["user"]["id"])
