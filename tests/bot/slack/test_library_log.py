import logging

from bot.slack.library_log import library_logger


def test_what_the_libraries_log_holds_no_token_no_address_and_no_traceback(caplog):
    try:
        {}["xoxb-12-secret"]
    except KeyError:
        library_logger().exception("Failed to connect (error: wss://slack.example/link?ticket=abc xapp-1-A-secret)")
    (record,) = caplog.records
    assert record.getMessage() == "Failed to connect (error: … …)"
    assert record.exc_info is None
    assert record.levelno == logging.ERROR
