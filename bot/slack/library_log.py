"""What Slack's libraries log, without what nobody may read: they put errors whole into their lines, tokens and tickets included."""

import logging
import re

NAME = "footnote.slack"
_SECRET = re.compile(r"(?:xox[a-z]+|xapp|xoxe)[-.][\w.%-]+|(?:wss?|https?)://[^\s'\"]+")


class _Discreet(logging.Filter):
    """Leaves out tracebacks, and addresses and tokens in the words."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _SECRET.sub("…", record.getMessage()), None
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def library_logger() -> logging.Logger:
    """The logger that the libraries are handed."""
    logger = logging.getLogger(NAME)
    if not any(isinstance(each, _Discreet) for each in logger.filters):
        logger.addFilter(_Discreet())
    logger.setLevel(logging.WARNING)
    return logger
