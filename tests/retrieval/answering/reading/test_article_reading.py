from dataclasses import replace

from retrieval.answering.reading.article_reading import read_article
from tests.retrieval.answering.told import article

PORT = article("The port closes\n\nThe port of Millbrook closes in May, its director said.\n", "port")


def test_what_became_known_of_an_article_is_cited_at_once():
    assert read_article(PORT).article.publisher is None
    assert read_article(replace(PORT, publisher="The Courier")).article.publisher == "The Courier"


def test_an_article_is_read_once():
    assert read_article(PORT) is read_article(replace(PORT))
