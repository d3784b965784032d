"""What can go wrong with a call of the Web API in Slack's own way."""

from aiohttp import web

from tests.bot.connection_faults import Cut, Fault, LostReply, Slow

__all__ = ["Cut", "Fault", "LostReply", "RateLimited", "Refusal", "ServerError", "Slow"]


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
