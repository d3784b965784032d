from datetime import date
from pathlib import Path

import pytest

from corpus.library import Library
from corpus.sync.folder import sync
from retrieval.answering.answer import Answer, Citation, Statement
from retrieval.digest.composing import compose, headline
from retrieval.digest.story import Digest, Story
from tests.retrieval.editions import article

SHIPPED = Path(__file__).parents[3] / "corpus" / "articles"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    with Library.open(tmp_path_factory.mktemp("library")) as library:
        sync(library, SHIPPED)
        return list(library.articles(record.id for record in library.listing()).values())


@pytest.fixture(scope="module")
def story(shipped):
    (only,) = compose(shipped).stories
    return only


def news(number, *sentences, **known):
    return article(number, sentences, **{"published": date(2025, 3, 4), "title": f"Untold {number}", **known})


BRIDGE = (
    "The Harland Bridge collapsed into the River Tolle on Monday night and 14 people were injured, police said.",
    "Engineers had warned the town of Harland twice about the rusting cables of the bridge.",
)
BRIDGE_ALSO = (
    "Police said that 14 people were injured when the Harland Bridge collapsed into the River Tolle on Monday night.",
    "Ferries will carry commuters across the River Tolle until a new bridge stands in Harland.",
)
BAKERY = (
    "Osmond Bakeries has opened its hundredth shop, in the old post office of Fenwick.",
    "The chain sells 40,000 seeded loaves a week, and its founder Ida Osmond still tastes the first of each batch.",
)


def test_the_shipped_articles_make_one_story(story, shipped):
    assert {each.id for each in story.articles} == {each.id for each in shipped}


def test_points_of_the_shipped_story_are_carried_by_several_publishers(story):
    voices = [story.answer.voices(point.citations) for point in story.answer.statements]
    assert 2 <= len(voices) <= 4
    assert sum(several > 1 for several in voices) >= 2


def test_it_is_told_that_the_shipped_articles_name_two_chief_executives(story):
    (about,) = [each for each in story.answer.disagreements if "chief executive" in each.about]
    told = [side.text for side in about.sides]
    assert any("Wang" in text for text in told)
    assert any("Droege" in text for text in told)


def test_it_is_told_that_the_shipped_articles_differ_on_whether_figures_were_disclosed(story):
    (about,) = [each for each in story.answer.disagreements if "disclose" in each.about]
    assert len(about.sides) == 2


def test_a_point_is_in_the_words_of_what_it_cites(story):
    for point in story.answer.statements:
        quotes = [" ".join(story.answer.citation(number).quote.split()) for number in point.citations]
        assert any(quote in point.text or point.text in quote for quote in quotes)


def test_articles_of_one_event_make_one_story_and_others_none_of_it():
    digest = compose([news(1, *BRIDGE, publisher="A"), news(2, *BRIDGE_ALSO, publisher="B"), news(3, *BAKERY)])
    assert [len(each.articles) for each in digest.stories] == [2, 1]


def test_what_more_have_told_comes_first():
    digest = compose([news(3, *BAKERY), news(1, *BRIDGE, publisher="A"), news(2, *BRIDGE_ALSO, publisher="B")])
    assert "bridge" in digest.stories[0].answer.statements[0].text.casefold()


def test_of_stories_told_by_as_many_the_newer_comes_first():
    digest = compose([news(1, *BRIDGE, published=date(2025, 3, 1)), news(3, *BAKERY)])
    assert [story.articles[0].id for story in digest.stories] == ["a00003", "a00001"]


def test_the_same_fact_is_told_once_with_all_who_say_it():
    (story,) = compose([news(1, *BRIDGE, publisher="A"), news(2, *BRIDGE_ALSO, publisher="B")]).stories
    collapse = [each for each in story.answer.statements if "injured" in each.text]
    assert len(collapse) == 1
    assert story.answer.voices(collapse[0].citations) == 2


def test_a_developing_story_tells_only_what_is_new_since_the_last_digest():
    before = news(1, *BRIDGE, publisher="A", published=date(2025, 3, 3))
    (story,) = compose([news(2, *BRIDGE_ALSO, publisher="B")], [before]).stories
    assert story.since == date(2025, 3, 3)
    assert [each.text for each in story.answer.statements] == [BRIDGE_ALSO[1]]
    assert [each.id for each in story.articles] == ["a00002"]


def test_a_story_that_says_nothing_new_is_not_told_again():
    before = news(1, *BRIDGE, publisher="A", published=date(2025, 3, 3))
    assert compose([news(2, *BRIDGE, publisher="B")], [before]).is_empty


def test_a_day_without_news_is_an_empty_digest():
    assert compose([]) == Digest((), 0)


def test_stories_without_room_are_named_by_their_headlines():
    digest = compose([news(1, *BRIDGE, publisher="A"), news(3, *BAKERY, title="A hundred bakeries")], most_stories=1)
    assert len(digest.stories) == 1
    assert len(digest.left_out) == 1


def test_who_printed_the_story_too_and_is_not_cited_is_named():
    (story,) = compose([news(1, *BRIDGE, publisher="A", also_in=("Evening Echo",))]).stories
    assert story.also_in == ("Evening Echo",)


def test_prints_of_one_text_are_one_story_with_one_voice():
    prints = [news(1, *BRIDGE, publisher="A"), news(2, *BRIDGE, publisher="B", original="a00001")]
    (story,) = compose(prints).stories
    assert story.voices == 1


def test_the_headline_is_the_title_that_says_what_the_others_say():
    titles = ("Harland Bridge falls", "Harland Bridge collapse injures 14", "A night to forget")
    told = [news(number, *BRIDGE, title=title) for number, title in enumerate(titles)]
    assert headline(told) in titles[:2]


def test_an_article_without_a_title_is_headed_by_its_first_words():
    assert headline([news(1, *BRIDGE, title=None)]).startswith("The Harland Bridge collapsed")


def test_a_digest_has_room_for_a_story():
    with pytest.raises(ValueError, match="at least one story"):
        compose([], most_stories=0)


def test_an_article_cannot_belong_to_two_stories():
    own = news(1, *BRIDGE)
    answer = Answer((Statement("So.", (1,)),), (Citation(1, own, own.sentences[0].span),), 1.0, "digest")
    with pytest.raises(ValueError, match="one story"):
        Digest((Story("A", (own,), answer), Story("B", (own,), answer)), 1)
