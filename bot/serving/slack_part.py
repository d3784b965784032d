"""Slack's part, as the settings say."""

from collections.abc import Sequence

from bot.recall.known import Known
from bot.serving.digesting import composer_of, previews
from bot.serving.ground import Ground
from bot.settings import Settings
from bot.slack.app import SlackAccess, SlackPart


def is_wanted(settings: Settings) -> bool:
    """Whether any of Slack's tokens is set."""
    return bool(settings.slack_bot_token or settings.slack_app_token or settings.slack_signing_secret)


def lacks(settings: Settings) -> Sequence[str]:
    """What is still to be set, in a line each; empty where Slack can run."""
    lines = [] if settings.slack_bot_token else ["SLACK_BOT_TOKEN is not set: it is the Bot User OAuth Token (xoxb-…)"]
    if not settings.slack_app_token and not settings.slack_signing_secret:
        lines.append(
            "SLACK_APP_TOKEN is not set: it is the app-level token (xapp-…); HTTP mode takes SLACK_SIGNING_SECRET"
        )
    return lines


def part(ground: Ground) -> SlackPart:
    """The part; ValueError where something lacks."""
    return SlackPart(
        access(ground.settings),
        desk=ground.desk,
        store=ground.store,
        known=Known(ground.workspace.library),
        previews=previews(ground.store, composer_of(ground)),
        posters=ground.posters,
    )


def access(settings: Settings) -> SlackAccess:
    """How the app gets in."""
    bot, app, secret = settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret
    return SlackAccess(
        bot.get_secret_value() if bot else "",
        app.get_secret_value() if app else None,
        secret.get_secret_value() if secret else None,
        http_host=settings.slack_http_host,
        http_port=settings.slack_http_port,
        api_url=settings.slack_api_url,
    )
