"""What can go wrong with a call of the REST API in Discord's own way."""

from aiohttp import web

from tests.bot.connection_faults import Cut, Fault, LostReply, Slow

__all__ = [
    "Cut",
    "Fault",
    "LostReply",
    "RateLimited",
    "Refusal",
    "ServerError",
    "Slow",
    "TakenButUnavailable",
    "refused",
]


def refused(status, code, words="refused", headers=None):
    """Discord's own way to say no; the content type is exactly what the client looks for."""
    response = web.json_response({"code": code, "message": words}, status=status, headers=headers)
    response.headers["Content-Type"] = "application/json"
    return response


class RateLimited(Fault):
    """429, with the seconds to wait; "Via" tells Discord's own from a proxy's."""

    def __init__(self, seconds=0.5, *, is_global=False):
        self.body = {"message": "You are being rate limited.", "retry_after": seconds, "global": is_global}
        self.seconds = seconds

    async def respond(self, request):
        headers = {"Via": "1.1 google", "Retry-After": str(self.seconds)}
        response = web.json_response(self.body, status=429, headers=headers)
        response.headers["Content-Type"] = "application/json"
        return response


class Refusal(Fault):
    """A refusal with one of Discord's codes, such as 50013: missing permissions."""

    def __init__(self, status, code):
        self.status, self.code = status, code

    async def respond(self, request):
        return refused(self.status, self.code)


class ServerError(Fault):
    """Without JSON, as a proxy answers; the client itself tries again after 500, 502 and 504, not after 503."""

    def __init__(self, status=503):
        self.status = status

    async def respond(self, request):
        return web.Response(status=self.status, text="<html>upstream error</html>", content_type="text/html")


class TakenButUnavailable(ServerError):
    """Discord does it, and answers 503 all the same."""

    after = True
