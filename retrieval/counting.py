"""How many tokens a text has for a model: tiktoken's count, or one on the high side. The only home of tiktoken.

tiktoken downloads an encoding at first use. Where it isn't at hand at once, every three bytes count as a token, which is more
than any tokenizer makes of English, and that is said once in the log.
"""

import logging
import threading
from collections.abc import Callable

BYTES_PER_TOKEN = 3
_PATIENCE_SECONDS = 3.0
_log = logging.getLogger(__name__)

CountTokens = Callable[[str], int]


def count_high(text: str) -> int:
    """Tokens on the high side: one for every three bytes of UTF-8."""
    return -(-len(text.encode("utf-8", "replace")) // BYTES_PER_TOKEN)


def token_counter(model: str) -> CountTokens:
    """The counter for a model; on the high side where tiktoken doesn't know the model or can't get its encoding."""
    found: list[CountTokens] = []
    loader = threading.Thread(target=_load, args=(model, found), daemon=True)
    loader.start()
    loader.join(_PATIENCE_SECONDS)
    if found:
        return found[0]
    _log.warning("tokens of %s are counted on the high side: its encoding is not at hand", model)
    return count_high


def _load(model: str, found: list[CountTokens]) -> None:
    import tiktoken

    try:
        encoding = tiktoken.encoding_for_model(model)
    except KeyError:
        return
    except Exception as error:  # noqa: BLE001 - a download fails in as many ways as there are networks
        _log.debug("tiktoken has no encoding at hand: %s", type(error).__name__)
        return
    found.append(lambda text: len(encoding.encode(text, disallowed_special=())))
