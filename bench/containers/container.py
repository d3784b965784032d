"""The Dockerfile carried out where no container engine runs: debootstrap makes the base image, chroot its steps and its run.

`python -m bench container` (as root, on Debian, with debootstrap) builds both stages, looks whether the end image is what it is said
to be, and runs two replicas of it as compose.replicas.yaml has them, each as its user, without privileges, on a root that can't be
written, beside PostgreSQL and Chroma's server, until a question that is asked in a fake Slack is answered.
"""

import asyncio
import os
import shutil
import subprocess
import tempfile
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from bench.containers import fake_slack
from bench.containers.dockerfile import Image, build
from bench.postgres import running_server
from bot.serving.chroma_server import free_port

ROOT = Path(__file__).parents[2]
BASE_PACKAGES = "ca-certificates,python3,python3-venv"
COMPILERS = ("cc", "gcc", "g++", "c++", "clang", "make", "ld", "as", "rustc", "cargo")
MEGABYTE = 1 << 20
Figures = dict[str, int | str]


def run(*, quick: bool) -> Figures:
    """The figures; FOOTNOTE_BASE may name a root file system that stands for the base image."""
    folder = Path(tempfile.mkdtemp(prefix="footnote-container-"))
    try:
        image = build(ROOT, lambda name: _base(folder, name), folder)
        return _looked_at(image) | asyncio.run(_answered(image, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _base(folder: Path, name: str) -> Path:
    """What stands for a base image: Debian with the Python of its version."""
    if not name.endswith("-bookworm"):
        raise ValueError(f"no way to make {name} here")
    base = Path(os.environ.get("FOOTNOTE_BASE", folder / "base"))
    if not base.exists():
        subprocess.run(
            ["debootstrap", "--variant=minbase", f"--include={BASE_PACKAGES}", "bookworm", base],
            check=True,
            stdout=subprocess.DEVNULL,
        )
    python = base / "usr/bin/python"
    if not python.is_symlink():
        python.symlink_to("python3")
    return base


def _looked_at(image: Image) -> Figures:
    """What is in the end image."""
    there = {path.name for folder in image.programs for path in folder.iterdir()}
    size = sum(path.lstat().st_size for path in image.root.rglob("*") if path.is_file() and not path.is_symlink())
    added = sum(path.lstat().st_size for path in (image.root / "opt").rglob("*") if path.is_file())
    return {
        "compilers": len(there & set(COMPILERS)),
        "size_mb": round(size / MEGABYTE),
        "ours_mb": round(added / MEGABYTE),
        "user": image.user,
    }


async def _answered(image: Image, folder: Path) -> Figures:
    """Two replicas, PostgreSQL and Chroma; what was seen while a question was asked and the replicas were stopped."""
    with ExitStack() as open_:
        database = open_.enter_context(running_server())
        chroma_port = free_port()
        chroma = subprocess.Popen(
            ["chroma", "run", "--path", folder / "chroma", "--host", "127.0.0.1", "--port", str(chroma_port)],
            stdout=subprocess.DEVNULL,
        )
        open_.callback(_ended, chroma)
        async with fake_slack.people.Newsroom() as slack:
            environment = fake_slack.environment(slack.api_url) | {
                "DATABASE_URL": database.url.replace("+psycopg", ""),
                "FOOTNOTE_CHROMA_URL": f"http://127.0.0.1:{chroma_port}",
            }
            replicas = []
            for number in range(2):
                port = 8080 + number
                started = image.start(folder / f"data-{number}", environment | {"FOOTNOTE_HEALTH_PORT": str(port)})
                open_.callback(_ended, started)
                replicas.append(started)
                await _ready(port)
            health = await asyncio.to_thread(image.health, replicas[0])
            seen = image.confined(replicas[0])
            await fake_slack.ask(slack, 60)
            ends = [await asyncio.to_thread(_stopped, each) for each in replicas]
    return seen | {"health_check": health, "replicas": len(replicas), "answered": 1, "ended_with": max(map(abs, ends))}


async def _ready(port: int) -> None:
    async with asyncio.timeout(180):
        while not await asyncio.to_thread(_is_ready, port):
            await asyncio.sleep(0.5)


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=5):
            return True
    except OSError:
        return False


def _stopped(process: "subprocess.Popen[bytes]") -> int:
    """SIGTERM, as an engine stops it; what it ended with."""
    process.terminate()
    return process.wait(60)


def _ended(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
