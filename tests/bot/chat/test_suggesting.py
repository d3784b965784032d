from datetime import UTC, date, datetime

from bot.chat.suggesting import MAX_SUGGESTIONS, suggestions
from corpus.library import ArticleRecord


def record(name, title):
    moment = datetime(2025, 7, 20, tzinfo=UTC)
    return ArticleRecord(name, name, name, title, None, None, date(2025, 7, 16), None, 9, "hash", moment, "", "")


def test_a_suggestion_asks_about_an_article_by_its_title():
    (suggestion,) = suggestions([record("a", "Scale AI cuts jobs")])
    assert (suggestion.label, suggestion.question) == ("Scale AI cuts jobs", "What happened: Scale AI cuts jobs?")


def test_a_long_title_is_cut_at_a_word_and_its_label_is_short():
    (suggestion,) = suggestions([record("a", "Scale AI cuts jobs " * 20)])
    asked = suggestion.question.removeprefix("What happened: ").removesuffix("?").split()
    assert asked == ("Scale AI cuts jobs " * 20).split()[: len(asked)]
    assert len(suggestion.question) < 120
    assert len(suggestion.label) <= 60


def test_each_title_is_suggested_once_and_not_too_many():
    found = suggestions([record(str(number), f"Title {number % 6}") for number in range(20)] + [record("n", None)])
    assert [each.label for each in found] == ["Title 0", "Title 1", "Title 2", "Title 3"]
    assert len(found) == MAX_SUGGESTIONS
