"""One `footnote serve` for both platforms, each over real sockets: what befalls one leaves the other answering."""

import asyncio
import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.bot.discord.fake import people as discord_people
from tests.bot.discord.fake.rest_api import TOKEN
from tests.bot.slack.fake import faults as slack_faults
from tests.bot.slack.fake import people as slack_people
from tests.bot.slack.fake.web_api import APP_TOKEN, BOT_TOKEN

ROOT = Path(__file__).parents[3]
WHY = "Why did Scale AI lay off staff?"


class Both:
    """The process, and people who ask it on both platforms."""

    def __init__(self, slack, discord):
        self.slack, self.discord = slack, discord

    async def slack_answers(self):
        return "[1]" in str(await self.slack.answered(await self.slack.mention("C1", "U1", WHY), 20))

    async def discord_answers(self):
        return "[1]" in (await self.discord.answered(await self.discord.mention(5001, 11, WHY), 20)).words


@pytest.fixture
async def both(tmp_path, shipped_data):
    shutil.copytree(shipped_data, tmp_path / "data")
    environment = {
        "PATH": os.environ["PATH"],
        "FOOTNOTE_DATA": str(tmp_path / "data"),
        "FOOTNOTE_HEALTH_PORT": "0",
        "FOOTNOTE_CHROMA_URL": "http://127.0.0.1:1",
        "FOOTNOTE_PERSON_A_MINUTE": "99",
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "DISCORD_TOKEN": TOKEN,
    }
    async with slack_people.Newsroom() as slack, discord_people.Newsroom() as discord:
        command = (sys.executable, "-m", "tests.bot.serving.both", discord.api_url, discord.gateway_of.url, "serve")
        environment["FOOTNOTE_SLACK_API_URL"] = slack.api_url
        with (tmp_path / "log").open("w") as log:
            process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stderr=log, env=environment)
        try:
            await asyncio.gather(slack.connected(60), discord.gateway_of.connected(60))
            yield Both(slack, discord)
        finally:
            process.terminate()
            assert await process.wait() == 0, (tmp_path / "log").read_text()


async def test_what_befalls_one_platform_leaves_the_other_answering_in_the_same_process(both):
    assert await both.slack_answers()
    assert await both.discord_answers()

    # Discord is out of reach, then does not take the token any more, then says what breaks whoever reads it.
    both.discord.lets_in = False
    await both.discord.gateway_of.end(4004)
    assert await both.slack_answers()
    both.discord.lets_in = True
    await both.discord.gateway_of.connected(30)
    assert await both.discord_answers()
    await both.discord.gateway_of.tell("MESSAGE_CREATE", {"nothing": "of what a message has"})
    assert await both.slack_answers()
    await both.discord.gateway_of.connected(30)
    assert await both.discord_answers()

    # Slack is out of reach.
    both.slack.order("apps.connections.open", slack_faults.ServerError())
    await both.slack.disconnect(quietly=True)
    assert await both.discord_answers()
    await both.slack.connected(30)
    assert await both.slack_answers()
