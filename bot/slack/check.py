"""What `footnote check` finds of Slack: token kinds, scopes, what can be reached; in plain words, before anybody asks."""

from collections.abc import Sequence

import aiohttp

from bot.settings import Settings
from bot.setup.findings import Finding, Verdict
from bot.slack.manifest import EVENTS, SCOPES
from bot.slack.web import API_URL, SlackRefused, SlackUnreachable, SlackWeb, open_client

BOT_TOKEN, APP_TOKEN, SECRET = "Slack: bot token", "Slack: app token", "Slack: signing secret"
SCOPE, EVENT = "Slack: scopes", "Slack: events"

_KINDS = {
    "xoxb-": "a bot token",
    "xapp-": "an app-level token",
    "xoxp-": "a user token",
    "xoxe": "a token of the app's configuration",
}
_GET_BOT_TOKEN = "Copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions into SLACK_BOT_TOKEN."  # noqa: S105
_GET_APP_TOKEN = (
    "Make an app-level token (xapp-…) with the scope connections:write under Basic Information, and put it into "  # noqa: S105
    "SLACK_APP_TOKEN."
)
_REINSTALL = "Paste what `footnote slack manifest` prints under App Manifest, save, and install the app again."
_REASONS = {
    "invalid_auth": "Slack does not know this token",
    "not_authed": "Slack does not know this token",
    "token_revoked": "the token has been revoked",
    "token_expired": "the token has expired",
    "account_inactive": "the app was removed from the workspace, or the workspace is gone",
    "missing_scope": "the token lacks the scope connections:write",
    "not_allowed_token_type": "this method wants another kind of token",
}


async def check(settings: Settings) -> Sequence[Finding]:
    """Try what is set; see `bot.setup.findings.Check`."""
    bot, app, secret = settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret
    return await check_slack(
        bot.get_secret_value() if bot else "",
        app.get_secret_value() if app else "",
        secret.get_secret_value() if secret else "",
        settings.slack_api_url,
    )


async def check_slack(bot_token: str, app_token: str, signing_secret: str, api_url: str = API_URL) -> list[Finding]:
    """Try a bot token, and an app token or a signing secret; empty where there is none."""
    if not (bot_token or app_token or signing_secret):
        return [Finding("Slack", Verdict.ABSENT, "no tokens are set, so it will not run on Slack")]
    async with aiohttp.ClientSession() as session:
        found = await _bot_token(bot_token, session, api_url)
        found += await _way_in(app_token, signing_secret, session, api_url)
    if all(each.verdict is Verdict.GOOD for each in found):
        found.append(_events())
    return found


async def _bot_token(token: str, session: aiohttp.ClientSession, api_url: str) -> list[Finding]:
    wrong = _kind_fault(BOT_TOKEN, "SLACK_BOT_TOKEN", token, "xoxb-", _GET_BOT_TOKEN)
    if wrong:
        return [wrong]
    web = SlackWeb(open_client(token, session, api_url), session)
    try:
        who = await web.call("auth.test")
    except SlackRefused as error:
        return [Finding(BOT_TOKEN, Verdict.BAD, _reason(error), _GET_BOT_TOKEN)]
    except SlackUnreachable:
        return [_unreachable(BOT_TOKEN)]
    there = f"{who.get('user', 'the bot')} is in the workspace {who.get('team', who.get('team_id', ''))}"
    return [Finding(BOT_TOKEN, Verdict.GOOD, there), _scopes(who.get("scopes"))]


def _scopes(named: str | None) -> Finding:
    if named is None:
        return Finding(SCOPE, Verdict.DOUBTFUL, "Slack did not say which scopes the token has")
    have = {scope.strip() for scope in named.split(",")}
    lacking = sorted(set(SCOPES) - have)
    if lacking:
        listed = "; ".join(f"{scope} ({SCOPES[scope]})" for scope in lacking)
        return Finding(SCOPE, Verdict.BAD, f"the bot token lacks {listed}", _REINSTALL)
    return Finding(SCOPE, Verdict.GOOD, "the bot token has every scope that it needs")


async def _way_in(app_token: str, secret: str, session: aiohttp.ClientSession, api_url: str) -> list[Finding]:
    if not app_token and secret:
        return [
            Finding(
                SECRET,
                Verdict.GOOD,
                "HTTP mode: requests are checked with it; only a request shows whether it is right",
            )
        ]
    wrong = _kind_fault(APP_TOKEN, "SLACK_APP_TOKEN", app_token, "xapp-", _GET_APP_TOKEN)
    if wrong:
        return [wrong]
    web = SlackWeb(open_client(app_token, session, api_url), session)
    try:
        await web.call("apps.connections.open")
    except SlackRefused as error:
        return [Finding(APP_TOKEN, Verdict.BAD, _reason(error), _GET_APP_TOKEN)]
    except SlackUnreachable:
        return [_unreachable(APP_TOKEN)]
    return [Finding(APP_TOKEN, Verdict.GOOD, "a connection for Socket Mode was given out")]


def _kind_fault(what: str, variable: str, token: str, wanted: str, remedy: str) -> Finding | None:
    if not token:
        return Finding(what, Verdict.BAD, f"{variable} is not set", remedy)
    if token.startswith(wanted):
        return None
    kind = next((name for start, name in _KINDS.items() if token.startswith(start)), "something else")
    return Finding(what, Verdict.BAD, f"{variable} holds {kind}, not {_KINDS[wanted]} ({wanted}…)", remedy)


def _events() -> Finding:
    """Slack tells no one which events an app is subscribed to, so the person is told what to compare."""
    listed = ", ".join(EVENTS)
    words = f"cannot be seen from here; under Event Subscriptions there should be: {listed}"
    return Finding(EVENT, Verdict.DOUBTFUL, words, f"Where one is missing: {_REINSTALL[0].lower()}{_REINSTALL[1:]}")


def _reason(error: SlackRefused) -> str:
    return _REASONS.get(error.reason, f"Slack refused it ({error.reason})")


def _unreachable(what: str) -> Finding:
    return Finding(what, Verdict.BAD, "Slack could not be reached", "Check the network, and try again.")
