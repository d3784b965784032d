"""HTTP mode: Slack posts to the app. Each request is signed; Bolt refuses what is unsigned, forged or over five minutes old."""

from types import TracebackType
from typing import Self

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp

from bot.slack.manifest import HTTP_PATH

MAX_BODY_BYTES = 1024 * 1024
_STOP_SECONDS = 5.0


class HttpMode:
    """Listens at an address as long as the block lasts; `port` is the one it listens at, also where 0 was asked for."""

    def __init__(self, app: AsyncApp, host: str, port: int) -> None:
        self._app = app
        self._host = host
        self.port = port
        server = web.Application(client_max_size=MAX_BODY_BYTES)
        server.router.add_post(HTTP_PATH, self._take)
        self._runner = web.AppRunner(server, access_log=None, shutdown_timeout=_STOP_SECONDS)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self.port).start()
        self.port = int(self._runner.addresses[0][1])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        response = await self._app.async_dispatch(await to_bolt_request(request))
        return await to_aiohttp_response(response)
