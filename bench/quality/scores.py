"""The measures: of retrieval as MultiHop-RAG defines them, of answers, and of abstention. Pure.

Tang & Yang 2024, MultiHop-RAG: Benchmarking Retrieval-Augmented Generation for Multi-Hop Queries (arXiv:2401.15391).
"""

import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

Row = Mapping[str, Any]


def _bare(text: str) -> str:
    return "".join(text.split())


@dataclass(frozen=True, slots=True)
class Found:
    """What one question's first ten passages hold of its evidence."""

    first: int | None
    precision: float
    found: int
    wanted: int


def find_evidence(quotes: Sequence[str], passages: Sequence[str]) -> Found:
    """Which passages, best first, contain an evidence sentence, white space removed; each evidence counts once."""
    gold = [_bare(quote) for quote in quotes]
    seen: set[str] = set()
    first, total = None, 0.0
    for rank, passage in enumerate(passages[:10], start=1):
        text = _bare(passage)
        inside = {quote for quote in gold if quote in text}
        if inside and first is None:
            first = rank
        total += len([quote for quote in gold if quote in inside - seen]) / rank
        seen |= inside
    return Found(first, total / min(len(gold), 10), len(seen), len(set(gold)))


def retrieval_figures(questions: Sequence[Row], results: Sequence[Sequence[Row]]) -> dict[str, float]:
    """Hits@k, MAP@10, MRR@10, evidence@10, all@10 and articles@10 of ranked passages, and their median length."""
    evidence = [
        find_evidence([each["quote"] for each in question["evidence"]], [passage["text"] for passage in passages])
        for question, passages in zip(questions, results, strict=True)
        if question["evidence"]
    ]
    articles = [
        len({PurePath(passage["source"]).name for passage in passages[:10]} & set(question["articles"]))
        / len(set(question["articles"]))
        for question, passages in zip(questions, results, strict=True)
        if question["articles"]
    ]
    lengths = [len(passage["text"]) for passages in results for passage in passages[:10]]
    mean = statistics.fmean
    return {
        "Hits@10": mean(found.first is not None for found in evidence),
        "Hits@4": mean(found.first is not None and found.first <= 4 for found in evidence),
        "MAP@10": mean(found.precision for found in evidence),
        "MRR@10": mean(1 / found.first if found.first else 0.0 for found in evidence),
        "evidence@10": mean(found.found / found.wanted for found in evidence),
        "all@10": mean(found.found == found.wanted for found in evidence),
        "articles@10": mean(articles) if articles else 0.0,
        "chars": statistics.median(lengths),
    }


def auroc(scores: Sequence[float], truths: Sequence[bool]) -> float:
    """Chance that a true one scores above a false one; ties count half (Mann & Whitney 1947)."""
    ordered = sorted(range(len(scores)), key=lambda index: scores[index])
    ranks = [0.0] * len(scores)
    start = 0
    while start < len(ordered):
        end = start
        while end + 1 < len(ordered) and scores[ordered[end + 1]] == scores[ordered[start]]:
            end += 1
        for place in range(start, end + 1):
            ranks[ordered[place]] = (start + end) / 2 + 1
        start = end + 1
    true = sum(truths)
    false = len(truths) - true
    if not true or not false:
        return float("nan")
    total = sum(rank for rank, truth in zip(ranks, truths, strict=True) if truth)
    return (total - true * (true + 1) / 2) / (true * false)


def abstention_figures(truths: Sequence[bool], answers: Sequence[Row]) -> dict[str, float]:
    """Share abstained of the unanswerable, answered of the answerable, and the confidence's AUROC."""
    said = [answer["status"] == "answered" for answer in answers]
    return {
        "abstained": statistics.fmean(not s for s, t in zip(said, truths, strict=True) if not t),
        "answered": statistics.fmean(s for s, t in zip(said, truths, strict=True) if t),
        "auroc": auroc([float(answer["confidence"]) for answer in answers], truths),
    }


def _fold(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _overlaps(quote: str, gold: str) -> bool:
    quote, gold = _fold(quote), _fold(gold)
    return bool(quote) and (gold in quote or (quote in gold and len(quote) >= 0.5 * len(gold)))


def judge(question: Row, answer: Row) -> dict[str, bool]:
    """Which demands of a question its answer meets: right, gold cited, both sides of a disagreement, none false."""
    sides = [side for disagreement in answer["disagreements"] for side in disagreement["sides"]]
    said = " ".join(each["text"] for each in [*answer["statements"], *sides])
    verdict = {"no_false_disagreement": question["type"] == "conflict" or not sides}
    if not question["answerable"]:
        return {**verdict, "abstained": answer["status"] == "no_answer"}
    citations = answer["citations"]
    hits = [
        any(_overlaps(c["quote"], g["quote"]) and PurePath(c["source"]).name == g["article"] for c in citations)
        for g in question["gold"]
    ]
    verdict["right"] = (
        answer["status"] == "answered"
        and all(re.search(pattern, said) for pattern in question["must_match"])
        and not any(re.search(pattern, said) for pattern in question["must_not_match"])
        and ((all if question["gold_need"] == "all" else any)(hits) if hits else True)
    )
    if question.get("missing"):
        named = " ".join(answer["missing"])
        verdict["missing_named"] = all(re.search(pattern, named) for pattern in question["missing"])
    if question["type"] == "conflict" and question["gold_need"] == "all":
        by_number = {citation["number"]: citation["article_id"] for citation in citations}
        verdict["both_sides"] = any(
            len({by_number[number] for side in each["sides"] for number in side["citations"]}) >= 2
            for each in answer["disagreements"]
        )
    return verdict


def answer_figures(questions: Sequence[Row], answers: Sequence[Row]) -> dict[str, float]:
    """The share of questions that meet each demand made of them."""
    tally: dict[str, list[bool]] = {}
    for question, answer in zip(questions, answers, strict=True):
        for name, met in judge(question, answer).items():
            tally.setdefault(name, []).append(met)
    return {name: statistics.fmean(met) for name, met in tally.items()}
