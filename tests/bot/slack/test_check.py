import pytest

from bot.setup.findings import Verdict
from bot.slack.check import check_slack
from tests.bot.slack.fake.faults import Cut, Refusal
from tests.bot.slack.fake.web_api import APP_TOKEN, BOT_TOKEN, SECRET


async def bad(slack, *tokens):
    return {each.what: each for each in await check_slack(*tokens, slack.api_url) if each.verdict is Verdict.BAD}


async def test_a_right_set_up_is_found_good_and_the_events_are_named_to_compare(slack):
    found = await check_slack(BOT_TOKEN, APP_TOKEN, "", slack.api_url)
    assert [(each.what, each.verdict) for each in found] == [
        ("Slack: bot token", Verdict.GOOD),
        ("Slack: scopes", Verdict.GOOD),
        ("Slack: app token", Verdict.GOOD),
        ("Slack: events", Verdict.DOUBTFUL),
    ]
    assert "message.groups" in found[-1].words


async def test_a_token_of_the_wrong_kind_is_told_by_its_kind(slack):
    found = await bad(slack, APP_TOKEN, BOT_TOKEN, "")
    assert "holds an app-level token, not a bot token" in found["Slack: bot token"].words
    assert "holds a bot token, not an app-level token" in found["Slack: app token"].words
    assert "connections:write" in found["Slack: app token"].remedy


async def test_a_scope_that_is_missing_is_named_with_what_it_is_for(slack):
    slack.scopes = slack.scopes.replace("groups:history,", "")
    found = await bad(slack, BOT_TOKEN, APP_TOKEN, "")
    assert "groups:history (to go on in threads of private channels)" in found["Slack: scopes"].words
    assert "install the app again" in found["Slack: scopes"].remedy


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("invalid_auth", "does not know"),
        ("token_revoked", "revoked"),
        ("account_inactive", "removed"),
        ("odd", "(odd)"),
    ],
)
async def test_a_token_that_slack_does_not_take_is_told_with_the_reason(slack, reason, words):
    slack.order("auth.test", Refusal(reason))
    assert words in (await bad(slack, BOT_TOKEN, APP_TOKEN, ""))["Slack: bot token"].words


async def test_an_app_token_without_its_scope_is_told(slack):
    slack.order("apps.connections.open", Refusal("missing_scope"))
    assert "connections:write" in (await bad(slack, BOT_TOKEN, APP_TOKEN, ""))["Slack: app token"].words


async def test_where_slack_cannot_be_reached_that_is_said(slack):
    slack.order("auth.test", Cut())
    assert "could not be reached" in (await bad(slack, BOT_TOKEN, APP_TOKEN, ""))["Slack: bot token"].words


async def test_a_token_that_is_not_set_is_named(slack):
    assert "SLACK_APP_TOKEN is not set" in (await bad(slack, BOT_TOKEN, "", ""))["Slack: app token"].words
    assert "SLACK_BOT_TOKEN is not set" in (await bad(slack, "", APP_TOKEN, ""))["Slack: bot token"].words


async def test_with_a_signing_secret_no_app_token_is_wanted(slack):
    assert await bad(slack, BOT_TOKEN, "", SECRET) == {}


async def test_without_tokens_slack_is_just_not_set_up(slack):
    (finding,) = await check_slack("", "", "", slack.api_url)
    assert finding.verdict is Verdict.ABSENT


async def test_no_finding_holds_a_token(slack):
    for tokens in ((BOT_TOKEN, APP_TOKEN, ""), (APP_TOKEN, BOT_TOKEN, ""), ("xoxp-1-user", "junk", "")):
        said = str(await check_slack(*tokens, slack.api_url))
        assert not any(token and token in said for token in tokens)
