"""Small libraries and what is indexed of them."""

from datetime import date

from corpus.article import Article, Sentence
from corpus.library import Library
from corpus.passage import Passage
from corpus.span import Span
from retrieval.index.indexing import Edition
from tests.retrieval.toy_embedder import ToyEmbedder

PUBLISHERS = ("The Ledger", "Harbour Post", None)


def article(number, sentences=("One.",), **known):
    """An article of these sentences; every third has no publisher, every fourth no date."""
    text = "\n\n".join(sentences)
    starts = [text.index(sentence) for sentence in sentences]
    spans = [Span(start, start + len(sentence)) for start, sentence in zip(starts, sentences, strict=True)]
    defaults = {
        "title": f"Story {number}",
        "publisher": PUBLISHERS[number % len(PUBLISHERS)],
        "published": None if number % 4 == 3 else date(2025, 1 + number % 12, 15),
    }
    return Article(
        id=f"a{number:05d}",
        source=f"{number}.txt",
        text=text,
        sentences=tuple(Sentence(span, paragraph=index) for index, span in enumerate(spans)),
        **{**defaults, **known},
    )


def articles(count):
    """So many articles with words of their own, two or three sentences each."""
    return [
        article(number, [f"Word{number} and thing{number % 7} met item{turn} today." for turn in range(2 + number % 2)])
        for number in range(count)
    ]


def put(library, *some):
    """Keep articles in a library, each under its own key."""
    library.put_all([(each, each.source, "1") for each in some])


def sentence_by_sentence(whole, tokens, max_tokens):
    """A chunker whose passages are sentences."""
    return tuple(Passage(whole, index, index + 1) for index in range(len(whole.sentences)))


def edition_of(folder, *some, embedder=None):
    """The edition of a new library in a folder, its articles put but not prepared."""
    library = Library.open(folder)
    put(library, *some)
    return Edition(library, embedder or ToyEmbedder(), sentence_by_sentence)
