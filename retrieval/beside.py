"""Work in a process beside this one, which ends when this one does, however that ends."""

import json
import os
import subprocess
import sys
import threading

_PROGRAM = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from {module} import run; run()"


def start_beside(module: str, *arguments: str) -> subprocess.Popen[bytes] | None:
    """A process that calls `run` of a module of ours, with its input open as long as this one lives; None where none can start.

    What it is told stands in its `sys.argv` from the third place on.
    """
    command = [sys.executable, "-c", _PROGRAM.format(module=module), json.dumps(sys.path), *arguments]
    try:
        return subprocess.Popen(  # noqa: S603 - this interpreter, with our own program
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError:
        return None


def end_with_starter() -> None:
    """In the process that was started: end it as soon as the one that started it has ended."""
    threading.Thread(target=_end_with_input, daemon=True).start()


def _end_with_input() -> None:
    os.read(0, 1)
    os._exit(1)
