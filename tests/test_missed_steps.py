"""The README's steps for Slack and Discord: when one was missed, `footnote check` says what the README shows."""

import re
from pathlib import Path

import pytest

from bot.commands.setup import SIGNS
from bot.discord.check import check_discord
from bot.slack.check import check_slack
from tests.bot.discord.fake.people import Newsroom as Discord
from tests.bot.discord.fake.rest_api import TOKEN
from tests.bot.slack.fake.faults import Refusal
from tests.bot.slack.fake.people import Newsroom as Slack
from tests.bot.slack.fake.web_api import APP_TOKEN, BOT_TOKEN

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def shown(title):
    """What stands in the second column of the table under a title of the README."""
    (section,) = re.findall(rf"^## {title}\n(.*?)^## ", README, re.MULTILINE | re.DOTALL)
    return re.findall(r"^\|[^|]*\| `([✗?–] .*?)` \|$", section, re.MULTILINE)


def lines(findings):
    return {f"{SIGNS[each.verdict]} {each.what}: {each.words}" for each in findings}


def missed_on_slack(slack):
    """What to do to the fake, and the tokens that are set, step by step."""
    yield lambda: setattr(slack, "scopes", slack.scopes.replace("groups:history,", "")), (BOT_TOKEN, APP_TOKEN)
    yield lambda: None, ("", APP_TOKEN)
    yield lambda: None, ("xoxp-1-user", APP_TOKEN)
    yield lambda: slack.order("auth.test", Refusal("invalid_auth")), (BOT_TOKEN, APP_TOKEN)
    yield lambda: None, (BOT_TOKEN, "")
    yield lambda: slack.order("apps.connections.open", Refusal("missing_scope")), (BOT_TOKEN, APP_TOKEN)
    yield lambda: None, ("", "")


async def test_a_step_missed_on_slack_is_told_as_the_readme_shows():
    told = []
    async with Slack() as slack:
        for happen, tokens in missed_on_slack(slack):
            happen()
            told.append(lines(await check_slack(*tokens, "", slack.api_url)))
    expected = shown("Slack in five minutes")
    assert len(expected) == len(told)
    assert all(line in said for line, said in zip(expected, told, strict=True)), told


def missed_on_discord(discord):
    yield "", {}
    yield "hunter2", {}
    yield "another.token.altogether", {}
    discord.approximate_servers = 0
    yield TOKEN, {}
    yield TOKEN, {"reads_messages": True}


async def test_a_step_missed_on_discord_is_told_as_the_readme_shows():
    async with Discord() as discord:
        told = [lines(await check_discord(token, **known)) for token, known in missed_on_discord(discord)]
    expected = shown("Discord in five minutes")
    assert len(expected) == len(told)
    assert all(line in said for line, said in zip(expected, told, strict=True)), told


@pytest.mark.parametrize("title", ["Slack in five minutes", "Discord in five minutes"])
def test_the_readme_shows_missed_steps(title):
    assert len(shown(title)) >= 5
