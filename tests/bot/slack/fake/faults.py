"""What can go wrong with a call of the Web API."""

import asyncio

from aiohttp import web


class Fault:
    """Stands for a fault that was ordered; `after` lets the call have its effect first."""

    after = False

    async def respond(self, request):
        raise NotImplementedError


class RateLimited(Fault):
    """429, with the seconds to wait."""

    def __init__(self, seconds=1):
        self.seconds = seconds

    async def respond(self, request):
        return web.json_response(
            {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(self.seconds)}
        )


class Refusal(Fault):
    """`ok: false` with an error, such as invalid_blocks."""

    def __init__(self, error, status=200):
        self.error = error
        self.status = status

    async def respond(self, request):
        return web.json_response({"ok": False, "error": self.error}, status=self.status)


class ServerError(Fault):
    """500 without JSON."""

    async def respond(self, request):
        return web.Response(status=500, text="<html>Internal error</html>", content_type="text/html")


class Cut(Fault):
    """The connection breaks before Slack has done anything."""

    async def respond(self, request):
        request.transport.close()
        return web.Response(status=500)


class LostReply(Cut):
    """Slack does it, and the connection breaks before it can say so."""

    after = True


class Slow(Fault):
    """Slack does it, and takes its time to say so."""

    after = True

    def __init__(self, seconds):
        self.seconds = seconds

    async def respond(self, request):
        await asyncio.sleep(self.seconds)
