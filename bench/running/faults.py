"""Faults of all kinds under load, on three replicas of `footnote serve`: is a question lost, is an answer shown twice?

PostgreSQL, Chroma's server, the chat and the replicas are processes of their own. Each replica has so many faults of its own, one
after the other; those of what all share hit all.
"""

import asyncio
import heapq
import multiprocessing
import os
import random
import signal
import statistics
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import psutil
import psycopg

from bench.postgres import Server, running_server
from bench.running.chat import Chat, begin, tell
from bench.running.replica import HELD_SECONDS, run_replica, settings_of, warm
from bot import logs
from bot.desk import words
from bot.serving.chroma_server import ChromaServer
from bot.serving.supervision import Supervision

REPLICAS = 3
ASKED_A_SECOND, MOST_OPEN = 6.0, 30
KINDS = {
    "killed": 40,
    "database connections cut": 18,
    "chat connections cut": 14,
    "clock jumped": 12,
    "model hung": 6,
    "paused": 6,
    "Chroma killed": 2,
    "database killed": 2,
}
"""How often of a hundred."""
BETWEEN_SECONDS = (0.3, 1.1)
ANSWERED_WITHIN_SECONDS = 10.0
"""A replica's next fault comes after some question has ended since its last one, or so much later: else nothing would be tried."""
SETTLED_WITHIN_SECONDS = 120.0
TOLD_EVERY = 100
UNTAKEN = {words.NOT_WRITTEN_DOWN, words.STOPPING}
"""What is said of a question that was not accepted; delivered again, it may be."""
_fork = multiprocessing.get_context("fork")
Told = dict[str, Any]


class Stage:
    """All processes of a run, and what can befall them."""

    def __init__(self, folder: Path, server: Server, open_: ExitStack) -> None:
        self._folder, self.server, self._open = folder, server, open_
        self._chance = random.Random(5)
        self._port, self._model_url = begin(open_, Chat(ASKED_A_SECOND, MOST_OPEN))
        chroma = ChromaServer(folder / "chroma")
        self._chroma_url = chroma.url
        self._chroma = self._begin(lambda: asyncio.run(Supervision(lambda _: 0.5).run({"chroma": chroma})))
        self._database: BaseProcess | None = None
        warm(folder)
        self.starts: list[tuple[int, float]] = []
        self._are_there = [_fork.Event() for _ in range(REPLICAS)]
        self._replicas = [self._start(number) for number in range(REPLICAS)]

    def happen(self, kind: str, number: int) -> tuple[str, float]:
        """Let it happen to a replica, or to what all share; the kind that it was, and how long the replica is away."""
        replica = self._replicas[number]
        if kind == "paused":
            _signal(replica, signal.SIGSTOP)
            return kind, HELD_SECONDS + self._chance.uniform(0.2, 2.5)
        if kind == "database connections cut" and self._cut_database(number):
            return kind, 0.0
        if kind == "chat connections cut":
            self.tell("cut", replica=number)
            return kind, 0.0
        if kind == "clock jumped":
            _signal(replica, signal.SIGUSR1)
            return kind, 0.0
        if kind == "model hung":
            self.tell("hang", seconds=self._chance.uniform(1.0, 4.0))
            return kind, 0.0
        if kind == "Chroma killed" and self.signal_chroma(signal.SIGKILL):
            return kind, 0.0
        if kind == "database killed" and (self._database is None or not self._database.is_alive()):
            self._database = self._begin(lambda: _restart(self.server, self._chance.uniform(0.5, 3.0)))
            return kind, 0.0
        self._kill(number)
        return "killed", 0.0

    @property
    def count(self) -> int:
        """How many replicas there are."""
        return len(self._replicas)

    def go_on(self, number: int) -> None:
        """A pause ends."""
        _signal(self._replicas[number], signal.SIGCONT)

    def is_there(self, number: int) -> bool:
        """Whether a replica takes questions."""
        return bool(self._are_there[number].is_set())

    def tell(self, deed: str, **how: Any) -> Told:
        """Have the chat do something, and hear what it knows."""
        return tell(self._port, deed, **how)

    def restarts(self, hellos: list[tuple[int, float]]) -> list[float]:
        """Seconds from the start of each replica to its being there for people, where it got so far."""
        took = []
        for number, at in self.starts:
            following = min((moment for one, moment in self.starts if one == number and moment > at), default=1e18)
            greeted = min((moment for one, moment in hellos if one == number and moment > at), default=1e18)
            if greeted < following:
                took.append(greeted - at)
        return took

    def _start(self, number: int) -> BaseProcess:
        settings = settings_of(self._folder, number, self.server.url, self._chroma_url, self._model_url)
        self.starts.append((number, time.monotonic()))
        self._are_there[number] = is_there = _fork.Event()
        return self._begin(lambda: run_replica(settings, number, self._port, is_there))

    def _kill(self, number: int) -> None:
        self._replicas[number].kill()
        self._replicas[number].join()
        self._replicas[number] = self._start(number)

    def signal_chroma(self, number: int) -> bool:
        """Send Chroma's server a signal; whether it was there."""
        children = psutil.Process(self._chroma.pid).children()
        for child in children:
            with suppress(psutil.NoSuchProcess):
                child.send_signal(number)
        return bool(children)

    def _cut_database(self, number: int) -> bool:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s"
        try:
            with psycopg.connect(self.server.url.replace("+psycopg", ""), connect_timeout=2) as connection:
                connection.execute(ended, (f"replica-{number}",))
        except psycopg.Error:  # it is away: then there is nothing to be cut
            return False
        return True

    def _begin(self, work: Any) -> BaseProcess:
        process = _fork.Process(target=work, daemon=True)
        process.start()
        self._open.callback(_end, process)
        return process


def _signal(process: BaseProcess, number: int) -> None:
    if process.pid is not None and process.is_alive():
        os.kill(process.pid, number)


def _end(process: BaseProcess) -> None:
    process.kill()
    process.join()


def _restart(server: Server, away_seconds: float) -> None:
    """The database dies, and is there again after a while."""
    server.stop()
    time.sleep(away_seconds)
    server.start()


def measure_faults(faults: int) -> dict[str, float | int | None]:
    """So many faults on each replica."""
    logs.set_up(as_json=True, level="critical")
    with running_server() as server, tempfile.TemporaryDirectory() as scratch, ExitStack() as open_:
        stage = Stage(Path(scratch), server, open_)
        time.sleep(5)
        counts = Counter[str]()
        with suppress(KeyboardInterrupt):  # Ctrl-C ends it early, with the figures so far
            _befall(stage, faults, counts)
        told = settled(stage)
        return _figures(stage, counts, told)


def _befall(stage: Stage, faults: int, counts: Counter[str]) -> None:
    """Each replica's faults, one after the other."""
    chance = random.Random(17)
    due = [(time.monotonic() + chance.uniform(*BETWEEN_SECONDS), number, False) for number in range(REPLICAS)]
    left, ended_at = [faults] * REPLICAS, [(0, 0.0)] * REPLICAS
    heapq.heapify(due)
    while due:
        at, number, is_paused = heapq.heappop(due)
        time.sleep(max(0.0, at - time.monotonic()))
        away = 0.0
        if is_paused:
            stage.go_on(number)
        elif left[number]:
            ended = stage.tell("count")["ended"]
            is_idle = ended == ended_at[number][0] and time.monotonic() < ended_at[number][1] + ANSWERED_WITHIN_SECONDS
            if not stage.is_there(number) or is_idle:
                heapq.heappush(due, (time.monotonic() + 0.1, number, False))
                continue
            ended_at[number] = ended, time.monotonic()
            left[number] -= 1
            kind, away = stage.happen(chance.choices(list(KINDS), list(KINDS.values()))[0], number)
            counts[kind] += 1
            if counts.total() % TOLD_EVERY == 0:
                told = stage.tell("tell")
                doubled = sum(sum(one["show"] == "reply" for one in seen) > 1 for seen in told["seen"].values())
                asked, left_open = told["asked"], len(told["endless"])
                print(f"  {counts.total()} faults: {asked} asked, {left_open} open, {doubled} doubled", flush=True)
        else:
            continue
        heapq.heappush(due, (time.monotonic() + (away or chance.uniform(*BETWEEN_SECONDS)), number, bool(away)))


def settled(stage: Stage) -> Told:
    """What the chat has seen once nothing is left to do, or nothing has been done for as long as one may wait."""
    stage.tell("stop")
    print("  settling", flush=True)
    ends, left = time.monotonic() + SETTLED_WITHIN_SECONDS, len(stage.tell("count")["endless"])
    while left and time.monotonic() < ends:
        time.sleep(0.5)
        if (fewer := len(stage.tell("count")["endless"])) < left:
            ends, left = time.monotonic() + SETTLED_WITHIN_SECONDS, fewer
    time.sleep(4 * HELD_SECONDS)  # whoever would show something twice has had the time for it
    return stage.tell("tell")


def _figures(stage: Stage, counts: Counter[str], told: Told) -> dict[str, float | int | None]:
    answers = {key: [each for each in seen if each["show"] == "reply"] for key, seen in told["seen"].items()}
    untold = {key for key, seen in told["seen"].items() if seen and not answers[key]}
    told_both = {
        key: [each["words"] for each in seen]
        for key, seen in told["seen"].items()
        if answers[key] and any(each["show"] != "reply" and each["words"] not in UNTAKEN for each in seen)
    }
    twice = {key: told["seen"][key] for key, shown in answers.items() if len(shown) > 1}
    for key, seen in twice.items():
        print("  shown twice:", key, seen, flush=True)
    print("  ends without an answer:", Counter(told["seen"][key][-1]["words"] for key in untold), flush=True)
    print("  an answer and something else:", told_both, flush=True)
    restarts = stage.restarts(told["hellos"])
    return {
        "faults": counts.total(),
        **{f"faults: {kind}": count for kind, count in sorted(counts.items())},
        "asked": told["asked"],
        "lost": len(told["endless"]),
        "doubled": len(twice),
        "failed": len(untold),
        "contradicted": len(told_both),
        "restart_ms": round(statistics.median(restarts) * 1000),
    }
