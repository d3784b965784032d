"""What the ranker is learned from: questions with their candidates, measured, and which of these are evidence.

MultiHop-RAG (Tang & Yang 2024, ODC-BY), the questions of the news set with evidence, once as they are and once with the
publishers' names taken out; SQuAD 2.0 (Rajpurkar et al. 2018, CC BY-SA 4.0), answerable questions; our own development
questions over news and invented events.
"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.quality.question_sets import OWN, Row, events, read_rows, some, with_evidence
from bot.settings import Settings
from bot.workspace.workspace import Workspace, open_workspace
from corpus.passage import Passage
from retrieval.index.candidates import Candidates
from retrieval.index.indexing import silent
from retrieval.measures import Measured
from retrieval.query import read_question
from retrieval.retriever import Filters

ENCYCLOPEDIA_QUESTIONS = 300


@dataclass(frozen=True, slots=True)
class Example:
    """A question's candidates, measured, and which of them are right; `question` is the row it came from."""

    question: Row
    candidates: Candidates
    measured: Measured
    right: NDArray[np.bool_]
    named: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Learned:
    """The questions that are learned from, over the news corpus that is open: as they are, without publishers, and others."""

    workspace: Workspace
    plain: Sequence[Example]
    unnamed: Sequence[Example]
    others: Sequence[Example]

    @property
    def everything(self) -> list[Example]:
        """All of them."""
        return [*self.plain, *self.unnamed, *self.others]


@contextmanager
def gathered(evaluation: Path) -> Iterator[Learned]:
    """All that is learned from."""
    news = evaluation / "news"
    questions = read_rows(news / "questions.jsonl")
    with (
        tempfile.TemporaryDirectory(prefix="footnote-bench-") as folder,
        opened(news / "articles", Path(folder) / "news") as workspace,
    ):
        plain = examples(workspace, [row for row in questions if row["evidence"] or row["articles"]], 1.0)
        unnamed = examples(workspace, [row for row in questions if row["evidence"]], 0.4, named=False)
        own = [
            row
            for path in (OWN / "news_dev.jsonl", *sorted((OWN / "groups").glob("*.jsonl")))
            for row in read_rows(path)
        ]
        others = (
            examples(workspace, with_evidence(own), 0.3)
            + guessed(workspace, plain, 0.2)
            + _invented(Path(folder))
            + _encyclopedia(evaluation, Path(folder))
        )
        yield Learned(workspace, plain, unnamed, others)


@contextmanager
def opened(articles: Path, data: Path) -> Iterator[Workspace]:
    """A corpus, indexed."""
    with open_workspace(Settings(corpus=articles, data=data), print, silent) as workspace:
        yield workspace


def examples(workspace: Workspace, questions: Sequence[Row], weight: float, *, named: bool = True) -> list[Example]:
    """The candidates of each question; `named` is false to take the publishers' names out of it first."""
    retriever, found = workspace.retriever, []
    for row in questions:
        query = retriever.read(row["question"])
        if not named:
            text = row["question"]
            for mention in reversed(query.mentions):
                text = text[: mention.start] + text[mention.end :] if mention.publishers else text
            query = read_question(" ".join(text.split()), workspace.library.publishers())
        candidates = retriever.gather(query, Filters())
        if not len(candidates):
            continue
        _, measured = retriever.weigh(query, candidates)
        passages = workspace.library.passages(candidates.ids)
        gold = [("".join(each["quote"].split()), each.get("article")) for each in row["evidence"]]
        right = [
            any(
                quote in "".join(passages[name].text.split())
                and article in (None, Path(passages[name].article.source).name)
                for quote, article in gold
            )
            for name in candidates.ids
        ]
        found.append(Example(row, candidates, measured, np.array(right), query.publishers, weight))
    return found


def guessed(workspace: Workspace, found: Sequence[Example], weight: float) -> list[Example]:
    """Questions of which the articles alone are known, with what is evidence in those articles for other questions."""
    known: dict[str, set[str]] = {}
    for example in found:
        for each in example.question["evidence"]:
            known.setdefault(each["article"], set()).add("".join(each["quote"].split()))
    guesses = []
    for example in found:
        if not example.question["evidence"]:
            passages = workspace.library.passages(example.candidates.ids)
            right = [_has_any(passages[name], known, example.question["articles"]) for name in example.candidates.ids]
            guesses.append(replace(example, right=np.array(right), weight=weight))
    return guesses


def _has_any(passage: Passage, known: dict[str, set[str]], articles: Sequence[str]) -> bool:
    source = Path(passage.article.source).name
    text = "".join(passage.text.split())
    return source in articles and any(quote in text for quote in known.get(source, ()))


def _invented(folder: Path) -> list[Example]:
    found = []
    for corpus in events("dev"):
        with opened(corpus.articles, folder / corpus.name) as workspace:
            found += examples(workspace, with_evidence(corpus.questions), 0.3)
    return found


def _encyclopedia(evaluation: Path, folder: Path) -> list[Example]:
    """Questions of an encyclopedia: short, without publishers or dates, each about one paragraph."""
    rows = read_rows(evaluation / "abstain" / "squad2.jsonl")
    texts: dict[str, dict[str, None]] = {}
    for row in rows:
        texts.setdefault(row["title"], {})[row["passage"]] = None
    articles = folder / "encyclopedia"
    articles.mkdir()
    for number, (title, paragraphs) in enumerate(texts.items()):
        head = f"---\ntitle: {json.dumps(title)}\npublisher: Encyclopedia\n---\n\n"
        (articles / f"{number:03}.md").write_text(head + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
    asked = some([row for row in rows if row["answerable"]], ENCYCLOPEDIA_QUESTIONS)
    questions = [{**row, "articles": [], "evidence": [{"quote": _sentence(row)}]} for row in asked]
    with opened(articles, folder / "encyclopedia-data") as workspace:
        return examples(workspace, questions, 0.15)


def _sentence(row: Row) -> str:
    """The stretch of the paragraph around the answer, to the full stops on either side."""
    passage: str = row["passage"]
    at = passage.find(row["answers"][0])
    start = passage.rfind(". ", 0, at) + 2 if ". " in passage[:at] else 0
    end = passage.find(". ", at + len(row["answers"][0]))
    return passage[start : end if end >= 0 else len(passage)]
