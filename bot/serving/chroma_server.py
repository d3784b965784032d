"""ChromaServer: Chroma's own server as a child of this process, its folder's only owner."""

import asyncio
import contextlib
import socket
import sys
import time
import urllib.request
from pathlib import Path

STARTS_WITHIN_SECONDS = 60.0
ENDS_WITHIN_SECONDS = 10.0
_LINUX_PDEATHSIG = 1
# The child must not outlive this process, however it ends: a second server on its folder would lose vectors. Linux ends it; where
# there is no such call, the child sees its input end.
_SERVE = f"""
import ctypes, os, signal, sys, threading
if sys.platform == "linux":
    ctypes.CDLL(None).prctl({_LINUX_PDEATHSIG}, signal.SIGKILL)
def end():
    sys.stdin.buffer.read()
    os._exit(1)
threading.Thread(target=end, daemon=True).start()
from chromadb.cli.cli import app
sys.argv = ["chroma", *sys.argv[1:]]
app()
"""


class ChromaServerEnded(Exception):
    """The server did not start, or is not there any more."""


class ChromaServer:
    """A part that runs the server on a port of 127.0.0.1; begun again, it has the same address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self._port}"

    async def run(self) -> None:
        """Run it until cancelled; ChromaServerEnded where it ends by itself."""
        words = ("run", "--path", str(self._folder), "--host", "127.0.0.1", "--port", str(self._port))
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            _SERVE,
            *words,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            code = await process.wait()
            raise ChromaServerEnded(f"Chroma's server ended with {code}")
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(ENDS_WITHIN_SECONDS):
                    await process.wait()

    async def answers(self, within_seconds: float = STARTS_WITHIN_SECONDS) -> bool:
        """Whether it answers within that time."""
        ends = time.monotonic() + within_seconds
        while time.monotonic() < ends:
            if await asyncio.to_thread(self._is_there):
                return True
            await asyncio.sleep(0.1)
        return False

    def _is_there(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=2):  # noqa: S310 - our own
                return True
        except OSError:
            return False


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
