import asyncio
import contextlib
import errno
import io
import json
import logging
import os

import pytest

from bot import logs
from bot.desk.desk import Desk
from tests.bot.scripted import ScriptedResponder, WrittenSurface, asked


@pytest.fixture
def logged():
    """Sets logs up, and gives what was logged since."""
    import structlog

    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()

    def set_up(*, as_json=True, to=stream, **chosen):
        logs.set_up(as_json=as_json, to=to, **chosen)
        return lambda: [json.loads(line) if as_json else line for line in stream.getvalue().splitlines()]

    yield set_up
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def test_every_line_about_a_question_carries_its_request_id(logged):
    lines = logged()
    with logs.about(request="slack:Ev1"):
        logs.logger("desk").info("question accepted")
        logging.getLogger("library").warning("odd")
    assert [(line["request"], line["part"]) for line in lines()] == [("slack:Ev1", "desk"), ("slack:Ev1", "library")]


@pytest.mark.parametrize(("with_text", "expected"), [(False, None), (True, "Who?")])
def test_what_people_asked_is_logged_only_where_it_was_asked_for(logged, with_text, expected):
    lines = logged(with_text=with_text)
    logs.logger("desk").info("question accepted", text="Who?")
    assert lines()[0].get("text") == expected


def break_with(secret):
    question = f"Who knows {secret}?"
    raise ValueError(question)


def test_lines_for_a_person_show_neither_an_exceptions_text_nor_what_the_code_had_in_hand(logged):
    lines = logged(as_json=False)
    try:
        break_with("xoxb-canary")
    except ValueError:
        logs.logger("desk").exception("question broke", text="Who knows xoxb-canary?")
        logging.getLogger("library").exception("broke")
    told = "\n".join(lines())
    assert told.count("ValueError") == 2
    assert "break_with" in told
    assert "canary" not in told


def test_a_command_that_sets_up_no_logs_shows_no_more(logged, capsys):
    import structlog

    logged()
    structlog.reset_defaults()
    try:
        break_with("xoxb-canary")
    except ValueError:
        logs.logger("digest").exception("post broke", text="Who knows xoxb-canary?")
    logs.logger("digest").info("quiet")
    told = capsys.readouterr()
    assert "post broke" in told.err
    assert "canary" not in told.err + told.out
    assert "quiet" not in told.err + told.out


async def test_the_request_id_goes_from_the_event_to_the_answer_through_threads_too(logged, store):
    lines = logged()

    class Responder(ScriptedResponder):
        async def respond(self, question, filters, turns):
            await asyncio.to_thread(logs.logger("answerer").info, "looked up")
            await asyncio.to_thread(logging.getLogger("library").warning, "odd")
            async for event in super().respond(question, filters, turns):
                yield event

    await Desk(Responder(), store).take(asked("Ev7", "Who knows xoxb-canary?"), WrittenSurface())
    told = lines()
    assert [line["event"] for line in told] == ["question accepted", "looked up", "odd", "question ended"]
    assert {line["request"] for line in told} == {"slack:Ev7"}
    assert "canary" not in json.dumps(told)


def test_an_exception_is_logged_by_its_kind_and_place_without_its_text(logged):
    lines = logged()
    try:
        int("secret")
    except ValueError:
        logs.logger("desk").exception("question broke")
        logging.getLogger("library").exception("broke")
    ours, theirs = lines()
    assert ours["exception"] == theirs["exception"] == "ValueError"
    assert "test_logs" in ours["at"][-1]
    assert "secret" not in json.dumps([ours, theirs])


class SmallDisk(io.StringIO):
    """A log file on a disk that may be full."""

    is_full = False

    def flush(self):
        if self.is_full:
            raise OSError(errno.ENOSPC, "No space left on device")


def test_a_log_without_room_loses_lines_and_ends_nobody(logged):
    disk = SmallDisk()
    logged(to=disk)
    disk.is_full = True
    for name in ("one", "two"):
        logs.logger("desk").info(name)
    logging.getLogger("library").error("three")
    disk.is_full = False
    for name in ("four", "five"):
        logs.logger("desk").info(name)
    four, five = (json.loads(line) for line in disk.getvalue().splitlines()[-2:])
    assert (four["event"], four["lines_lost"], "lines_lost" in five) == ("four", 3, False)


def test_a_log_that_takes_nothing_any_more_ends_nobody(logged):
    reading, writing = os.pipe()
    os.close(reading)
    broken = os.fdopen(writing, "w", buffering=1)
    logged(to=broken)
    logs.logger("desk").info("one")
    logging.getLogger("library").error("two")
    with contextlib.suppress(OSError):
        broken.close()
