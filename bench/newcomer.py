"""The README as a newcomer follows it: its blocks of commands, to the letter and in their order, in a clean copy.

With `--full` in a fresh Debian that has nothing but Python (made by debootstrap, which needs root). Blocks whose places
are made up (news.example) or that need Docker are left out, and said to be.
"""

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = "python3,python3-venv,ca-certificates"
RELEASE = "bookworm"
WAY_OUT = ("PIP_CERT", "PIP_INDEX_URL", "SSL_CERT_FILE", "http_proxy", "https_proxy", "no_proxy")
"""Variables that say how this machine reaches the package registries."""

LEFT_OUT = {".example/": "its addresses are made up", "docker ": "it needs Docker"}
"""What a block holds that can't be run here, and why not."""

Figures = dict[str, float | int | None]


def run(*, quick: bool = False, full: bool = False) -> Figures:
    """Run the blocks; figures: `blocks` run, `failed`, and the seconds of each by the name above it. Stops at a failure.

    With `quick` the block that runs the tests is left out.
    """
    with _place(full=full) as (folder, enter):
        _copy_to(folder)
        figures: Figures = {"blocks": 0, "failed": 0}
        before = ""
        for name, block in _blocks(quick=quick):
            began = time.monotonic()
            print(f"+ {block}", flush=True)
            outcome = subprocess.run(
                [*enter, "bash", "-euo", "pipefail", "-c", before + block], cwd=folder, check=False
            )
            figures["blocks"] = int(figures["blocks"] or 0) + 1
            figures[f"{name}_seconds"] = round(time.monotonic() - began, 1)
            if outcome.returncode:
                figures["failed"] = 1
                break
            before = f"{block}\n" if name == "path" else before
        return figures


def _blocks(*, quick: bool) -> Iterator[tuple[str, str]]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.findall(r"(?:<!-- (\w+) -->\n)?```sh\n(.*?)```", text, re.DOTALL)
    for number, (name, block) in enumerate(found, 1):
        why = next((why for mark, why in LEFT_OUT.items() if mark in block), None)
        if quick and name == "test":
            why = "it takes minutes"
        if why:
            print(f"– left out, for {why}: {block.strip().splitlines()[0]}", flush=True)
        else:
            yield name or f"block_{number}", block.strip()


def _copy_to(folder: Path) -> None:
    """The tree without what tools have left in it."""
    left = shutil.ignore_patterns(
        ".git", ".venv", "__pycache__", "*.egg-info", ".*_cache", ".hypothesis", "build", "dist"
    )
    shutil.copytree(ROOT, folder, ignore=left, dirs_exist_ok=True)


@contextmanager
def _place(*, full: bool) -> Iterator[tuple[Path, Sequence[str]]]:
    """A folder, and the words that come before a command to run it there."""
    if not full:
        with tempfile.TemporaryDirectory() as made:
            yield Path(made), ("env", f"FOOTNOTE_DATA={made}/data")
        return
    with tempfile.TemporaryDirectory() as made:
        root = Path(made) / "debian"
        _make_debian(root)
        folder = root / "home" / "footnote"
        folder.mkdir()
        passed = [f"{name}={os.environ[name]}" for name in WAY_OUT if name in os.environ]
        home = ["HOME=/home", "PATH=/usr/bin:/bin:/usr/sbin:/sbin", "LANG=C.UTF-8"]
        try:
            yield folder, ("chroot", str(root), "env", "-i", "-C", "/home/footnote", *home, *passed)
        finally:
            subprocess.run(["umount", "--lazy", root / "proc"], check=True)


def _make_debian(root: Path) -> None:
    """Debian's smallest system with Python, and this machine's way to the package registries."""
    subprocess.run(
        ["debootstrap", "--variant=minbase", f"--include={PACKAGES}", RELEASE, root],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    for name in ("/etc/resolv.conf", "/etc/hosts", "/etc/ssl/certs/ca-certificates.crt"):
        if Path(name).is_file():
            shutil.copy(name, root / name.lstrip("/"))
    subprocess.run(["mount", "-t", "proc", "proc", root / "proc"], check=True)
