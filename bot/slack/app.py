"""SlackPart: the bot on Slack, from its connection to its end."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackClientError

from bot.chat.suggesting import suggestions
from bot.chat.words import BROKEN
from bot.desk.asked import Place
from bot.desk.desk import Desk
from bot.desk.surface import SurfaceError
from bot.digest.poster import Posters
from bot.digest.previewing import Previews
from bot.logs import logger
from bot.recall.known import Known
from bot.recall.recall import Recall
from bot.settings_faults import SettingsWrong
from bot.slack.deeds import Click, Deeds
from bot.slack.digest_deeds import DigestDeeds
from bot.slack.elements import Json
from bot.slack.home import home_view, prompts
from bot.slack.http import HttpMode
from bot.slack.listeners import Listeners
from bot.slack.pace import USUAL, Pace
from bot.slack.place import PLATFORM
from bot.slack.poster import SlackPoster
from bot.slack.surfaces import Surfaces
from bot.slack.web import API_URL, SlackRefused, SlackWeb, open_client
from bot.store.store import Store
from corpus.errors import CorpusError

PING_SECONDS = 10.0
NOT_LET_IN = "Slack does not take {}; `footnote check` says why."


@dataclass(frozen=True, slots=True)
class SlackAccess:
    """How the app gets in: the bot's token, and the app's for Socket Mode, or the signing secret for HTTP mode.

    Raises ValueError where neither is there.
    """

    bot_token: str
    app_token: str | None = None
    signing_secret: str | None = None
    http_host: str = "127.0.0.1"
    http_port: int = 3000
    api_url: str = API_URL

    def __post_init__(self) -> None:
        if not self.bot_token or not (self.app_token or self.signing_secret):
            raise ValueError(
                "Slack needs SLACK_BOT_TOKEN, and SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP mode"
            )

    @property
    def uses_socket(self) -> bool:
        """Whether Slack is listened to over a connection that the app opens itself; so it is where both ways are there."""
        return bool(self.app_token)


class SlackPart:
    """Runs until cancelled; raises SettingsWrong where Slack doesn't let it in, SurfaceError where it can't be reached."""

    def __init__(
        self,
        access: SlackAccess,
        *,
        desk: Desk,
        store: Store,
        known: Known,
        previews: Previews,
        pace: Pace = USUAL,
        posters: Posters | None = None,
    ) -> None:
        self._pace = pace
        self._posters = posters or Posters()
        self._access = access
        self._desk = desk
        self._store = store
        self._known = known
        self._previews = previews
        self._tasks: set[asyncio.Task[None]] = set()
        self._log = logger("slack")
        self.ready = asyncio.Event()

    async def run(self) -> None:
        """Connect, take up what was left unanswered, and listen."""
        async with aiohttp.ClientSession() as session:
            web = SlackWeb(open_client(self._access.bot_token, session, self._access.api_url), session)
            who = await self._let_in(web)
            surfaces = Surfaces(web, self._store, self._pace)
            app = self._listeners(web, surfaces, str(who["user_id"])).app(web.client, self._access.signing_secret)
            self._posters.enter(PLATFORM, SlackPoster(web, self._store, self._pace))
            try:
                await self._listen(app, surfaces)
            finally:
                self._posters.leave(PLATFORM)
                await self._end_tasks()

    async def _let_in(self, web: SlackWeb) -> Json:
        """Who the bot is to Slack."""
        try:
            return await web.call("auth.test")
        except SlackRefused as error:
            raise SettingsWrong([NOT_LET_IN.format("SLACK_BOT_TOKEN")]) from error

    def _listeners(self, web: SlackWeb, surfaces: Surfaces, bot_user: str) -> Listeners:
        recall = Recall(self._store, self._known)
        deeds = Deeds(web, self._desk, self._store, recall)

        async def show_home(user: str, direct: Place) -> None:
            await self._open_home(web, digests, user, direct, "home")

        digests = DigestDeeds(web, self._store, recall, self._previews, show_home, self._pace)
        return Listeners(
            desk=self._desk,
            surfaces=surfaces,
            deeds=deeds,
            spawn=lambda work, click: self._spawn(work, click, deeds),
            open_home=lambda user, direct, tab: self._open_home(web, digests, user, direct, tab),
            bot_user=bot_user,
            digests=digests,
        )

    async def _listen(self, app: AsyncApp, surfaces: Surfaces) -> None:
        if self._access.uses_socket:
            await self._listen_on_socket(app, surfaces)
            return
        async with HttpMode(app, self._access.http_host, self._access.http_port):
            await self._begin(surfaces)
            await asyncio.Event().wait()

    async def _listen_on_socket(self, app: AsyncApp, surfaces: Surfaces) -> None:
        client: Any = AsyncSocketModeHandler(app, self._access.app_token, ping_interval=PING_SECONDS).client
        try:
            # The library would try forever to connect with a token that Slack doesn't take.
            client.wss_uri = await client.issue_new_wss_url()
            await client.connect()
            await self._begin(surfaces)
            await asyncio.Event().wait()
        except SlackClientError as error:
            raise SettingsWrong([NOT_LET_IN.format("SLACK_APP_TOKEN")]) from error
        finally:
            await client.close()

    async def _begin(self, surfaces: Surfaces) -> None:
        """Take up what was left unanswered, once answers can be shown."""
        left = await self._desk.resume({PLATFORM: surfaces.again})
        self._log.info("listening", mode="socket" if self._access.uses_socket else "http", taken_up=left)
        self.ready.set()

    async def _open_home(self, web: SlackWeb, digests: DigestDeeds, user: str, direct: Place, tab: str) -> None:
        """Show the home, or suggestions beside the messages."""
        overview = await self._known.overview()
        suggested = suggestions(overview.newest)
        if tab == "home":
            view = home_view(overview, suggested, await digests.subscriptions.told(direct))
            await web.call("views.publish", user_id=user, view=view)
        elif suggested:
            await web.call(
                "assistant.threads.setSuggestedPrompts",
                channel_id=direct.channel,
                title="Ask about the newest articles",
                prompts=prompts(suggested),
            )

    def _spawn(self, work: Coroutine[Any, Any, None], click: Click | None, deeds: Deeds) -> None:
        task = asyncio.create_task(self._done(work, click, deeds))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _done(self, work: Coroutine[Any, Any, None], click: Click | None, deeds: Deeds) -> None:
        """Do what a click asks for; where it fails, say so to who clicked."""
        try:
            await work
        except (SurfaceError, CorpusError) as error:
            self._log.warning("deed failed", error=str(error))
            if click is not None:
                await self._tell(deeds, click)

    async def _tell(self, deeds: Deeds, click: Click) -> None:
        try:
            await deeds.tell(click, BROKEN)
        except SurfaceError as error:
            self._log.warning("person not told", error=str(error))

    async def _end_tasks(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
