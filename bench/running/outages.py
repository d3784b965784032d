"""What all replicas share is away for a while, under load: what is lost or shown twice, and how long the longest wait was."""

import signal
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.postgres import running_server
from bench.running.faults import Stage, settled
from bot import logs

AWAY = ("database", "chroma", "model")
BEFORE_SECONDS = 10.0


def measure_outages(seconds: float) -> dict[str, float | int | None]:
    """Database, Chroma's server and the model, each away (the last two hang) for so long."""
    logs.set_up(as_json=True, level="critical")
    figures: dict[str, float | int | None] = {}
    for what in AWAY:
        with running_server() as server, tempfile.TemporaryDirectory() as scratch, ExitStack() as open_:
            stage = Stage(Path(scratch), server, open_)
            while not all(map(stage.is_there, range(stage.count))):
                time.sleep(0.5)
            time.sleep(BEFORE_SECONDS)
            _be_away(stage, what, seconds)
            figures |= {f"{what}_away_{name}": value for name, value in _figures(settled(stage)).items()}
            print(what, figures, flush=True)
    return figures


def _be_away(stage: Stage, what: str, seconds: float) -> None:
    if what == "database":
        stage.server.stop()
        time.sleep(seconds)
        stage.server.start()
    elif what == "chroma":
        stage.signal_chroma(signal.SIGSTOP)
        time.sleep(seconds)
        stage.signal_chroma(signal.SIGCONT)
    else:
        stage.tell("hang", seconds=seconds)
        time.sleep(seconds)


def _figures(told: dict[str, Any]) -> dict[str, float | int | None]:
    answers = {key: [each for each in seen if each["show"] == "reply"] for key, seen in told["seen"].items()}
    waits = [shown[0]["at"] - told["asked_at"][key] for key, shown in answers.items() if shown]
    return {
        "asked": len(told["asked_at"]),
        "answered": len(waits),
        "told": sum(bool(seen) and not answers[key] for key, seen in told["seen"].items()),
        "lost": len(told["endless"]),
        "doubled": sum(len(shown) > 1 for shown in answers.values()),
        "longest_seconds": round(max(waits), 1),
    }
