"""Health: whether this process lives, is ready, and how its parts are, over HTTP."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.serving.metrics import CONTENT_TYPE, Metrics
from bot.serving.supervision import Supervision

LAG_MEASURED_EVERY_SECONDS = 0.5
BROKEN_AFTER_SECONDS = 10.0

Probe = Callable[[], Awaitable[str]]
"""Tries something that answers need: empty where it is there, else what is wrong, in a few words."""


class Health:
    """A part that serves `/live`, `/ready`, `/health` and `/metrics`.

    Ready: what answers need is open, each probe succeeds, and the process isn't being stopped. A part that broke is told
    in `/health`; it makes the process unready only where it has been down for ten seconds.
    """

    def __init__(self, host: str, port: int, metrics: Metrics, supervision: Supervision) -> None:
        self._host, self._port = host, port
        self._metrics = metrics
        self._supervision = supervision
        self._probes: dict[str, Probe] = {}
        self._why_not = "starting"
        self.port: int | None = None
        """The port it listens on; None until it does."""

    def become_ready(self, probes: dict[str, Probe]) -> None:
        """From now on, ready wherever these succeed."""
        self._probes, self._why_not = probes, ""

    def become_unready(self) -> None:
        """From now on, not ready."""
        self._why_not = "stopping"

    async def run(self) -> None:
        """Serve until cancelled."""
        application = web.Application()
        application.add_routes(
            [
                web.get("/live", self._live),
                web.get("/ready", self._ready),
                web.get("/health", self._health),
                web.get("/metrics", self._figures),
            ]
        )
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        try:
            site = web.TCPSite(runner, self._host, self._port)
            await site.start()
            self.port = runner.addresses[0][1]
            await self._measure_lag()
        finally:
            self.port = None
            await runner.cleanup()

    async def _measure_lag(self) -> None:
        while True:
            due = time.monotonic() + LAG_MEASURED_EVERY_SECONDS
            await asyncio.sleep(LAG_MEASURED_EVERY_SECONDS)
            self._metrics.loop_lag(max(0.0, time.monotonic() - due))

    async def _live(self, _: web.Request) -> web.Response:
        return web.json_response({"status": "live"})

    async def _ready(self, _: web.Request) -> web.Response:
        faults = await self._faults()
        return web.json_response({"ready": not faults, "faults": faults}, status=503 if faults else 200)

    async def _health(self, _: web.Request) -> web.Response:
        now = time.monotonic()
        parts = {
            name: {
                "running": state.is_running,
                "restarts": state.restarts,
                "fault": state.fault,
                "seconds": round(now - state.since, 1),
            }
            for name, state in self._supervision.states.items()
        }
        faults = await self._faults()
        return web.json_response({"ready": not faults, "faults": faults, "parts": parts})

    async def _figures(self, _: web.Request) -> web.Response:
        self._metrics.tasks(len(asyncio.all_tasks()))
        for name, state in self._supervision.states.items():
            self._metrics.part(name, is_running=state.is_running, restarts=state.restarts)
        return web.Response(body=self._metrics.exposition(), headers={"Content-Type": CONTENT_TYPE})

    async def _faults(self) -> list[str]:
        """Why the process isn't ready, in a few words each."""
        if self._why_not:
            return [self._why_not]
        now = time.monotonic()
        down = [
            f"{name}: {state.fault}"
            for name, state in self._supervision.states.items()
            if not state.is_running and now - state.since > BROKEN_AFTER_SECONDS
        ]
        return down + [f"{name}: {wrong}" for name, probe in self._probes.items() if (wrong := await _tried(probe))]


async def _tried(probe: Probe) -> str:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(2):
            return await probe()
    return "no answer within 2 s"
