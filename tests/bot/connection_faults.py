"""What can go wrong with a call of any platform's API, whatever the platform."""

import asyncio

from aiohttp import web


class Fault:
    """Stands for a fault that was ordered; `after` lets the call have its effect first."""

    after = False

    async def respond(self, request):
        raise NotImplementedError


class Cut(Fault):
    """The connection breaks before the platform has done anything."""

    async def respond(self, request):
        request.transport.close()
        return web.Response(status=500)


class LostReply(Cut):
    """The platform does it, and the connection breaks before it can say so."""

    after = True


class Slow(Fault):
    """The platform does it, and takes its time to say so."""

    after = True

    def __init__(self, seconds):
        self.seconds = seconds

    async def respond(self, request):
        await asyncio.sleep(self.seconds)
