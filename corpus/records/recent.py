"""The articles that were asked for last, in memory."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from itertools import islice

from corpus.article import Article


class RecentArticles:
    """The articles that were asked for last, as of one revision."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._revision = -1
        self._articles: OrderedDict[str, Article] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, ids: Iterable[str], revision: int) -> dict[str, Article]:
        """Those of the ids that are here, if they are of this revision."""
        with self._lock:
            if revision != self._revision:
                self._articles.clear()
                self._revision = revision
            found = {article_id: self._articles[article_id] for article_id in ids if article_id in self._articles}
            for article_id in found:
                self._articles.move_to_end(article_id)
            return found

    def keep(self, articles: Mapping[str, Article], revision: int) -> None:
        """Keep these, unless the library has moved on since they were read."""
        with self._lock:
            if revision != self._revision:
                return
            self._articles.update(islice(articles.items(), self._limit))
            while len(self._articles) > self._limit:
                self._articles.popitem(last=False)
