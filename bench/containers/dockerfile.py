"""A Dockerfile's instructions, carried out in root file systems with chroot; those that ours uses, and no others."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
FROM_OUTSIDE = ("/etc/resolv.conf", "/etc/ssl/certs/ca-certificates.crt")
"""What an engine would give its steps of the machine's network."""
_ASIDE = {"VOLUME", "EXPOSE"}
"""What says something to an engine alone."""
_MOUNTED = 'mount --bind "$1" "$1" && mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev"'


@dataclass
class Image:
    """A root file system, and what was said of the process that runs in it."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)
    user: str = "root"
    folder: str = "/"
    said: dict[str, list[str]] = field(default_factory=dict)

    @property
    def programs(self) -> list[Path]:
        """The folders of programs that there are."""
        return [found for each in SYSTEM_PATH.split(":") if (found := self.root / each[1:]).is_dir()]

    def step(self, command: str) -> None:
        """A RUN: as root, with the network's settings of this machine."""
        for name in FROM_OUTSIDE:
            if Path(name).exists():
                (self.root / name[1:]).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(name, self.root / name[1:])
        script = f'{_MOUNTED} && exec chroot "$1" sh -ec "$2"'
        outside = {
            name: value for name, value in os.environ.items() if name.upper().endswith("_PROXY") or name == "PIP_CERT"
        }
        environment = {"PATH": SYSTEM_PATH} | outside | self.environment
        subprocess.run(
            ["unshare", "-m", "sh", "-ec", script, "-", str(self.root), command], check=True, env=environment
        )

    def start(self, data: Path, environment: dict[str, str]) -> "subprocess.Popen[bytes]":
        """ENTRYPOINT and CMD as its user, without privileges, on a root that can't be written; `data` is /data, /tmp is empty."""
        data.mkdir(exist_ok=True)
        os.chown(data, self.number, self.number)
        confined = "setpriv --no-new-privs --bounding-set -all --clear-groups"
        script = (
            f'{_MOUNTED} && mount --bind "$2" "$1/data" && mount -t tmpfs tmpfs "$1/tmp" && mount -o remount,ro,bind "$1" && '
            f'root=$1 user=$3 folder=$4; shift 4; exec chroot "$root" {confined} --reuid "$user" --regid "$user" '
            'sh -c \'cd "$0" && exec "$@"\' "$folder" "$@"'
        )
        words = [*self.said["ENTRYPOINT"], *self.said["CMD"]]
        return subprocess.Popen(
            [
                "unshare",
                "-m",
                "sh",
                "-ec",
                script,
                "-",
                str(self.root),
                str(data),
                str(self.number),
                self.folder,
                *words,
            ],
            env={"PATH": SYSTEM_PATH} | self.environment | environment,
        )

    def health(self, process: "subprocess.Popen[bytes]") -> int:
        """What the HEALTHCHECK's command ends with in a running container."""
        return self._inside(process, self.said["HEALTHCHECK"])

    def confined(self, process: "subprocess.Popen[bytes]") -> dict[str, int | str]:
        """Whose process it is, and in how many places beside /data and /tmp it could write."""
        status = dict(line.split(":\t", 1) for line in Path(f"/proc/{process.pid}/status").read_text().splitlines())
        places = ("/", "/opt/footnote", "/opt/footnote/app", "/etc", "/usr", "/var")
        written = sum(not self._inside(process, ["sh", "-c", f"touch {place}/x 2>/dev/null"]) for place in places)
        return {
            "runs_as": int(status["Uid"].split()[0]),
            "capabilities": int(status["CapEff"], 16),
            "can_write_to_data": int(not self._inside(process, ["touch", "/data/x"])),
            "can_write_elsewhere": written,
        }

    @property
    def number(self) -> int:
        """The number of its user."""
        found = re.search(rf"^{self.user}:[^:]*:(\d+):", (self.root / "etc/passwd").read_text(), re.MULTILINE)
        if found is None:
            raise ValueError(f"there is no user {self.user}")
        return int(found[1])

    def _inside(self, process: "subprocess.Popen[bytes]", words: list[str]) -> int:
        entered = [
            "nsenter",
            "-m",
            "-t",
            str(process.pid),
            "chroot",
            f"--userspec={self.number}:{self.number}",
            str(self.root),
        ]
        return subprocess.run([*entered, *words], check=False, env={"PATH": SYSTEM_PATH}).returncode


def build(context: Path, base: Callable[[str], Path], into: Path) -> Image:
    """The last stage's image. `base` makes the root file system of a base image."""
    stages: dict[str, Image] = {}
    image = Image(into)
    for name, rest in instructions((context / "Dockerfile").read_text()):
        if name == "FROM":
            source, _, called = rest.partition(" AS ")
            image = stages[called or str(len(stages))] = Image(into / f"stage-{len(stages)}")
            subprocess.run(["cp", "-a", base(source), image.root], check=True)  # owners and devices, too
        elif name == "COPY":
            _copy(context, stages, image, rest.split())
        elif name not in _ASIDE:
            _do(image, name, rest)
    return image


def _do(image: Image, name: str, rest: str) -> None:
    match name:
        case "RUN":
            image.step(rest)
        case "ENV":
            image.environment |= dict(each.split("=", 1) for each in rest.split())
        case "USER":
            image.user = rest
        case "WORKDIR":
            image.folder = rest
        case "HEALTHCHECK":
            image.said[name] = json.loads(rest.split("CMD", 1)[1])
        case "ENTRYPOINT" | "CMD":
            image.said[name] = json.loads(rest)
        case _:
            raise ValueError(f"no way to carry out {name} here")


def _copy(context: Path, stages: dict[str, Image], image: Image, words: list[str]) -> None:
    *options, source, target = words
    origin = stages[options[0].removeprefix("--from=")].root / source[1:] if options else context / source
    place = image.root / target[1:]
    if origin.is_dir():
        left = None if options else shutil.ignore_patterns("__pycache__")
        shutil.copytree(origin, place, symlinks=True, dirs_exist_ok=True, ignore=left)
        return
    place = place / origin.name if target.endswith("/") else place
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(origin, place)


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """Name and rest of each, lines that go on put together."""
    joined = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    for line in filter(str.strip, joined.splitlines()):
        name, _, rest = line.strip().partition(" ")
        yield name.upper(), rest.strip()
