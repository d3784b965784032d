"""Each metric, from what happens at the desk or in a channel to the line that Prometheus reads over HTTP."""

import asyncio
import contextlib
import re
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import aiohttp
import pytest

from bot.desk.asked import Place
from bot.desk.desk import Desk
from bot.desk.limits import Limits
from bot.digest.delivery import Deliverer
from bot.digest.poster import Posters
from bot.digest.schedule import EVERY_DAY, Rhythm
from bot.digest.subscription import Subscription
from bot.serving.health import Health
from bot.serving.metrics import Metrics
from bot.serving.supervision import Supervision
from retrieval.answering.usage import Spent, Usage
from retrieval.digest.story import Digest
from tests.bot.desk.test_desk import paused, until
from tests.bot.digest.fake_channel import FakeChannels
from tests.bot.scripted import ScriptedResponder, WrittenSurface, asked, sample_abstention, sample_answer


class Watched:
    """A process's metrics, served over HTTP."""

    def __init__(self):
        self.metrics = Metrics()
        self.health = Health("127.0.0.1", 0, self.metrics, Supervision())

    async def lines(self):
        address = f"http://127.0.0.1:{self.health.port}/metrics"
        async with aiohttp.ClientSession() as session, session.get(address) as answer:
            text = await answer.text()
        return dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))


@pytest.fixture
async def watched():
    watched = Watched()
    serving = asyncio.create_task(watched.health.run())
    await until(lambda: watched.health.port)
    yield watched
    serving.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await serving


async def test_questions_are_counted_by_how_they_ended_and_how_long_they_and_their_stages_took(store, watched):
    desk = Desk(ScriptedResponder(sample_answer(), sample_abstention()), store, observer=watched.metrics)
    for key in ("e1", "e2"):
        await desk.take(asked(key), WrittenSurface())
    lines = await watched.lines()
    assert lines['footnote_questions_total{outcome="answered",platform="slack"}'] == "1.0"
    assert lines['footnote_questions_total{outcome="abstained",platform="slack"}'] == "1.0"
    assert lines['footnote_question_seconds_count{platform="slack"}'] == "2.0"
    assert lines['footnote_stage_seconds_count{stage="retrieve"}'] == "2.0"
    assert lines['footnote_stage_seconds_sum{stage="answer"}'] == "0.01"
    assert lines["footnote_citations_total"] == "3.0"
    assert lines["footnote_disagreements_total"] == "1.0"


async def test_what_grounding_dropped_and_what_the_model_took_are_counted(store, watched):
    spent = Spent(Usage(2, 1000, 50, 0.25))
    unpriced = Spent(Usage(1, 500, 25, None))
    replies = replace(sample_answer(), left_out=3, spent=spent), replace(sample_answer(), left_out=1, spent=unpriced)
    desk = Desk(ScriptedResponder(*replies), store, observer=watched.metrics)
    for key in ("e1", "e2"):
        await desk.take(asked(key), WrittenSurface())
    lines = await watched.lines()
    assert lines["footnote_grounding_dropped_total"] == "4.0"
    assert lines["footnote_model_cost_usd_total"] == "0.25"
    assert lines["footnote_model_calls_total"] == "3.0"
    assert lines['footnote_model_tokens_total{direction="in"}'] == "1500.0"
    assert lines['footnote_model_tokens_total{direction="out"}'] == "75.0"


async def test_how_many_wait_in_line_is_told(store, watched):
    responder = ScriptedResponder(paused(sample_answer()))
    desk = Desk(responder, store, Limits(slots=1), observer=watched.metrics)
    for number in range(3):
        await desk.start(asked(f"e{number}"), WrittenSurface())
    await until(lambda: responder.asked)
    await asyncio.sleep(0.05)
    assert (await watched.lines())["footnote_waiting"] == "2.0"
    responder.go_on()
    await desk.close(5)
    assert (await watched.lines())["footnote_waiting"] == "0.0"


@pytest.mark.parametrize(("trouble", "outcome"), [("", "sent"), ("refuse", "failed"), ("gone", "refused")])
async def test_digests_are_counted_by_how_their_delivery_ended(store, clock, watched, trouble, outcome):
    posters, channels = Posters(), FakeChannels()
    channels.troubles = [trouble]
    posters.enter("slack", channels)
    long_ago, noon = datetime(2026, 1, 1, tzinfo=UTC), Rhythm(time(12), EVERY_DAY, "UTC")
    await store.subscriptions.put(Subscription(Place("slack", "T1", "C1"), noon, "U1", long_ago))

    async def compose(*_):
        return Digest((), 0)

    await Deliverer(
        subscriptions=store.subscriptions, deliveries=store.deliveries, stories=store.stories, posters=posters,
        compose=compose, clock=clock, delivered=watched.metrics.delivered,
    ).deliver_due()  # fmt: skip
    lines = await watched.lines()
    assert lines[f'footnote_deliveries_total{{outcome="{outcome}",platform="slack"}}'] == "1.0"


async def test_the_process_itself_is_measured(watched):
    lines = await watched.lines()
    assert float(lines["footnote_tasks"]) >= 1
    assert float(lines["footnote_process_resident_memory_bytes"]) > 1_000_000


def test_the_page_on_metrics_lists_every_one_with_what_it_says():
    told = Metrics().exposition().decode()
    named = {line.split(" ", 3)[2]: line.split(" ", 3)[3] for line in told.splitlines() if line.startswith("# HELP")}
    mine = {name: said for name, said in named.items() if not name.endswith("_created") and "_process_" not in name}
    page = (Path(__file__).parents[3] / "docs" / "metrics.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| `(footnote_\w+)` \|[^|]*\| (.+) \|$", page, flags=re.MULTILINE)) == mine
