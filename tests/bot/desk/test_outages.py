"""What the person in the channel sees while something is away, and that nothing accepted is lost or shown twice."""

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import event, make_url
from sqlalchemy.pool import Pool

from bot.desk import words
from bot.desk.desk import Desk
from bot.desk.outcome import Outcome
from bot.store.clock import ServerClock, utc_now
from bot.store.store import Store
from tests.bot.desk.test_desk import paused, until
from tests.bot.scripted import ScriptedResponder, WrittenSurface, asked, huge_answer, sample_answer


class Wire:
    """A way to a server that can be cut, and be there again."""

    def __init__(self, host, port):
        self._there = host, port
        self._open = set()
        self._server = None
        self.port = 0

    async def mend(self):
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self):
        self._server.close()
        for writer in tuple(self._open):
            writer.transport.abort()
        await self._server.wait_closed()

    async def _carry(self, reader, writer):
        there_reader, there_writer = await asyncio.open_connection(*self._there)
        self._open |= {writer, there_writer}
        with contextlib.suppress(ConnectionError):
            await asyncio.gather(_copied(reader, there_writer), _copied(there_reader, writer))
        self._open -= {writer, there_writer}


async def _copied(reader, writer):
    while some := await reader.read(1 << 16):
        writer.write(some)
    writer.close()


@pytest.fixture
async def wire(postgres):
    url = make_url(postgres)
    wire = Wire(url.host, url.port)
    await wire.mend()
    yield wire
    await wire.cut()


@pytest.fixture
async def far(postgres, wire):
    """A store on PostgreSQL, reached over the wire."""
    url = make_url(postgres).set(port=wire.port).render_as_string(hide_password=False)
    opened = await asyncio.to_thread(Store.connect, url)
    yield opened
    await asyncio.to_thread(opened.close)


async def test_a_question_whose_database_goes_away_is_answered_once_when_it_is_back(far, wire):
    responder, surface = ScriptedResponder(paused(sample_answer())), WrittenSurface()
    desk = Desk(responder, far)
    assert await desk.start(asked(), surface) is None
    await until(lambda: responder.asked)
    await wire.cut()
    responder.go_on()
    await asyncio.sleep(0.5)
    assert surface.told("reply") == []
    await wire.mend()
    await desk.close(20)
    assert surface.end == "reply"
    assert (await far.questions.answer(1)).is_answer


async def test_who_asks_while_the_database_is_away_is_told_so_and_may_ask_again(far, wire, monkeypatch):
    monkeypatch.setattr("bot.desk.desk.ACCEPT_WITHIN_SECONDS", 0.3)
    desk, first, again = Desk(ScriptedResponder(), far), WrittenSurface(), WrittenSurface()
    await wire.cut()
    assert await desk.take(asked(), first) is Outcome.FAILED
    await wire.mend()
    assert await desk.take(asked(), again) is Outcome.ANSWERED
    assert (first.told("fail"), again.end) == ([words.NOT_WRITTEN_DOWN], "reply")


class Disk:
    """The room that databases have; `is_full`: none that they haven't taken yet."""

    is_full = False

    def checked_out(self, connection, *_):
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages if self.is_full else 1 << 30}").fetchone()


@pytest.fixture
def disk():
    disk = Disk()
    event.listen(Pool, "checkout", disk.checked_out)
    yield disk
    event.remove(Pool, "checkout", disk.checked_out)


async def test_who_asks_while_the_disk_is_full_is_told_so_and_may_ask_again(tmp_path, disk, monkeypatch):
    monkeypatch.setattr("bot.desk.desk.ACCEPT_WITHIN_SECONDS", 0.3)
    with Store.open(tmp_path) as store:
        desk, first, again = Desk(ScriptedResponder(), store), WrittenSurface(), WrittenSurface()
        disk.is_full = True
        assert await desk.take(asked(reply_to="x" * 20_000), first) is Outcome.FAILED
        disk.is_full = False
        assert await desk.take(asked(reply_to="x" * 20_000), again) is Outcome.ANSWERED
    assert (first.told("fail"), again.end) == ([words.NOT_WRITTEN_DOWN], "reply")


async def test_an_accepted_question_waits_for_room_on_the_disk(tmp_path, disk):
    responder, surface = ScriptedResponder(paused(huge_answer())), WrittenSurface()
    with Store.open(tmp_path) as store:
        desk = Desk(responder, store)
        assert await desk.start(asked(), surface) is None
        await until(lambda: responder.asked)
        disk.is_full = True
        responder.go_on()
        await asyncio.sleep(0.5)
        assert surface.told("reply") == []
        disk.is_full = False
        await desk.close(20)
        assert surface.end == "reply"
        assert (await store.questions.answer(1)).is_answer


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(days=-1)])
async def test_a_replica_whose_own_clock_jumps_takes_nothing_from_the_others(postgres, jump):
    stores = [await asyncio.to_thread(Store.connect, postgres) for _ in range(2)]
    first, second = stores
    accepted = await first.questions.accept(asked())
    assert await first.leases.hold("index", first.owner, 20)
    with time_machine.travel(datetime.now(UTC) + jump):
        assert await second.questions.adopt(["slack"]) == ()
        assert not await second.leases.hold("index", second.owner, 20)
        await second.follow_clock()
        assert await second.questions.adopt(["slack"]) == ()
    assert await first.questions.showing(accepted.hold, sample_answer())
    for store in stores:
        await asyncio.to_thread(store.close)


async def test_the_servers_clock_is_this_machines_where_they_are_one(postgres):
    store = await asyncio.to_thread(Store.connect, postgres)
    assert isinstance(store.clock, ServerClock)
    assert abs(store.clock() - utc_now()) < timedelta(seconds=5)
    await asyncio.to_thread(store.close)
