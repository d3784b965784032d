"""Answers, passages and articles as JSON: the contract that every `--json` keeps. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.article import Article
from corpus.library import ArticleRecord
from corpus.passage import Passage
from corpus.sources.extracted import Extracted
from corpus.span import Span
from corpus.sync.report import SyncReport
from retrieval.answering.answer import Abstention, Answer, Citation
from retrieval.answering.explanation import Explanation
from retrieval.answering.grounding.judging import Judgement
from retrieval.answering.reply import Reply
from retrieval.answering.usage import Spent
from retrieval.answering.verifying import Verification
from retrieval.retriever import RankedPassage

Json = dict[str, Any]


def article_fields(article: Article) -> Json:
    """What tells an article from others; unknown is null."""
    return {
        "article_id": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "source": article.source,
    }


def _stretch(article: Article, span: Span) -> Json:
    return {
        **article_fields(article),
        "content_hash": article.content_hash,
        "start": span.start,
        "end": span.end,
        "quote": span.of(article.text),
    }


def _citation(citation: Citation) -> Json:
    return {"number": citation.number, **_stretch(citation.article, citation.span)}


def _nearest(number: int, passage: Passage) -> Json:
    return {"number": number, **_stretch(passage.article, passage.span)}


def _answer(answer: Answer) -> Json:
    return {
        "status": "answered",
        "statements": [{"text": each.text, "citations": list(each.citations)} for each in answer.statements],
        "citations": [_citation(citation) for citation in answer.citations],
        "disagreements": [
            {
                "about": disagreement.about,
                "sides": [{"text": side.text, "citations": list(side.citations)} for side in disagreement.sides],
            }
            for disagreement in answer.disagreements
        ],
        "nearest": [],
        "missing": list(answer.missing),
        "confidence": round(answer.confidence, 4),
        "generator": answer.generator,
    }


def _abstention(abstention: Abstention) -> Json:
    return {
        "status": "no_answer",
        "statements": [],
        "citations": [],
        "disagreements": [],
        "nearest": [_nearest(number, passage) for number, passage in enumerate(abstention.nearest, start=1)],
        "missing": [],
        "confidence": round(abstention.confidence, 4),
        "generator": abstention.generator,
        "reason": abstention.reason,
        "topics": list(abstention.topics),
    }


def _explanation(explanation: Explanation) -> Json:
    return {
        "reading": dict(explanation.reading),
        "passages": [passage_fields(ranked) for ranked in explanation.passages],
        "confidence": {name: round(value, 4) for name, value in explanation.confidence.items()},
        "considered": [
            {
                "text": considered.text,
                "source": considered.source.article.source,
                "score": round(considered.score, 4),
                "parts": {name: round(value, 4) for name, value in considered.parts.items()},
                "chosen": considered.chosen,
                "why": considered.why,
            }
            for considered in explanation.considered
        ],
    }


def reply_fields(reply: Reply, *, explain: bool = False) -> Json:
    """An answer or an abstention, with the question unchanged and the time that each step took in milliseconds."""
    result = _answer(reply.result) if isinstance(reply.result, Answer) else _abstention(reply.result)
    fields = {
        "question": reply.question,
        "understood": reply.understood,
        **result,
        "notices": list(reply.notices),
        "usage": _spent(reply.spent) if reply.spent is not None else None,
        "articles_read": reply.articles_read,
        "timings_ms": _rounded(reply.timings_ms),
    }
    return {**fields, "explanation": _explanation(reply.explanation)} if explain else fields


def _spent(spent: Spent) -> Json:
    """What an answer took of a language model; money in US dollars, null where no price is known."""
    usage = spent.usage
    return {
        "calls": usage.calls,
        "input_tokens": usage.input_tokens,
        "output_tokens": usage.output_tokens,
        "cost_usd": None if usage.cost_usd is None else round(usage.cost_usd, 6),
        "today_usd": round(spent.today_usd, 6),
        "total_usd": round(spent.total_usd, 6),
    }


def verification_fields(verification: Verification) -> Json:
    """How a statement stands to the articles, with the citations that say so or otherwise."""
    return {
        "statement": verification.statement,
        "verdict": verification.judgement.standing.value,
        **judgement_fields(verification.judgement),
        "citations": [_citation(citation) for citation in verification.citations],
    }


def judgement_fields(judgement: Judgement) -> Json:
    """Whether a statement is supported, how likely it is, and what speaks against it."""
    return {
        "supported": judgement.is_supported,
        "score": round(judgement.score, 6),
        "reasons": list(judgement.verdict.reasons),
    }


def _rounded(figures: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 2) for name, value in figures.items()}


def passage_fields(ranked: RankedPassage) -> Json:
    """A ranked passage, with its score and the parts of it."""
    article, span = ranked.passage.article, ranked.passage.span
    return {
        **article_fields(article),
        "start": span.start,
        "end": span.end,
        "text": ranked.passage.text,
        "score": round(ranked.score, 6),
        "parts": {name: round(value, 4) for name, value in ranked.parts.items()},
    }


def search_fields(question: str, passages: Sequence[RankedPassage]) -> Json:
    """The ranked passages of one question, best first."""
    return {"question": question, "passages": [passage_fields(ranked) for ranked in passages]}


def record_fields(record: ArticleRecord) -> Json:
    """What the library knows of an article, without its text."""
    return {
        "article_id": record.id,
        "title": record.title,
        "publisher": record.publisher,
        "author": record.author,
        "published": record.published.isoformat() if record.published else None,
        "url": record.url,
        "source": record.source,
        "characters": record.characters,
        "content_hash": record.content_hash,
        "added_at": record.added_at.isoformat(),
    }


def full_article_fields(article: Article, span: Span | None = None) -> Json:
    """An article whole: `text` is the string that every `start` and `end` counts in; with a span, that passage too."""
    passage = {"start": span.start, "end": span.end, "quote": span.of(article.text)} if span else None
    return {
        **article_fields(article),
        "passage": passage,
        "author": article.author,
        "content_hash": article.content_hash,
        "text": article.text,
        "sentences": [
            {"start": sentence.span.start, "end": sentence.span.end, "role": sentence.role.value}
            for sentence in article.sentences
        ],
    }


def extracted_fields(found: Extracted) -> Json:
    """What would be kept of a page or a file, what is known of it, and what is left out and why."""
    known = found.metadata
    return {
        "title": known.title,
        "publisher": known.publisher,
        "author": known.author,
        "published": known.published.isoformat() if known.published else None,
        "url": known.url,
        "text": found.text,
        "left_out": [{"text": each.text, "reason": each.reason.value} for each in found.left_out],
    }


def sync_fields(report: SyncReport) -> Json:
    """What a sync found: article ids, and one line for each file that is wrong."""
    return {
        "new": list(report.new),
        "changed": list(report.changed),
        "removed": list(report.removed),
        "unchanged": list(report.unchanged),
        "problems": [str(problem) for problem in report.problems],
    }
