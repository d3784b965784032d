"""Logs: one event a line, as JSON or for a person; the only home of structlog.

Each line within `about` carries its context, such as the request id that names a question from the platform's event to
its answer. What people asked is logged as `text` only, which is dropped unless it was asked for.
"""

import logging
import sys
import traceback
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, cast

import structlog

Logger = structlog.typing.FilteringBoundLogger
Processor = structlog.typing.Processor


class Lossy:
    """A stream that takes lines as far as there is room: a full disk costs lines, and ends nobody who serves.

    `lost` is how many lines did not get through since the last one that did.
    """

    def __init__(self, stream: TextIO) -> None:
        self.lost = 0
        self._stream = stream
        self._has_failed = False

    def write(self, text: str) -> int:
        """Write, or lose it."""
        try:
            return self._stream.write(text)
        except OSError:
            self._has_failed = True
            return len(text)

    def flush(self) -> None:
        """The end of a line."""
        try:
            self._stream.flush()
        except OSError:
            self._has_failed = True
        self.lost = self.lost + 1 if self._has_failed else 0
        self._has_failed = False


def logger(part: str) -> Logger:
    """The logger of a part of the bot. Where logs were not set up, as in most commands, warnings go to stderr, in text."""
    if not structlog.is_configured():
        _configure(lambda *_: structlog.PrintLogger(sys.stderr), logging.WARNING, as_json=False, with_text=False)
    log: Logger = structlog.get_logger(part=part)
    return log


@contextmanager
def about(**context: Any) -> Iterator[None]:
    """Let every line that is logged inside carry this context, in whichever module it arises."""
    with structlog.contextvars.bound_contextvars(**context):
        yield


def set_up(*, as_json: bool, level: str = "info", with_text: bool = False, to: TextIO | None = None) -> None:
    """Send all logs, those of libraries too, to a stream (stderr): JSON or lines for a person, from a level on."""
    has_colors = (to or sys.stderr).isatty()
    stream = Lossy(to or sys.stderr)
    number = logging.getLevelNamesMapping()[level.upper()]
    factory = structlog.PrintLoggerFactory(cast("TextIO", stream))
    *shared, last = _configure(
        factory, number, _of_lost(stream), as_json=as_json, with_text=with_text, has_colors=has_colors
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, _library],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(number, logging.WARNING))


def _configure(
    factory: Callable[..., Any],
    level: int,
    *further: Processor,
    as_json: bool,
    with_text: bool,
    has_colors: bool = False,
) -> list[Processor]:
    """Have structlog write through these processors, the last of which makes a line."""
    processors: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _where_it_broke,
        *further,
        _unchanged if with_text else _without_text,
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=has_colors),
    ]
    structlog.configure(
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=factory,
        cache_logger_on_first_use=False,
    )
    return processors


def _where_it_broke(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """An exception by its kind and the places in the code: its text may hold what is secret or private."""
    told = event.pop("exc_info", None)
    error = sys.exc_info()[1] if told is True else told[1] if isinstance(told, tuple) else told
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)
        event["exception"] = type(error).__name__
        event["at"] = [f"{Path(each.filename).stem}:{each.lineno} {each.name}" for each in frames][-8:]
    return event


def _of_lost(stream: Lossy) -> Processor:
    """A line that gets through again says how many did not since the last one that did."""

    def tell(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        if stream.lost:
            event["lines_lost"] = stream.lost
        return event

    return tell


def _library(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    record = event.get("_record")
    event["part"] = record.name if record is not None else "library"
    return event


def _without_text(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    event.pop("text", None)
    return event


def _unchanged(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return event
