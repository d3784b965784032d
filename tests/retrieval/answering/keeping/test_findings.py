import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings import shipped_articles
from corpus.article import Article
from corpus.outline import outline
from retrieval.answering.keeping.findings import Findings, content_of, read_back, written
from retrieval.answering.reading.article_reading import ArticleReading
from retrieval.answering.reading.people import Person, read_people
from retrieval.answering.reading.referents import Body
from retrieval.answering.reading.speakers import Utterance, read_utterances
from tests.retrieval.answering.told import article

WORDS = st.lists(st.text(st.characters(codec="utf-8", exclude_characters=" "), min_size=1), max_size=4).map(tuple)
PEOPLE = st.builds(Person, st.text(), WORDS)
UTTERANCES = st.builds(Utterance, st.integers(0, 99), st.integers(0, 99), st.text(), WORDS, st.booleans())
BODIES = st.builds(Body, st.text(), st.integers(0, 99), WORDS.map(frozenset), st.booleans())
FINDINGS = st.builds(
    Findings,
    st.dictionaries(st.text(), st.integers(0, 99)),
    st.dictionaries(st.text(), PEOPLE, max_size=3),
    st.lists(UTTERANCES, max_size=3).map(tuple),
    st.dictionaries(st.text(), BODIES, max_size=3),
)
HARBOUR = (
    "Mara Quill, the harbour master, said the crane fell on Monday. “Nobody was hurt,” she said. "
    "Ostrander Shipping, a ferry operator, pays for it. Quill told the board that the crane was old."
)


def shipped():
    for path in sorted(shipped_articles().glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        yield Article(id=path.stem, source=path.name, text=text, sentences=outline(text))


@settings(max_examples=40)
@given(FINDINGS)
def test_what_was_written_is_read_back_in_the_same_order(findings):
    back = read_back(written(findings))
    assert back == findings
    assert list(back.people) == list(findings.people)
    assert list(back.bodies) == list(findings.bodies)


def test_what_real_articles_hold_is_read_back():
    found = [Findings.of(ArticleReading(each)) for each in shipped()]
    assert [read_back(written(each)) for each in found] == found
    assert all(each.people and each.utterances and each.bodies for each in found)


def test_a_reading_takes_what_was_found_before_for_its_own():
    known = Findings({"quill": 9}, {"quill": Person("Mara Quill", ())}, (), {})
    reading = ArticleReading(article(HARBOUR))
    known.put_into(reading)
    assert Findings.of(reading) == known
    assert read_people(reading) == known.people
    assert read_utterances(reading) == ()


def test_a_person_of_two_names_is_one_person_again():
    people = read_back(written(Findings.of(ArticleReading(article(HARBOUR))))).people
    assert people["quill"] is people["mara quill"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no findings",
        zlib.compress(b"{}"),
        zlib.compress(b"[1, 2]"),
        zlib.compress(b"[{}, [], {}, [], [[0, 1, 7, 0]], {}]"),
        zlib.compress(b'[{}, [["Mara", 5]], {}, [], [], {}]'),
        zlib.compress(b'[{}, [], {"mara": 0}, [], [], {}]'),
        written(Findings({}, {}, (), {}))[:-1],
        zlib.compress(b"\xff"),
        zlib.compress(b"[" * 100_000),
    ],
)
def test_anything_else_is_no_findings(data):
    with pytest.raises(ValueError, match="no findings"):
        read_back(data)


def test_other_words_and_another_outline_are_other_contents():
    one = article(HARBOUR)
    assert content_of(one) == content_of(article(HARBOUR, name="another", publisher="The Quay"))
    assert content_of(one) != content_of(article(HARBOUR.replace("old", "new")))
    assert content_of(one) != content_of(
        Article(id="one", source="one.txt", text=HARBOUR, sentences=outline(HARBOUR)[:-1])
    )
