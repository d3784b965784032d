"""Three replicas that deliver digests from one database while one after the other is killed.

Scheduler, deliverer and store are the product's own, on a real PostgreSQL; the chat platform is a process of its own that
keeps what it has taken, answers late, and now and then takes a post without answering or answers nothing at all. The
replicas' clock is the real one moved ahead to the next due moment as soon as all that was due has come.
"""

import asyncio
import multiprocessing
import os
import random
import signal
import socket
import time as timing
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from multiprocessing.process import BaseProcess
from typing import Any
from zoneinfo import ZoneInfo

from bench.postgres import running_server
from bot.desk.asked import Place
from bot.digest.delivery import Deliverer
from bot.digest.poster import Post, Posters, PostFailed
from bot.digest.schedule import EVERY_DAY, Rhythm, moment, next_moment
from bot.digest.subscription import Subscription
from bot.store.store import Store
from retrieval.digest.story import Digest

REPLICAS, CHANNELS, SEED = 3, 24, 8
LEASE_SECONDS, RETRY_SECONDS, LOOK_EVERY_SECONDS = 2.0, 0.5, 0.05
LONGEST_ANSWER_SECONDS = 0.15
"""How late the platform answers: well within half a lease."""
ANSWER_LOST, POST_LOST, REFUSED = 0.08, 0.05, 0.05
KILL_EVERY_SECONDS = (0.02, 0.35)
STEP_SECONDS = 60.0
"""How long a step may take before what has not come counts as missing."""
ZONES = (
    "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Chatham",
    "Africa/Casablanca", "Pacific/Apia",
)  # fmt: skip
START = datetime(2026, 3, 6, tzinfo=UTC)
_fork = multiprocessing.get_context("fork")


@dataclass(frozen=True, slots=True)
class Clock:
    """The real clock, moved ahead by what all processes share."""

    ahead: Any

    def __call__(self) -> datetime:
        """Now."""
        return datetime.fromtimestamp(timing.time() + self.ahead.value, UTC)

    def move_to(self, moment_: datetime) -> None:
        """Let it be that moment now."""
        self.ahead.value += (moment_ - self()).total_seconds()


def run_replicas(kills: int, digest: Digest) -> dict[str, int]:
    """Figures of a run: deliveries that were due, kills, and what was doubled, missing or at a wrong hour."""
    clock = Clock(_fork.Value("d", 0.0))
    with running_server() as server, _platform(clock) as (port, posts):
        subscriptions = _subscriptions()
        asyncio.run(_subscribe(server.url, subscriptions))
        clock.move_to(START)
        replicas = [_start(server.url, port, clock, digest) for _ in range(REPLICAS)]
        try:
            expected, killed = _steps(
                kills, clock, subscriptions, posts, replicas, lambda: _start(server.url, port, clock, digest)
            )
        finally:
            for replica in replicas:
                _kill(replica)
        return _figures(subscriptions, expected, killed, posts)


def _figures(subscriptions: list[Subscription], expected: set[str], killed: int, posts: Any) -> dict[str, int]:
    came = [tuple(line.split(" ")) for line in posts]
    counts = Counter(key for key, _ in came)
    rhythms = {subscription.place.channel: subscription.rhythm for subscription in subscriptions}
    wrong = sum(not _is_in_time(key, datetime.fromisoformat(at), rhythms) for key, at in came)
    return {
        "deliveries": len(expected),
        "kills": killed,
        "doubled": sum(count - 1 for count in counts.values()) + len(counts.keys() - expected),
        "missing": len(expected - counts.keys()),
        "wrong_hour": wrong,
    }


def _is_in_time(key: str, at: datetime, rhythms: dict[str, Rhythm]) -> bool:
    """Whether a digest came on its local day, at its hour or within an hour after."""
    _, _, channel, day, _ = key.split(":")
    when = moment(rhythms[channel], date.fromisoformat(day))
    local = at.astimezone(ZoneInfo(rhythms[channel].zone))
    return when is not None and when <= at <= when + timedelta(hours=1) and local.date().isoformat() == day


def _steps(
    kills: int,
    clock: Clock,
    subscriptions: list[Subscription],
    posts: Any,
    replicas: list[BaseProcess],
    start: Callable[[], BaseProcess],
) -> tuple[set[str], int]:
    """Go from due moment to due moment, killing on the way, until enough were killed; what was due, and how many."""
    chance, killed, expected = random.Random(SEED), 0, set[str]()
    while killed < kills:
        now = clock()
        following = min(next_moment(each.rhythm, now) for each in subscriptions)
        clock.move_to(following)
        for each in subscriptions:
            day = following.astimezone(ZoneInfo(each.rhythm.zone)).date()
            if moment(each.rhythm, day) == following:
                expected.add(f"digest:{each.place.workspace}:{each.place.channel}:{day}:daily")
        until = timing.monotonic() + STEP_SECONDS
        while expected - {line.split(" ")[0] for line in posts} and timing.monotonic() < until:
            timing.sleep(chance.uniform(*KILL_EVERY_SECONDS))
            if killed < kills:
                place = chance.randrange(REPLICAS)
                _kill(replicas[place])
                replicas[place] = start()
                killed += 1
    timing.sleep(2 * LEASE_SECONDS)  # who would post once more has the time to
    return expected, killed


def _subscriptions() -> list[Subscription]:
    chance = random.Random(SEED)
    return [
        Subscription(
            Place("slack", "T1", f"C{number}"),
            Rhythm(time(chance.randrange(24), chance.choice((0, 30))), EVERY_DAY, ZONES[number % len(ZONES)]),
            "U1",
            START,
        )
        for number in range(CHANNELS)
    ]


async def _subscribe(address: str, subscriptions: list[Subscription]) -> None:
    with Store.connect(address) as store:
        for each in subscriptions:
            await store.subscriptions.put(each)


# A replica


def _start(address: str, port: int, clock: Clock, digest: Digest) -> BaseProcess:
    process = _fork.Process(target=_replica, args=(address, port, clock, digest), daemon=True)
    process.start()
    return process


def _kill(process: BaseProcess) -> None:
    if process.pid is not None and process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
    process.join()


def _replica(address: str, port: int, clock: Clock, digest: Digest) -> None:
    asyncio.run(_deliver(address, port, clock, digest))


async def _deliver(address: str, port: int, clock: Clock, digest: Digest) -> None:
    posters = Posters()
    posters.enter("slack", _Channel(port))

    async def compose(subscription: Subscription, after: datetime, until: datetime) -> Digest:
        return digest

    with Store.connect(address, clock) as store:
        deliverer = Deliverer(
            subscriptions=store.subscriptions, deliveries=store.deliveries, stories=store.stories, posters=posters,
            compose=compose, clock=clock, lease_seconds=LEASE_SECONDS, retry_seconds=RETRY_SECONDS,
        )  # fmt: skip
        while True:
            await deliverer.deliver_due()
            await asyncio.sleep(LOOK_EVERY_SECONDS)


class _Channel:
    """The platform as a replica reaches it."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def post(self, place: Place, post: Post, key: str) -> str:  # noqa: ARG002 - the key says it all
        answer = await self._ask(f"post {key}")
        if answer == "refused":
            raise PostFailed("refused for now")
        if not answer:
            raise PostFailed("no answer", arrived=None)
        return answer

    async def find(self, place: Place, key: str, since: datetime) -> str | None:  # noqa: ARG002
        answer = await self._ask(f"find {key}")
        if not answer:
            raise PostFailed("no answer", arrived=None)
        return None if answer == "none" else answer

    async def tell_refused(self, place: Place, person: str) -> None:
        """Nothing: no channel of the bench refuses for good."""

    async def _ask(self, line: str) -> str:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            writer.write(f"{line}\n".encode())
            await writer.drain()
            return (await reader.readline()).decode().strip()
        except ConnectionError:
            return ""
        finally:
            writer.close()


# The platform


@contextmanager
def _platform(clock: Clock) -> Iterator[tuple[int, Any]]:
    """A process that takes posts; its port, and the list of what it has taken, with the time of each."""
    with multiprocessing.Manager() as manager, socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        posts = manager.list()
        server = _fork.Process(target=_serve, args=(listening, clock, posts), daemon=True)
        server.start()
        try:
            yield listening.getsockname()[1], posts
        finally:
            _kill(server)


def _serve(listening: socket.socket, clock: Clock, posts: Any) -> None:
    asyncio.run(_take(listening, clock, posts))


async def _take(listening: socket.socket, clock: Clock, posts: Any) -> None:
    chance, taken = random.Random(SEED), dict[str, str]()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        words = (await reader.readline()).decode().split()
        if len(words) == 2:
            said = await _said(chance, clock, posts, taken, *words)
            if said is not None and not writer.is_closing():
                writer.write(f"{said}\n".encode())
        writer.close()

    async with await asyncio.start_server(answer, sock=listening) as server:
        await server.serve_forever()


async def _said(
    chance: random.Random, clock: Clock, posts: Any, taken: dict[str, str], verb: str, key: str
) -> str | None:
    """What the platform answers, late; None where its answer, or the post as well, is lost."""
    if verb == "find":
        return taken.get(key, "none")
    await asyncio.sleep(chance.uniform(0, LONGEST_ANSWER_SECONDS))
    luck = chance.random()
    if luck < REFUSED:
        return "refused"
    if luck < REFUSED + POST_LOST:
        return None
    taken[key] = f"m{len(posts) + 1}"
    posts.append(f"{key} {clock().isoformat()}")
    return None if luck < REFUSED + POST_LOST + ANSWER_LOST else taken[key]
