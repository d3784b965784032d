import io
import json
import logging

import pytest

from bot import logs


@pytest.fixture
def logged():
    """Sets logs up, and gives what was logged since."""
    import structlog

    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()

    def set_up(**chosen):
        logs.set_up(as_json=True, to=stream, **chosen)
        return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]

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
