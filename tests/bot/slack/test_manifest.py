import json

import pytest

from bot.slack.manifest import COMMAND, DIGEST_COMMAND, EVENTS, HTTP_PATH, SCOPES, SHORTCUT, manifest


def test_the_printed_manifest_is_what_slack_takes_as_json(footnote):
    assert json.loads(footnote("slack", "manifest").out) == manifest()


def test_by_default_no_public_address_is_needed():
    settings = manifest()["settings"]
    assert settings["socket_mode_enabled"]
    assert "request_url" not in str(manifest())


def test_over_http_every_way_in_leads_to_the_one_address_that_is_listened_to():
    made = manifest(http_url="https://bot.example/")
    address = f"https://bot.example{HTTP_PATH}"
    assert made["settings"]["event_subscriptions"]["request_url"] == address
    assert made["settings"]["interactivity"]["request_url"] == address
    assert [each["url"] for each in made["features"]["slash_commands"]] == [address, address]
    assert not made["settings"]["socket_mode_enabled"]


def test_an_address_that_is_not_https_is_told_of_in_one_line(footnote):
    result = footnote("slack", "manifest", "--http", "http://bot.example")
    assert result.code == 2
    assert "https" in result.err


@pytest.mark.parametrize(
    ("event", "scope"),
    [
        ("app_mention", "app_mentions:read"),
        ("message.channels", "channels:history"),
        ("message.groups", "groups:history"),
        ("message.im", "im:history"),
        ("message.mpim", "mpim:history"),
    ],
)
def test_every_event_has_the_scope_that_it_needs(event, scope):
    assert event in EVENTS
    assert scope in manifest()["oauth_config"]["scopes"]["bot"]


def test_what_a_person_can_do_is_in_the_manifest():
    features = manifest("Newsbot")["features"]
    assert [each["command"] for each in features["slash_commands"]] == [COMMAND, DIGEST_COMMAND]
    assert [each["callback_id"] for each in features["shortcuts"]] == [SHORTCUT]
    assert features["bot_user"]["display_name"] == "Newsbot"
    assert {"chat:write", "assistant:write", "commands"} <= set(SCOPES)
