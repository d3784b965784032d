"""The examples in docstrings are true."""

import doctest
from importlib import import_module

import pytest

WITH_EXAMPLES = (
    "bot.chat.wording",
    "bot.digest.wishes",
    "corpus.addresses",
    "corpus.feeds.due",
    "corpus.problem",
    "corpus.sentences",
    "retrieval.language.dates",
    "retrieval.language.numbers",
    "retrieval.language.spelling",
)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_every_example_gives_what_it_says(name):
    tried = doctest.testmod(import_module(name))
    assert tried.attempted
    assert not tried.failed
