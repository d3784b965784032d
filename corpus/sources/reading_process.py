"""Reading process: pages, PDFs and mails are read in a process of their own, which has only so much time and memory.

What somebody else made can keep a parser busy for hours, fill the memory, or crash the interpreter; here it costs that
process, and one clear line. Requests and replies are JSON, length first, over its pipes.
"""

import base64
import json
import os
import resource
import select
import struct
import subprocess
import sys
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import IO, Any, Self

from corpus.errors import SourceError
from corpus.feeds.feed import Feed, feed_from_plain, feed_to_plain
from corpus.sources.extracted import Extracted, from_plain, to_plain
from corpus.sources.reading import read_here

TIMEOUT_SECONDS = 20.0
MEMORY_BYTES = 2 << 30
LARGEST_REPLY = 64 << 20
_READS_A_PROCESS = 2_000
_LENGTH = struct.Struct(">I")
_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from corpus.sources.reading_process import serve; serve()"
)


class ReadingProcess:
    """Reads one article after another; a `Reader`. Starts its process at the first, and a new one after each that died.

    Safe to use from several threads, which then wait for each other.
    """

    def __init__(self, timeout_seconds: float = TIMEOUT_SECONDS, memory_bytes: int = MEMORY_BYTES) -> None:
        self._timeout_seconds = timeout_seconds
        self._memory_bytes = memory_bytes
        self._process: subprocess.Popen[bytes] | None = None
        self._reads = 0
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __call__(self, kind: str, data: bytes, address: str | None = None, charset: str | None = None) -> Extracted:
        """The article in the bytes; SourceError where there is none, or reading it takes too much."""
        request = {"kind": kind, "data": base64.b64encode(data).decode("ascii"), "address": address, "charset": charset}
        with self._turn:
            reply = self._asked(request)
        if "error" in reply:
            raise SourceError(str(reply["error"]))
        return from_plain(reply)

    def feed(self, data: bytes, address: str | None = None, content_type: str = "") -> Feed:
        """The feed in the bytes; SourceError where there is none, or reading it takes too much."""
        encoded = base64.b64encode(data).decode("ascii")
        with self._turn:
            reply = self._asked({"kind": "feed", "data": encoded, "address": address, "charset": content_type})
        if "error" in reply:
            raise SourceError(str(reply["error"]))
        return feed_from_plain(reply)

    def close(self) -> None:
        """End the process."""
        with self._turn:
            self._stop()

    def _asked(self, request: dict[str, Any], *, is_second_try: bool = False) -> dict[str, Any]:
        process = self._running()
        deadline = time.monotonic() + self._timeout_seconds
        try:
            _send(process.stdin, request)
            reply = _received(process.stdout, deadline)
        except TimeoutError:
            self._stop()
            raise SourceError(f"takes more than {self._timeout_seconds:.0f} seconds to read") from None
        except (OSError, EOFError, ValueError) as error:
            has_read_others = self._reads > 0
            self._stop()
            if has_read_others and not is_second_try:
                return self._asked(request, is_second_try=True)  # it may have died of what came before
            raise SourceError("can't be read: whatever is in it ends the process that reads it") from error
        except BaseException:  # however the wait ends: a reply that nobody waits for would be taken for the next one's
            self._stop()
            raise
        self._reads += 1
        if self._reads >= _READS_A_PROCESS:
            self._stop()  # what libraries leak comes to an end
        return reply

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            command = [sys.executable, "-c", _PROGRAM, json.dumps(sys.path), str(self._memory_bytes)]
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, with our own program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_bare_environment(),
            )
            self._reads = 0
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):  # what could not be sent is not wanted any more
                    pipe.close()


def _bare_environment() -> dict[str, str]:
    """No secret of ours is in the environment of what reads strangers' files."""
    return {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT") if name in os.environ}


def _send(pipe: IO[bytes] | None, message: dict[str, Any]) -> None:
    if pipe is None:
        raise EOFError
    body = json.dumps(message).encode("utf-8", "surrogatepass")
    pipe.write(_LENGTH.pack(len(body)) + body)
    pipe.flush()


def _received(pipe: IO[bytes] | None, deadline: float) -> dict[str, Any]:
    """The next message; TimeoutError at the deadline, EOFError where the process has ended."""
    if pipe is None:
        raise EOFError
    size = _LENGTH.unpack(_bytes(pipe.fileno(), _LENGTH.size, deadline))[0]
    if size > LARGEST_REPLY:
        raise ValueError("a reply that large is none")
    message: dict[str, Any] = json.loads(_bytes(pipe.fileno(), size, deadline))
    return message


def _bytes(descriptor: int, count: int, deadline: float) -> bytes:
    found = bytearray()
    while len(found) < count:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            raise TimeoutError
        part = os.read(descriptor, min(1 << 16, count - len(found)))
        if not part:
            raise EOFError
        found += part
    return bytes(found)


def serve() -> None:
    """What the process does: it reads what it is asked to, until its input ends."""
    memory = int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    requests, replies = sys.stdin.buffer, sys.stdout.buffer
    while head := requests.read(_LENGTH.size):
        _send(replies, _reply(json.loads(requests.read(_LENGTH.unpack(head)[0]))))


def _reply(request: dict[str, Any]) -> dict[str, Any]:
    from corpus.feeds.parsing import read_feed  # feedparser is loaded where feeds are read alone

    data = base64.b64decode(request["data"])
    try:
        if request["kind"] == "feed":
            return feed_to_plain(read_feed(data, request["address"], request["charset"]))
        return to_plain(read_here(request["kind"], data, request["address"], request["charset"]))
    except SourceError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "takes more memory to read than there is for it"}
    except Exception:  # noqa: BLE001  # a stranger's file may find any fault in any parser; it costs that file alone
        return {"error": "can't be read"}
