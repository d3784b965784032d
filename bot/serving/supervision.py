"""Supervision: parts that run side by side, each begun again when it breaks, while the others go on."""

import asyncio
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.logs import about, logger
from bot.settings_faults import SettingsWrong

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 60.0
SOUND_AFTER_SECONDS = 60.0


class Part(Protocol):
    """Something that runs beside others until it is cancelled, and raises when it breaks."""

    async def run(self) -> None:
        """Run until cancelled."""


@dataclass
class PartState:
    """How a part is. `since` is on the monotonic clock, in seconds."""

    is_running: bool = False
    restarts: int = 0
    fault: str = ""
    since: float = field(default_factory=time.monotonic)


class Supervision:
    """Runs parts by name. A part that ends, however it ends, is begun again after a pause that grows to a minute."""

    def __init__(self, pause: Callable[[int], float] | None = None) -> None:
        self._pause = pause or _pause
        self._states: dict[str, PartState] = {}

    @property
    def states(self) -> Mapping[str, PartState]:
        """Each part's state, by name."""
        return self._states

    async def run(self, parts: Mapping[str, Part]) -> None:
        """Run them all until cancelled."""
        self._states |= {name: PartState() for name in parts}
        async with asyncio.TaskGroup() as group:
            for name, part in parts.items():
                group.create_task(self._keep_running(name, part), name=name)

    async def _keep_running(self, name: str, part: Part) -> None:
        state, failures, log = self._states[name], 0, logger("serve")
        with about(of=name):
            while True:
                began = time.monotonic()
                state.is_running, state.since = True, began
                state.fault = await _fault_of(part)
                state.is_running, state.since = False, time.monotonic()
                state.restarts += 1
                failures = 1 if time.monotonic() - began > SOUND_AFTER_SECONDS else failures + 1
                pause = self._pause(failures)
                log.error("part broke", fault=state.fault, again_in_seconds=round(pause, 1))
                await asyncio.sleep(pause)


async def _fault_of(part: Part) -> str:
    """Run a part until it ends; the kind of the error that ended it, or in our words which settings are wrong."""
    try:
        await part.run()
    except SettingsWrong as wrong:
        return str(wrong)
    except Exception as error:  # noqa: BLE001 - the boundary between parts: one that breaks may not take the others along
        logger("serve").exception("part raised")
        return type(error).__name__
    return "ended"


def _pause(failures: int) -> float:
    longest: float = min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2.0 ** min(failures - 1, 10))
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - spreads restarts, guards nothing
