"""The fake's sockets: the REST API and the gateway, on one port of the loopback."""

import contextlib
import functools
import json
import time
from collections import defaultdict
from dataclasses import dataclass

import yarl
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.bot.discord import oracle
from tests.bot.discord.fake.faults import RateLimited, refused
from tests.bot.discord.fake.gateway import Gateway
from tests.bot.discord.fake.rest_api import BOT, GUILD, MODAL, ROUTES, TOKEN, DiscordError, Server, user

SHOWING = {"send", "edit", "edit_answer"}
CHANNELS = range(5000, 5020)


@dataclass
class Call:
    """One call of the REST API, as it came."""

    name: str
    body: dict
    at: float


class FakeDiscord(Server):
    """One server that the bot is in. Use it as an async context manager: within it, the library speaks to it.

    Where it `lets_in` nobody, it takes no token.
    `violations` gathers what Discord would have refused or what would have mentioned somebody. `order(name, *faults)`
    has the next calls of a route fail; see `ROUTES` for the names. `a_channel` is (messages, seconds) that a channel
    takes, for new ones and for changes each.
    """

    def __init__(self, *, shards=1, a_channel=None, allowed_intents=~0, port=0):
        super().__init__()
        self.calls, self.violations = [], []
        self.lets_in = True
        self.gateway_of = Gateway(self, shards, allowed_intents)
        self._a_channel = a_channel
        self._port = port
        self._faults = defaultdict(list)
        self._windows = defaultdict(lambda: (0, 0.0))

    async def __aenter__(self):
        app = web.Application(client_max_size=4 * 1024 * 1024)
        for name, (method, path) in ROUTES.items():
            app.router.add_route(method, f"/api/v10{path}", functools.partial(self._api, name))
        app.router.add_get("/", self.gateway_of.serve)
        app.router.add_route("*", "/{rest:.*}", self._unknown)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]
        self.gateway_of.url = f"ws://127.0.0.1:{self._port}/"
        self.api_url = f"http://127.0.0.1:{self._port}/api/v10"
        self._restore = contextlib.ExitStack()
        self._restore.enter_context(spoken_to(self.api_url, self.gateway_of.url))
        return self

    async def __aexit__(self, *_):
        self._restore.close()
        await self.gateway_of.drop()
        await self._runner.cleanup()

    def order(self, name, *faults):
        """Have the next calls of a route fail, one fault each."""
        if name not in ROUTES:
            raise KeyError(name)
        self._faults[name] += faults

    def forget_faults(self):
        """From now on everything works."""
        self._faults.clear()

    def called(self, name):
        return [call.body for call in self.calls if call.name == name]

    async def _unknown(self, request):
        self.violations.append(f"{request.method} {request.path} is not known here")
        return refused(404, 0)

    async def _api(self, name, request):
        text = await request.text()
        body = json.loads(text) if text else {}
        self.calls.append(Call(name, body, time.monotonic()))
        is_open = name in {"callback", "edit_answer", "answer"}  # the token in the path is enough there
        if not is_open and (not self.lets_in or request.headers.get("Authorization") != f"Bot {TOKEN}"):
            return refused(401, 0, "401: Unauthorized")
        fault = self._faults[name].pop(0) if self._faults[name] else None
        if fault and not fault.after:
            return await fault.respond(request)
        taken, headers = self._room(name, request)
        if not taken:
            return await RateLimited(float(headers["X-RateLimit-Reset-After"])).respond(request)
        response = self._done(name, body, request, headers)
        return (await fault.respond(request) or response) if fault else response

    def _room(self, name, request):
        """Whether the channel takes another call just now, and what Discord says of it in the headers."""
        if self._a_channel is None or name not in {"send", "edit"}:
            return True, {}
        most, seconds = self._a_channel
        key, now = (name, request.match_info["channel"]), time.monotonic()
        used, ends = self._windows[key]
        used, ends = (used, ends) if now < ends else (0, now + seconds)
        taken = used < most
        self._windows[key] = (used + taken, ends)
        left = {"X-RateLimit-Limit": most, "X-RateLimit-Remaining": max(0, most - used - 1)}
        left |= {"X-RateLimit-Reset-After": f"{max(0.01, ends - now):.3f}", "X-RateLimit-Bucket": f"bucket-{name}"}
        return taken, {header: str(value) for header, value in left.items()}

    def _done(self, name, body, request, headers):
        found = list(self._found_wrong(name, body))
        if found:
            self.violations += [f"{name}: {each}" for each in found]
            return refused(400, 50035, found[0])
        named = dict(request.match_info) | (dict(request.query) if name == "history" else {})
        try:
            done = getattr(self, name)(body, **named)
        except DiscordError as error:
            return refused(error.status, error.code)
        response = web.json_response(done, headers=headers)
        # The library takes nothing else for JSON, not even with a charset.
        response.headers["Content-Type"] = "application/json"
        return response

    def _found_wrong(self, name, body):
        if name in SHOWING:
            yield from oracle.violations(body)
        if name == "callback" and body["type"] == MODAL:
            yield from oracle.modal_violations(body["data"])

    def gateway(self, body):
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return {"url": self.gateway_of.url, "shards": self.gateway_of.shards, "session_start_limit": limit}

    def guild(self):
        """The server as the gateway tells of it."""
        member = {"user": user(BOT, "footnote", bot=True), "roles": [], "joined_at": "2026-01-01T00:00:00+00:00"}
        role = {"id": str(GUILD), "name": "@everyone", "color": 0, "hoist": False, "position": 0, "managed": False}
        role |= {"permissions": "8", "mentionable": False, "flags": 0, "colors": {"primary_color": 0}}
        channels = [
            {"id": str(each), "type": 0, "name": f"channel-{each}", "position": 0, "permission_overwrites": []}
            for each in CHANNELS
        ]
        known = {name: [] for name in ("emojis", "stickers", "features", "presences", "voice_states")}
        return known | {
            "id": str(GUILD), "name": "Newsroom", "member_count": 2, "members": [{**member, "flags": 0}], "roles": [role],
            "channels": channels, "threads": [self.thread(each) for each in self.threads], "owner_id": "1",
            "unavailable": False, "verification_level": 0, "default_message_notifications": 0, "mfa_level": 0,
            "explicit_content_filter": 0, "premium_tier": 0, "nsfw_level": 0, "preferred_locale": "en-US",
            "afk_timeout": 60, "system_channel_flags": 0, "premium_progress_bar_enabled": False,
        }  # fmt: skip


@contextlib.contextmanager
def spoken_to(api, gateway):
    """Have the library speak to other addresses than Discord's; it has no other place for them than its classes."""
    former = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = api, yarl.URL(gateway)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = former
