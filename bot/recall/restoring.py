"""A stored answer → the value that it was when it was given, so that it can be shown again; pure."""

from collections.abc import Callable
from datetime import date

from bot.contract import Json
from corpus.article import Article, Sentence
from corpus.passage import Passage
from corpus.span import Span
from retrieval.answering.answer import Abstention, Answer, Citation, Disagreement, Side, Statement
from retrieval.answering.reply import Reply

ArticleOf = Callable[[str, str], Article | None]
"""The article of an id as it was when its text had a content hash; None where that isn't known any more."""


def restored_reply(fields: Json, article_of: ArticleOf) -> Reply:
    """The reply that was stored under the JSON contract, see `bot.contract`.

    Where the article is gone, a citation's quote stands for it. Raises ValueError or KeyError for what is no such reply.
    """
    result = _answer(fields, article_of) if fields["status"] == "answered" else _abstention(fields, article_of)
    question: str = fields["question"]
    return Reply(question, fields.get("understood") or question, result, {}, notices=tuple(fields.get("notices", ())))


def passage_numbers(fields: Json) -> tuple[int, ...]:
    """The lasting numbers of the passages that a stored reply shows, in their order."""
    return tuple(shown["reference"] for shown in fields["citations"] or fields["nearest"])


def _answer(fields: Json, article_of: ArticleOf) -> Answer:
    return Answer(
        tuple(Statement(each["text"], tuple(each["citations"])) for each in fields["statements"]),
        tuple(_citation(each, article_of) for each in fields["citations"]),
        fields["confidence"],
        fields["generator"],
        tuple(
            Disagreement(each["about"], tuple(Side(side["text"], tuple(side["citations"])) for side in each["sides"]))
            for each in fields["disagreements"]
        ),
        tuple(fields["missing"]),
    )


def _abstention(fields: Json, article_of: ArticleOf) -> Abstention:
    nearest = tuple(_passage(each, article_of) for each in fields["nearest"])
    return Abstention(
        fields["reason"], fields["confidence"], fields["generator"], tuple(fields.get("topics", ())), nearest
    )


def _citation(shown: Json, article_of: ArticleOf) -> Citation:
    article, span = _stretch(shown, article_of)
    return Citation(shown["number"], article, span)


def _passage(shown: Json, article_of: ArticleOf) -> Passage:
    article, span = _stretch(shown, article_of)
    inside = [index for index, each in enumerate(article.sentences) if each.span.overlaps(span)]
    return Passage(article, inside[0], inside[-1] + 1)


def _stretch(shown: Json, article_of: ArticleOf) -> tuple[Article, Span]:
    """The article and the span of what was shown: as it was, or the quote alone."""
    span = Span(shown["start"], shown["end"])
    article = article_of(shown["article_id"], shown["content_hash"])
    if article is not None:
        return article, span
    quote = shown["quote"]
    whole = Span(0, len(quote))
    published = date.fromisoformat(shown["published"]) if shown["published"] else None
    known = {name: shown[name] for name in ("title", "publisher", "url")}
    # Two quotes of one article that is gone stand for two texts, for each has its own span from 0.
    name = f"{shown['article_id']}:{span.start}:{span.end}"
    return Article(name, shown["source"], quote, (Sentence(whole),), published=published, **known), whole
