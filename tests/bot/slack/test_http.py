"""HTTP mode: only what Slack has signed, and lately, is taken."""

import json
import socket
import time

import pytest

from tests.bot.scripted import ScriptedResponder, sample_answer
from tests.bot.slack.fake.web_api import BOT_USER, TEAM
from tests.bot.slack.office import footnote

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def mention_body(ts="1764000099.000100"):
    event = {"type": "app_mention", "user": "U1", "text": f"<@{BOT_USER}> How many?", "ts": ts, "channel": "C1"}
    return json.dumps({"type": "event_callback", "team_id": TEAM, "event": event, "event_id": "Ev1"})


async def test_a_signed_mention_is_answered(slack, tmp_path, port):
    async with footnote(slack, tmp_path, http=port):
        asked = await slack.mention("C1", "U1", "How many deckhands go?")
        await slack.answered(asked)
        assert all(each.seconds < 3 for each in slack.envelopes.values())


async def test_commands_and_buttons_work_over_http_too(slack, tmp_path, port):
    async with footnote(slack, tmp_path, http=port):
        envelope = await slack.command("C1", "U1", "How many deckhands go?")
        assert json.loads(envelope.answer)["text"] == "Looking through the articles…"
        (answer,) = await slack.until(lambda: slack.seen("C1", viewer="U1"))
        await slack.click("U1", answer, "passage:1")
        await slack.until(lambda: slack.views)


@pytest.mark.parametrize(
    "how",
    [
        {"secret": "another"},
        {"signature": ""},
        {"signature": "v0=" + "0" * 64},
        {"late": 600},
        {"late": -600},
    ],
    ids=["forged", "missing", "zeros", "stale", "from the future"],
)
async def test_what_slack_has_not_signed_just_now_is_refused(slack, tmp_path, port, how):
    responder, how = ScriptedResponder(sample_answer()), dict(how)
    if "late" in how:  # reckoned now: the tests may have begun minutes ago
        how["at"] = time.time() - how.pop("late")
    async with footnote(slack, tmp_path, responder, http=port):
        status, _ = await slack.post(mention_body(), JSON, **how)
        assert status == 401
        assert responder.asked == []


async def test_a_body_that_was_changed_on_its_way_is_refused(slack, tmp_path, port):
    async with footnote(slack, tmp_path, http=port):
        status, _ = await slack.post(mention_body(), JSON, signature=slack.signature("{}"))
        assert status == 401


async def test_a_request_that_is_replayed_is_answered_once(slack, tmp_path, port):
    responder = ScriptedResponder(sample_answer())
    async with footnote(slack, tmp_path, responder, http=port):
        first, _ = await slack.post(mention_body(), JSON)
        again, _ = await slack.post(mention_body(), JSON)
        assert (first, again) == (200, 200)
        await slack.until(lambda: slack.seen("C1"))
        assert len(responder.asked) == 1


async def test_slack_may_check_the_address(slack, tmp_path, port):
    async with footnote(slack, tmp_path, http=port):
        status, answer = await slack.post(json.dumps({"type": "url_verification", "challenge": "c"}), JSON)
        assert status == 200
        assert json.loads(answer) == {"challenge": "c"}


async def test_a_huge_body_is_refused(slack, tmp_path, port):
    async with footnote(slack, tmp_path, http=port):
        status, _ = await slack.post("x" * (2 * 1024 * 1024), JSON)
        assert status == 413
