import pytest


def test_the_shipped_articles_are_told_as_one_story(footnote):
    done = footnote("digest", "--since", "2025-07-01", "--json")
    (row,) = done.lines
    assert done.code == 0
    assert len(row["stories"]) == 1
    assert len(row["stories"][0]["articles"]) == row["articles"] == 4


def test_the_terminal_shows_points_disagreements_and_sources(footnote):
    out = footnote("digest", "--since", "2025-07-01").out
    assert out.startswith("1 story from 4 articles")
    assert "The articles disagree: Who is the chief executive of Scale AI" in out
    assert "Sources" in out


def test_a_digest_prints_as_a_page_and_as_markdown(footnote):
    assert footnote("digest", "--since", "2025-07-01", "--html").out.startswith("<!doctype html>")
    assert footnote("digest", "--since", "2025-07-01", "--markdown").out.startswith("# What is new")


def test_a_day_without_news_says_so_and_ends_with_three(footnote):
    done = footnote("digest", "--since", "1999-01-01", "--until", "1999-01-02")
    assert done.code == 3
    assert "No news" in done.out


def test_only_what_touches_a_topic_is_told(footnote):
    assert footnote("digest", "--since", "2025-07-01", "--topic", "herring").code == 3


@pytest.mark.parametrize(
    "wrong", [("--json", "--html"), ("--since", "yesterday"), ("--topic", " "), ("--until", "1999-01-01")]
)
def test_wrong_use_is_told_in_a_line(footnote, wrong):
    done = footnote("digest", *wrong)
    assert done.code == 2
    assert done.out == ""
