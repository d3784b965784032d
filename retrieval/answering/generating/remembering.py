"""Answers that were given before, by question, conversation, filters and the state of the articles: the newest few."""

import threading
from collections import OrderedDict
from collections.abc import Hashable

from retrieval.answering.reply import Reply

KEPT = 256


class Remembered:
    """The last replies, by key. One object serves all threads."""

    def __init__(self, most: int = KEPT) -> None:
        self._most = most
        self._replies: OrderedDict[Hashable, Reply] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Hashable) -> Reply | None:
        """The reply to the same question over the same articles, if it is still known."""
        with self._lock:
            reply = self._replies.get(key)
            if reply is not None:
                self._replies.move_to_end(key)
            return reply

    def keep(self, key: Hashable, reply: Reply) -> None:
        """Keep a reply, and forget the one that was asked for longest ago."""
        with self._lock:
            self._replies[key] = reply
            self._replies.move_to_end(key)
            while len(self._replies) > self._most:
                self._replies.popitem(last=False)
