import asyncio

from bot.serving.supervision import Supervision
from bot.settings_faults import SettingsWrong


class Broken:
    """Breaks so often, then runs."""

    def __init__(self, times, error=ValueError):
        self.begun = 0
        self._times = times
        self._error = error

    async def run(self):
        self.begun += 1
        if self.begun <= self._times:
            raise self._error("secret")
        await asyncio.Event().wait()


async def run_until(until, parts):
    supervision = Supervision(pause=lambda failures: 0.01)
    running = asyncio.create_task(supervision.run(parts))
    async with asyncio.timeout(10):
        while not until():
            await asyncio.sleep(0.01)
    states = {name: (state.is_running, state.restarts, state.fault) for name, state in supervision.states.items()}
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    return states


async def test_a_part_that_breaks_is_begun_again_and_the_others_go_on():
    broken, sound = Broken(3), Broken(0)
    states = await run_until(lambda: broken.begun == 4, {"broken": broken, "sound": sound})
    assert (broken.begun, sound.begun) == (4, 1)
    assert states["sound"] == (True, 0, "")


async def test_why_a_part_broke_is_told_without_the_errors_text():
    broken = Broken(1_000)
    states = await run_until(lambda: broken.begun == 2, {"broken": broken})
    assert states["broken"][2] == "ValueError"


async def test_settings_that_are_wrong_are_told_in_words():
    broken = Broken(1_000, lambda _: SettingsWrong(["DISCORD_TOKEN is not taken; `footnote check` says why."]))
    states = await run_until(lambda: broken.begun == 2, {"broken": broken})
    assert states["broken"][2] == "DISCORD_TOKEN is not taken; `footnote check` says why."


async def test_pauses_grow_to_a_minute():
    from bot.serving.supervision import _pause

    assert 0.5 <= _pause(1) <= 1.0
    assert 30 <= _pause(50) <= 60
