"""compose.yaml and compose.replicas.yaml carried out by Docker, each until every replica has answered a question in a fake Slack.

`python -m bench compose` needs a Docker engine (DOCKER_HOST names another than the machine's own) and Compose 2.24 or newer;
FOOTNOTE_COMPOSE may name its program. Images that the engine has are taken as they are. Everything that it made is gone afterwards.
"""

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.containers import fake_slack

ROOT = Path(__file__).parents[2]
RUNS = {"one": ("compose.yaml", 1), "replicas": ("compose.replicas.yaml", 3)}
READY_SECONDS, HEALTHY_SECONDS = 240, 65
PLACES = ("/", "/opt/footnote/app", "/etc", "/usr", "/var", "/articles")
Figures = dict[str, float | int | None]


def run(*, quick: bool) -> Figures:
    """The figures of each file; null where there is no engine. With `quick` the single machine alone."""
    figures: Figures = {}
    for name, (file, replicas) in RUNS.items():
        if not _has_engine() or (quick and name != "one"):
            figures[f"{name}_answered"] = None
            continue
        with tempfile.TemporaryDirectory(prefix="footnote-compose-") as scratch:
            project = _project(Path(scratch) / f"footnote-bench-{name}")
            stack = Stack(project, file)
            try:
                figures |= {f"{name}_{what}": value for what, value in _tried(stack, replicas).items()}
            finally:
                stack.do("down", "--volumes", "--timeout", "40")
    return figures


def _has_engine() -> bool:
    try:
        done = subprocess.run(["docker", "info"], capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return done.returncode == 0


def _project(folder: Path) -> Path:
    """The files that Compose works on, with tokens of the fake Slack in `.env`."""
    folder.mkdir()
    for name in ("compose.yaml", "compose.replicas.yaml", "Dockerfile", ".dockerignore", "requirements.runtime.lock"):
        shutil.copy(ROOT / name, folder)
    for name in ("corpus", "retrieval", "bot"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    told = fake_slack.environment() | {"POSTGRES_PASSWORD": "bench"}
    (folder / ".env").write_text("".join(f"{name}={value}\n" for name, value in told.items()))
    return folder


class Stack:
    """One Compose file's services."""

    def __init__(self, folder: Path, file: str) -> None:
        program = os.environ.get("FOOTNOTE_COMPOSE")
        self._words = [*([program] if program else ["docker", "compose"]), "-f", file]
        self._folder = folder

    def do(self, *words: str) -> str:
        """A Compose command; what it printed."""
        return subprocess.run(
            [*self._words, *words], cwd=self._folder, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def replicas(self) -> list[str]:
        """The containers that serve, running or not."""
        return self.do("ps", "--all", "--quiet", "footnote").split()


def _tried(stack: Stack, replicas: int) -> Figures:
    began = time.monotonic()
    stack.do("up", "--detach", "--scale", f"footnote={replicas}")
    names = stack.replicas()
    with _fakes(names, 0) as answers:
        for name in names:
            _until_ready(name)
        figures: Figures = {"replicas": len(names), "ready_seconds": round(time.monotonic() - began)}
        figures["answered"] = answers()
    figures["can_write_elsewhere"] = sum(_can_write(name, place) for name in names for place in PLACES)
    figures["can_write_to_data"] = sum(_can_write(name, "/data") for name in names)
    stack.do("restart", "footnote")
    with _fakes(names, len(names)) as answers:
        figures["answered_after_restart"] = answers()
        figures["healthy"] = sum(map(_gets_healthy, names))
        stack.do("stop", "footnote")
    figures["ended_with"] = max(_state(name)["ExitCode"] for name in names)
    return figures


@contextmanager
def _fakes(names: Sequence[str], first: int) -> Iterator[Callable[[], int]]:
    """A fake Slack in each container's network; what is yielded waits, and counts the containers that answered."""
    fakes = [_fake(name, number) for number, name in enumerate(names, first)]
    try:
        yield lambda: sum(int(fake.stdout.readline() or 0) for fake in fakes if fake.stdout)
    finally:
        for fake in fakes:
            fake.terminate()
            fake.communicate()


def _fake(name: str, number: int) -> "subprocess.Popen[str]":
    beside = ["--network", f"container:{name}", "--volume", f"{ROOT}:/bench:ro", "--workdir", "/bench"]
    python = ["--env", "PYTHONPATH=/bench", "--entrypoint", "/opt/footnote/bin/python", "footnote"]
    words = ["docker", "run", "--rm", "--init", *beside, *python, "-m", "bench.containers.fake_slack", str(number)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


def _gets_healthy(name: str) -> bool:
    """Whether the engine finds it healthy within two of its looks."""
    ends = time.monotonic() + HEALTHY_SECONDS
    while _state(name)["Health"]["Status"] != "healthy":
        if time.monotonic() > ends:
            return False
        time.sleep(1)
    return True


def _until_ready(name: str) -> None:
    ends = time.monotonic() + READY_SECONDS
    check = json.loads(_docker("inspect", "--format", "{{json .Config.Healthcheck.Test}}", name))[1:]
    while subprocess.run(["docker", "exec", name, *check], capture_output=True, check=False).returncode:
        if time.monotonic() > ends:
            raise TimeoutError(f"{name} is not ready: {_docker('logs', '--tail', '5', name)}")
        time.sleep(1)


def _can_write(name: str, place: str) -> bool:
    tried = ["docker", "exec", name, "touch", f"{place}/x"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


def _state(name: str) -> dict[str, Any]:
    state: dict[str, Any] = json.loads(_docker("inspect", "--format", "{{json .State}}", name))
    return state


def _docker(*words: str) -> str:
    return subprocess.run(["docker", *words], check=True, capture_output=True, text=True).stdout
