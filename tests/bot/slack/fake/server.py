"""The fake's sockets: the Web API, Socket Mode, response_urls, and the sender of signed requests."""

import asyncio
import contextlib
import hashlib
import hmac
import io
import json
import time
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

import aiohttp
from aiohttp import web

from tests.bot.slack import oracle
from tests.bot.slack.fake.web_api import APP_TOKEN, BOT_TOKEN, BOT_USER, SECRET, SlackError, Workspace


@dataclass
class Call:
    """One call of the Web API, as it came."""

    method: str
    args: dict
    at: float


@dataclass
class Envelope:
    """Something that Slack told the bot, and when the bot took note."""

    body: dict
    sent_at: float
    acked_at: float | None = None
    answer: dict | None = None
    socket: object = None

    @property
    def seconds(self):
        return float("inf") if self.acked_at is None else self.acked_at - self.sent_at


class FakeSlack(Workspace):
    """One workspace that one app is installed in. Use it as an async context manager.

    `violations` gathers what Slack would have refused or what would have mentioned somebody. `order(method, *faults)`
    has the next calls of a method fail. With `target`, events go to that address as signed requests (HTTP mode), else
    over the WebSocket (Socket Mode).
    """

    def __init__(self, *, redeliver_after=None, requests_a_second=None, port=0):
        super().__init__()
        self.calls, self.violations, self.envelopes = [], [], {}
        self.target = None
        self.connections_opened = 0
        self.redeliver_after = redeliver_after
        self.requests_a_second = requests_a_second
        self._port = port
        self._faults = defaultdict(list)
        self._sockets, self._transports, self._urls, self._posted_at = [], {}, {}, {}
        self._connected = asyncio.Event()
        self._tasks = set()
        self._number = 0

    async def __aenter__(self):
        app = web.Application(client_max_size=4 * 1024 * 1024)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_get("/link", self._link)
        app.router.add_post("/respond/{name}", self._respond)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self._port}"
        self.api_url = f"{self.url}/api/"
        return self

    async def __aexit__(self, *_):
        for task in self._tasks:
            task.cancel()
        await self.disconnect(quietly=True)
        await self._runner.cleanup()

    def order(self, method, *faults):
        """Have the next calls of a method fail, one fault each."""
        self._faults[method] += faults

    def calm(self):
        """From now on, nothing fails that was ordered to."""
        self._faults.clear()

    def is_ordered(self, method):
        """Whether the next call of a method is going to fail."""
        return bool(self._faults[method])

    def called(self, method):
        return [call.args for call in self.calls if call.method == method]

    # The Web API

    async def _api(self, request):
        method = request.match_info["method"]
        args = {**request.query, **_arguments(await request.read(), request.content_type)}
        self.calls.append(Call(method, args, time.monotonic()))
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token != (APP_TOKEN if method.startswith("apps.") else BOT_TOKEN):
            return web.json_response({"ok": False, "error": "invalid_auth"})
        if method.startswith("chat.post") and self._too_fast(args["channel"]):
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"})
        fault = self._faults[method].pop(0) if self._faults[method] else None
        if fault and not fault.after:
            return await fault.respond(request)
        response = self._done(method, args)
        return (await fault.respond(request) or response) if fault else response

    def _too_fast(self, channel):
        """Whether a channel gets messages faster than it takes: about one a second."""
        if not self.requests_a_second:
            return False
        recent = [at for at in self._posted_at.get(channel, []) if at > time.monotonic() - 1]
        self._posted_at[channel] = recent
        if len(recent) >= self.requests_a_second:
            return True
        recent.append(time.monotonic())
        return False

    def _done(self, method, args):
        found = oracle.violations(method, args)
        if found:
            self.violations += [f"{method}: {each}" for each in found]
            return web.json_response({"ok": False, "error": found[0].partition(":")[0]})
        if method == "apps.connections.open":
            return web.json_response({"ok": True, "url": self.url.replace("http", "ws") + "/link"})
        act = getattr(self, method.replace(".", "_"), None)
        if act is None:
            self.violations.append(f"{method} is not known here")
            return web.json_response({"ok": False, "error": "unknown_method"})
        try:
            return web.json_response({"ok": True, **act(args)}, headers={"x-oauth-scopes": self.scopes})
        except SlackError as error:
            return web.json_response({"ok": False, "error": str(error)})

    # response_urls

    def response_url(self, channel, user, uses=5, ts=None):
        name = f"r{len(self._urls)}"
        self._urls[name] = {"channel": channel, "user": user, "uses": uses, "ts": ts}
        return f"{self.url}/respond/{name}"

    def expire_response_urls(self):
        for each in self._urls.values():
            each["uses"] = 0

    async def _respond(self, request):
        args = json.loads(await request.text())
        self.calls.append(Call("response_url", args, time.monotonic()))
        fault = self._faults["response_url"].pop(0) if self._faults["response_url"] else None
        if fault and not fault.after:
            return await fault.respond(request)
        entry = self._urls[request.match_info["name"]]
        if entry["uses"] < 1:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        found = oracle.violations("response_url", args)
        self.violations += [f"response_url: {each}" for each in found]
        if found:
            return web.json_response({"ok": False, "error": "invalid_blocks"}, status=400)
        entry["uses"] -= 1
        self._show(entry, args, str(request.url))
        response = web.Response(text="ok")
        return (await fault.respond(request) or response) if fault else response

    def _show(self, entry, args, url):
        former = self.message(entry["ts"]) if entry["ts"] else None
        if former and (args.get("delete_original") or args.get("replace_original")):
            former.is_deleted = True
        if args.get("delete_original"):
            return
        only_for = None if args.get("response_type") == "in_channel" else entry["user"]
        message = self.add(
            entry["channel"], BOT_USER, args.get("text", ""), args.get("thread_ts"), only_for=only_for, via=url
        )
        message.blocks = args.get("blocks") or []
        if only_for:
            entry["ts"] = message.ts

    # Socket Mode

    async def _link(self, request):
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self.connections_opened += 1
        self._sockets.append(socket)
        self._transports[socket] = request.transport
        self._connected.set()
        async for message in socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                self._note(json.loads(message.data))
        self._forget(socket)
        return socket

    def _forget(self, socket):
        if socket in self._sockets:
            self._sockets.remove(socket)
        self._transports.pop(socket, None)
        if not self._sockets:
            self._connected.clear()

    def lose_connections(self):
        """As when the process at the other end is killed: its system closes what it had open."""
        for socket in list(self._sockets):
            self._transports[socket].abort()
            self._forget(socket)

    def _note(self, ack):
        envelope = self.envelopes.get(ack.get("envelope_id"))
        if envelope and envelope.acked_at is None:
            envelope.acked_at, envelope.answer = time.monotonic(), ack.get("payload")

    async def connected(self, seconds=10):
        async with asyncio.timeout(seconds):
            await self._connected.wait()

    async def disconnect(self, *, quietly=False):
        """Close the sockets; unless `quietly`, announce it as Slack does before a refresh."""
        for socket in list(self._sockets):
            if quietly:
                await socket.close()
            else:
                await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})

    # What Slack tells the bot

    async def deliver(self, kind, payload, *, attempt=0, envelope_id=None):
        """Tell the bot something, over whichever way it listens; the envelope."""
        self._number += 1
        name = envelope_id or f"e{self._number}"
        envelope = self.envelopes.setdefault(name, Envelope({"type": kind, "payload": payload}, time.monotonic()))
        if self.target:
            await self._post_signed(kind, payload, envelope)
            return envelope
        await self._send(name, kind, payload, attempt)
        if self.redeliver_after:
            self._spawn(self._redeliver(name, kind, payload, attempt))
        return envelope

    async def _send(self, name, kind, payload, attempt):
        body = {"envelope_id": name, "type": kind, "payload": payload, "accepts_response_payload": kind != "events_api"}
        if attempt:
            body |= {"retry_attempt": attempt, "retry_reason": "timeout"}
        await self.connected()
        envelope, socket = self.envelopes[name], self._sockets[self._number % len(self._sockets)]
        if envelope.socket is not None and envelope.socket.closed:
            envelope.sent_at = time.monotonic()  # nobody could acknowledge it over a connection that is gone
        envelope.socket = socket
        # What goes to a dying connection isn't acknowledged, and comes again.
        with contextlib.suppress(ConnectionError):
            await socket.send_json(body)

    async def _redeliver(self, name, kind, payload, attempt):
        """As Slack: what isn't acknowledged comes again, three times at most."""
        await asyncio.sleep(self.redeliver_after)
        if self.envelopes[name].acked_at is None and attempt < 3:
            await self._send(name, kind, payload, attempt + 1)
            await self._redeliver(name, kind, payload, attempt + 1)

    def _spawn(self, work):
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # HTTP mode

    async def _post_signed(self, kind, payload, envelope):
        body = json.dumps(payload) if kind == "events_api" else urlencode({"payload": json.dumps(payload)})
        if kind == "slash_commands":
            body = urlencode(payload)
        content = "application/json" if kind == "events_api" else "application/x-www-form-urlencoded"
        status, answer = await self.post(body, {"Content-Type": content})
        if status == 200:
            envelope.acked_at, envelope.answer = time.monotonic(), answer

    async def post(self, body, headers, *, secret=SECRET, at=None, signature=None):
        """Post a body to the bot, signed with a secret at a time; status and answer."""
        stamp = str(int(time.time() if at is None else at))
        signed = {
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": self.signature(body, stamp, secret) if signature is None else signature,
        }
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.target, data=io.BytesIO(body.encode()), headers=headers | signed) as response,
        ):
            return response.status, await response.text()

    def signature(self, body, stamp=None, secret=SECRET):
        """What Slack signs a body with."""
        base = f"v0:{stamp or int(time.time())}:{body}".encode()
        return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def _arguments(body, content_type):
    """Arguments as the client wrote them; GET-like calls send a JSON content type with an empty body."""
    if not body:
        return {}
    if content_type == "application/json":
        return json.loads(body)
    args = {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
    for name in ("blocks", "metadata", "view", "chunks", "prompts"):
        if isinstance(args.get(name), str):
            args[name] = json.loads(args[name])
    return args
