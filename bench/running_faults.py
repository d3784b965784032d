"""Kills, pauses and database outages under load: is anything that was accepted lost, is anything shown twice?"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from bench.postgres import Server, running_server
from bench.running_room import HELD_SECONDS

REPLICAS = 3
ASKED_A_SECOND = 20.0
DELIVERED_AGAIN = 0.2
SETTLED_WITHIN_SECONDS = 90.0


class Replicas:
    """Processes that answer from one database, and the questions that they are given."""

    def __init__(self, folder: Path, url: str) -> None:
        self._folder = folder
        self._url = url
        self._chance = random.Random(17)
        self.asked = 0
        (folder / "shown").mkdir()
        for number in range(REPLICAS):
            (folder / f"asked-{number}").mkdir()
        self._processes = [self._started(number) for number in range(REPLICAS)]

    def ask(self) -> None:
        """One more question, to any replica; now and then, as platforms do, to a second one too."""
        for _ in range(2 if self._chance.random() < DELIVERED_AGAIN else 1):
            path = self._folder / f"asked-{self._chance.randrange(REPLICAS)}" / f"q{self.asked}.part"
            path.write_text("Who?")
            path.rename(path.with_suffix(".txt"))
        self.asked += 1

    def kill(self) -> None:
        """Kill -9 of any replica, which is started again."""
        number = self._chance.randrange(REPLICAS)
        self._processes[number].kill()
        self._processes[number].wait()
        self._processes[number] = self._started(number)

    def pause(self, while_paused: float) -> None:
        """Stop any replica for longer than its questions are held for it; the others go on, and so does the asking."""
        process = self._processes[self._chance.randrange(REPLICAS)]
        process.send_signal(signal.SIGSTOP)
        self.ask_for(while_paused)
        process.send_signal(signal.SIGCONT)

    def ask_for(self, seconds: float) -> None:
        """Go on asking at the usual rate."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            self.ask()
            time.sleep(self._chance.expovariate(ASKED_A_SECOND))

    def ends(self) -> dict[str, list[str]]:
        """What each question was shown, by its key; of those that were given to a replica."""
        taken = {path.stem for path in self._folder.glob("asked-*/*.taken")}
        shown = {path.stem: path.read_text().split() for path in (self._folder / "shown").glob("*.txt")}
        return {key: shown.get(key, []) for key in taken}

    def settle(self) -> None:
        """Wait until nothing is left to do, or for as long as one may wait."""
        ends = time.monotonic() + SETTLED_WITHIN_SECONDS
        while time.monotonic() < ends:
            waiting = any(self._folder.glob("asked-*/*.txt"))
            if not waiting and all(self.ends().values()):
                time.sleep(HELD_SECONDS)  # whoever would show something twice has had the time for it
                return
            time.sleep(0.2)

    def stop(self) -> None:
        """End them all."""
        for process in self._processes:
            process.send_signal(signal.SIGCONT)
            process.kill()
            process.wait()

    def _started(self, number: int) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "bench.running_room", str(self._folder), str(number), self._url]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def measure_faults(faults: int) -> dict[str, float | int | None]:
    """So many faults, among them one pause in ten and one outage in twenty-five."""
    chance = random.Random(5)
    counts: Counter[str] = Counter()
    with running_server() as server, tempfile.TemporaryDirectory() as scratch:
        replicas = Replicas(Path(scratch), server.url)
        try:
            replicas.ask_for(3)
            for number in range(1, faults + 1):
                kind = "outage" if number % 25 == 0 else "pause" if number % 10 == 0 else "kill"
                counts[kind] += 1
                _happen(kind, replicas, server)
                replicas.ask_for(chance.uniform(0.1, 1.0))
            replicas.settle()
            ends = replicas.ends()
        finally:
            replicas.stop()
    return {
        "faults": faults,
        **counts,
        "asked": replicas.asked,
        "accepted": len(ends),
        "lost": sum(not shown for shown in ends.values()),
        "doubled": sum(shown.count("reply") > 1 for shown in ends.values()),
        "failed": sum("reply" not in shown and bool(shown) for shown in ends.values()),
    }


def _happen(kind: str, replicas: Replicas, server: Server) -> None:
    if kind == "kill":
        replicas.kill()
    elif kind == "pause":
        replicas.pause(HELD_SECONDS + 1.5)
    else:
        server.stop()
        replicas.ask_for(1.0)
        server.start()
