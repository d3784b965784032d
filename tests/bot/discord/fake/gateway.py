"""The gateway: sessions that outlive their connections, and what was missed replayed when one is resumed."""

import asyncio
import json
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

from tests.bot.discord.fake.rest_api import BOT, GUILD, TOKEN, user

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 0, 1, 2, 6, 7, 9, 10, 11
WRONG_TOKEN, WRONG_INTENTS = 4004, 4014


@dataclass
class Session:
    """What one identified client has been told. `socket` is None while it is away."""

    id: str
    shard: int
    intents: int
    socket: web.WebSocketResponse | None
    events: list = field(default_factory=list)

    async def tell(self, name, data):
        """Tell of an event, now or when the client resumes."""
        self.events.append({"op": DISPATCH, "t": name, "s": len(self.events) + 1, "d": data})
        await self.send(self.events[-1])

    async def send(self, payload):
        """Send what is lost where nobody is there."""
        if self.socket is not None and not self.socket.closed:
            try:
                await self.socket.send_str(json.dumps(payload))
            except ConnectionError:
                self.socket = None


class Gateway:
    """The gateway of one server. `connections`, `identified` and `resumed` count what the clients did.

    Where it greets nobody, a connection stays without a word.
    """

    def __init__(self, server, shards=1, allowed_intents=~0):
        self.server, self.shards, self.allowed_intents = server, shards, allowed_intents
        self.tells_of_server = self.greets = True
        self.sessions, self.connections, self.identified, self.resumed = {}, 0, 0, 0
        self.url = ""
        self._connected = asyncio.Event()

    async def connected(self, seconds=15):
        """Wait until every shard is there."""
        async with asyncio.timeout(seconds):
            await self._connected.wait()

    def session(self, shard=0):
        """The latest session of a shard."""
        return [each for each in self.sessions.values() if each.shard == shard][-1]

    async def serve(self, request):
        """One connection of a client."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.connections += 1
        if self.greets:
            await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 41_250}})
        async for message in socket:
            if message.type is not aiohttp.WSMsgType.TEXT:
                break
            told = json.loads(message.data)
            if told["op"] == HEARTBEAT:
                await socket.send_json({"op": HEARTBEAT_ACK})
            elif told["op"] == IDENTIFY:
                await self._identify(socket, told["d"])
            elif told["op"] == RESUME:
                await self._resume(socket, told["d"])
        self._gone(socket)
        return socket

    async def _identify(self, socket, told):
        if told["token"] != TOKEN:
            await socket.close(code=WRONG_TOKEN)
            return
        if told["intents"] & ~self.allowed_intents:
            await socket.close(code=WRONG_INTENTS)
            return
        self.identified += 1
        shard, count = told.get("shard", [0, 1])
        for former in [each for each in self.sessions.values() if each.shard == shard]:
            former.socket = None
        session = Session(f"session{self.identified}", shard, told["intents"], socket)
        self.sessions[session.id] = session
        is_home = (GUILD >> 22) % count == shard
        guilds = [{"id": str(GUILD), "unavailable": True}] if is_home else []
        ready = {
            "v": 10, "user": user(BOT, "footnote", bot=True), "guilds": guilds, "session_id": session.id,
            "resume_gateway_url": self.url, "shard": [shard, count], "application": {"id": "901", "flags": 0},
        }  # fmt: skip
        await session.tell("READY", ready)
        if is_home and self.tells_of_server:
            await session.tell("GUILD_CREATE", self.server.guild())
        self._look()

    async def _resume(self, socket, told):
        session = self.sessions.get(told["session_id"])
        if session is None:
            await socket.send_json({"op": INVALID_SESSION, "d": False})
            return
        self.resumed += 1
        session.socket = socket
        for event in session.events[told["seq"] :]:
            await session.send(event)
        await session.send({"op": DISPATCH, "t": "RESUMED", "s": len(session.events), "d": {}})
        self._look()

    def _gone(self, socket):
        for each in self.sessions.values():
            if each.socket is socket:
                each.socket = None
        self._look()

    def _look(self):
        there = {each.shard for each in self.sessions.values() if each.socket is not None}
        if len(there) == self.shards:
            self._connected.set()
        else:
            self._connected.clear()

    async def tell(self, name, data, guild=GUILD, *, twice=False):
        """Tell of an event, on the shard that it belongs to."""
        session = self.session(((guild or 0) >> 22) % self.shards)
        for _ in range(2 if twice else 1):
            await session.tell(name, data)

    # What can go wrong with it

    async def reconnect(self):
        """Ask every client to connect again, as Discord does before a server of its own ends."""
        for session in list(self.sessions.values()):
            socket, session.socket = session.socket, None
            if socket is not None:
                await socket.send_json({"op": RECONNECT, "d": None})
        self._look()

    async def drop(self):
        """Break every connection without a word."""
        for session in list(self.sessions.values()):
            socket, session.socket = session.socket, None
            if socket is not None and socket._req.transport is not None:
                socket._req.transport.abort()
        self._look()

    async def invalidate(self, *, may_resume=False):
        """End every session; unless `may_resume`, the clients have to begin anew and what they missed is lost."""
        for session in list(self.sessions.values()):
            socket, session.socket = session.socket, None
            if not may_resume:
                del self.sessions[session.id]
            if socket is not None:
                await socket.send_json({"op": INVALID_SESSION, "d": may_resume})
        self._look()

    async def end(self, code):
        """Close every connection with a code that clients may not resume after."""
        for session in list(self.sessions.values()):
            socket, session.socket = session.socket, None
            if socket is not None:
                await socket.close(code=code)
        self._look()
