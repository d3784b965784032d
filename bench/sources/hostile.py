"""Hostile inputs: pages, feeds, ZIP files, PDFs, mails and addresses made to hurt; for each a reason or a harmless result.

An input is through when it ends in anything but a SourceError or a harmless article, when what it must not reach is in
what came out, when a file appears where none should, or when a connection is made that must not be.
"""

import asyncio
import random
import socket
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.sources.hostile_inputs import Input, made
from corpus.errors import SourceError
from corpus.fetching.transport import Transport
from corpus.sources.files import read_file, single_file
from corpus.sources.reading_process import ReadingProcess

SECONDS_EACH = 8.0
SLOWEST_SECONDS = 2 * SECONDS_EACH + 4
_SECRET = b"root:"


def hostile_figures(count: int) -> dict[str, int]:
    """Try so many inputs, and count those that got through."""
    chance = random.Random(31)
    through: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, _listener() as listener, ReadingProcess(SECONDS_EACH) as reader:
        for number in range(count):
            given = made(number, chance)
            tried[given.kind] += 1
            began = time.monotonic()
            fault = _fault(given, reader, Path(folder), listener)
            if fault is None and time.monotonic() - began > SLOWEST_SECONDS:
                fault = f"took {time.monotonic() - began:.0f} s"
            if fault:
                through[given.kind] += 1
                print(f"through: {given.kind} {given.name}: {fault}", flush=True)
    print(f"hostile inputs by kind: {dict(tried)}")
    return {"hostile_inputs": count, "hostile_through": through.total()}


def _fault(given: Input, reader: ReadingProcess, folder: Path, listener: "_Listener") -> str | None:
    """How an input got through; None where it didn't."""
    before = listener.connections
    try:
        shown = _outcome(given, reader, folder, listener)
    except SourceError as error:
        shown = str(error)
        if "\n" in shown or not shown.strip():
            return "no reason in one line"
    except Exception as error:  # noqa: BLE001 - whatever else it ends in is what is counted
        return f"{type(error).__name__}: {error}"
    if _SECRET.decode() in shown:
        return "shows what it must not reach"
    if listener.connections > before:
        return "was connected to"
    if {path.name for path in folder.parent.glob("evil*")} or list(folder.glob("**/evil*")):
        return "wrote a file"
    return None


def _outcome(given: Input, reader: ReadingProcess, folder: Path, listener: "_Listener") -> str:
    """What came out of an input, as text."""
    if given.kind in ("address", "redirect"):
        return asyncio.run(_fetched(given, listener))
    if given.kind == "feed":
        return repr(reader.feed(given.data, "https://n.example/feed"))
    if given.kind == "zip":
        path = folder / "pack.zip"
        path.write_bytes(given.data)
        found = single_file(path, "pack.zip")
        texts = []
        for file in found.files[:20]:
            try:
                texts.append(read_file(file, reader).text)
            except SourceError as error:
                texts.append(str(error))
        return "\n".join([*texts, *map(str, found.problems)])
    return reader(given.kind, given.data, "https://n.example/a").text


async def _fetched(given: Input, listener: "_Listener") -> str:
    """What a transport that may not reach this machine makes of an address here, or of a redirect to it."""
    target = given.name.replace("PORT", str(listener.port))
    if given.kind == "address":
        async with Transport(timeout_seconds=3) as transport:
            return repr(await transport.get(target))
    redirector = await asyncio.start_server(_redirecting(target), "127.0.0.1", 0)
    start = f"http://127.0.0.1:{redirector.sockets[0].getsockname()[1]}/"

    class Outside(Transport):
        """Takes the redirecting site for a public one, and nothing else."""

        def _refuse(self, address: str) -> None:
            if address != start:
                super()._refuse(address)

    async with redirector, Outside(timeout_seconds=3) as transport:
        return repr(await transport.get(start))


def _redirecting(target: str) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        location = target.encode("utf-8", "replace")
        writer.write(
            b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
        await writer.drain()
        writer.close()

    return answer


class _Listener:
    """What must not be reached."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.connections = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + _SECRET)
            connection.close()

    def close(self) -> None:
        """Listen no more."""
        self._socket.close()


@contextmanager
def _listener() -> Iterator[_Listener]:
    listener = _Listener()
    try:
        yield listener
    finally:
        listener.close()
