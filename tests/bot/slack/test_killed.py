"""`footnote serve` as a process of its own in the fake Slack, killed without warning."""

import asyncio
import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.slack.fake.people import whole
from tests.bot.slack.fake.web_api import APP_TOKEN, BOT_TOKEN
from tests.bot.slack.oracle import shown

ROOT = Path(__file__).parents[3]
WHY = "Why did Scale AI lay off staff?"
PATIENCE = 90


class Serving:
    """The process, which can be killed and started again on the same folder."""

    def __init__(self, slack, folder):
        self.slack, self.folder, self.process = slack, folder, None

    async def start(self):
        """Start it, and wait until Slack has it connected; without Chroma, which takes seconds, exact search answers."""
        environment = {
            "PATH": os.environ["PATH"],
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "FOOTNOTE_SLACK_API_URL": self.slack.api_url,
            "FOOTNOTE_CHROMA_URL": "http://127.0.0.1:1",
            "FOOTNOTE_HEALTH_PORT": "0",
            "FOOTNOTE_PERSON_A_MINUTE": "99",
            "FOOTNOTE_CHANNEL_A_MINUTE": "99",
        }
        command = [sys.executable, "-m", "bot", "serve", "--data", str(self.folder)]
        with (self.folder.parent / "log").open("a") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=log, stdout=log)
        await self.slack.connected(PATIENCE)

    async def kill(self):
        """As when the machine stops: nothing is finished, nothing handed over."""
        self.process.kill()
        await asyncio.to_thread(self.process.wait)
        await self.slack.disconnect(quietly=True)


@pytest.fixture
async def serving(slack, tmp_path, shipped_data):
    shutil.copytree(shipped_data, tmp_path / "data")
    serving = Serving(slack, tmp_path / "data")
    yield serving
    with contextlib.suppress(ProcessLookupError):
        serving.process.kill()
    await asyncio.to_thread(serving.process.wait)


def answers_below(slack, asked):
    return [each for each in slack.seen("C1", asked.ts) if whole([each])]


async def test_what_was_being_answered_when_the_process_was_killed_is_answered_once_and_the_thread_goes_on(
    slack, serving
):
    await serving.start()
    asked = [await slack.mention("C1", f"U{number}", WHY) for number in range(8)]
    await slack.until(lambda: all(each.acked_at for each in slack.envelopes.values()), PATIENCE, "acknowledgements")
    await slack.until(lambda: slack.statuses, PATIENCE, "work on an answer")
    await serving.kill()
    unanswered = [each for each in asked if not answers_below(slack, each)]
    assert unanswered
    await serving.start()
    await slack.until(lambda: all(answers_below(slack, each) for each in asked), PATIENCE, "every answer")
    follow_up = await slack.write("C1", "U0", "Who is its chief executive?", asked[-1].ts)
    await slack.until(lambda: len(answers_below(slack, asked[-1])) == 2, PATIENCE, "the follow-up's answer")
    assert follow_up.thread_ts == asked[-1].ts
    assert [len(answers_below(slack, each)) for each in asked] == [1] * 7 + [2]
    assert all("[1]" in shown(answers_below(slack, each)[0].blocks) for each in asked)
