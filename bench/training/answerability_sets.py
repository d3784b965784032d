"""What the confidence is learned from: questions put to a corpus, with and without what answers them.

SQuAD 2.0 (Rajpurkar et al. 2018, CC BY-SA 4.0), its questions as they are and once more with the paragraph that answers taken
away; MultiHop-RAG (Tang & Yang 2024, ODC-BY), its questions with and without the articles that answer; our own development
questions over invented events, with and without the passages that answer.
"""

import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from bench.quality.question_sets import OWN, Row, evaluation_folder, events, groups, read_rows, same_story
from bench.quality.removal import find_without
from bot.settings import Settings, shipped_articles
from bot.workspace.workspace import Workspace, open_workspace
from corpus.passage import Passage
from retrieval.answering.assessing.answerability import read_evidence
from retrieval.answering.assessing.part_measures import ClauseEvidence
from retrieval.answering.reading.request import read_request
from retrieval.answering.reading.word_vectors import TokenWordVectors
from retrieval.query import Query
from retrieval.retriever import RankedPassage

PASSAGES_READ = 20
SETS = {
    "own": 4.0,
    "own removed": 1.5,
    "groups": 3.0,
    "groups removed": 1.0,
    "squad": 2.0,
    "squad removed": 0.5,
    "news": 0.5,
    "news all": 0.4,
    "news one": 0.15,
}
"""The sets that are learned from, with the weight of one question."""

NAMED_SETS = SETS | {"news": 1.0, "news all": 0.8, "news one": 0.4}
"""The weights for what is learned of questions that name publishers alone; nearly all of them are of the news."""

Gold = Sequence[tuple[str, int, int]]


@dataclass(slots=True)
class Example:
    """A question put to a corpus, what was found for it, whether that answers it, and the articles it means where they are known."""

    name: str
    group: str
    query: Query
    ranked: tuple[RankedPassage, ...]
    clauses: tuple[ClauseEvidence, ...]
    gold: tuple[NDArray[np.bool_], ...]
    is_answered: bool
    question: str
    meant: frozenset[str] = frozenset()


@contextmanager
def _opened(articles: Path) -> Iterator[Workspace]:
    with TemporaryDirectory(prefix="footnote-train-") as data:
        settings = Settings(corpus=articles, data=Path(data))
        with open_workspace(settings, lambda _: None, lambda *_: None) as workspace:
            yield workspace


class Asker:
    """Puts questions to one corpus, with or without what answers them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._vectors = TokenWordVectors(workspace.index.embedder)  # type: ignore[arg-type]
        self._articles: dict[str, tuple[str, str]] = {}
        for record in workspace.library.listing():
            article = workspace.library.article(record.id)
            if article is None:
                continue
            self._articles[Path(article.source).name] = (article.id, article.text)

    def find(self, source: str, quote: str) -> tuple[str, int, int] | None:
        """Where a quote stands: article id, start, end."""
        article, text = self._articles[source]
        start = text.find(quote)
        return None if start < 0 else (article, start, start + len(quote))

    def ids(self, sources: Sequence[str]) -> frozenset[str]:
        """The ids of the articles of these files."""
        return frozenset(self._articles[source][0] for source in sources)

    def ask(
        self,
        name: str,
        group: str,
        question: str,
        *,
        is_answered: bool,
        gold: Gold = (),
        meant: frozenset[str] = frozenset(),
        without: Callable[[Passage], bool] = lambda _: False,
    ) -> Iterator[Example]:
        """One example for each part of the question."""
        query = self._workspace.retriever.read(question)
        ranked = find_without(self._workspace.retriever, self._workspace.library, query, PASSAGES_READ, without)
        if not ranked:
            return
        parts = read_evidence(query, ranked, self._workspace.index.keyword, self._vectors)
        if is_answered and len(parts) > 1:  # which part is answered isn't known
            return
        for _, clauses in parts:
            yield Example(
                name,
                group,
                query,
                ranked,
                clauses,
                tuple(_labels(each, gold) for each in clauses),
                is_answered,
                question,
                meant,
            )


def _labels(clause: ClauseEvidence, gold: Gold) -> NDArray[np.bool_]:
    spans = {
        (each.passage.article.id, index): each.passage.article.sentences[index].span
        for each in clause.ranked
        for index in range(each.passage.first, each.passage.last)
    }
    return np.array(
        [
            any(
                article == where and spans[article, index].start < end and start < spans[article, index].end
                for where, start, end in gold
            )
            for article, index in clause.evidence.places
        ],
        dtype=bool,
    )


def _among(articles: frozenset[str]) -> Callable[[Passage], bool]:
    return lambda passage: passage.article.id in articles


def _overlapping(gold: Gold) -> Callable[[Passage], bool]:
    return lambda passage: any(
        passage.article.id == where and passage.span.start < end and start < passage.span.end
        for where, start, end in gold
    )


def _of_events(half: str, name: str) -> Iterator[Example]:
    for corpus in events(half):
        with _opened(corpus.articles) as workspace:
            yield from _of_own(Asker(workspace), corpus.name, corpus.questions, name)


_SHARING = {"concert_films_disney": "taylor_swift", "video_games_industry": "google_antitrust"}
"""Groups that share an article with another, which have to be in its fold."""


def _of_groups(evaluation: Path) -> Iterator[Example]:
    with TemporaryDirectory(prefix="footnote-train-") as folder:
        for corpus in (*groups(evaluation, Path(folder)), *same_story("dev", evaluation, Path(folder))):
            with _opened(corpus.articles) as workspace:
                group = _SHARING.get(corpus.name, corpus.name)
                yield from _of_own(Asker(workspace), group, corpus.questions, "groups")


def _of_own(asker: Asker, group: str, questions: Sequence[Row], name: str) -> Iterator[Example]:
    for row in questions:
        if row["type"] == "boilerplate" or read_request(row["question"]) is not None:
            continue
        gold = [found for each in row["gold"] if (found := asker.find(each["article"], each["quote"]))]
        yield from asker.ask(name, group, row["question"], is_answered=row["answerable"], gold=gold)
        if row["answerable"] and row["type"] not in ("conflict", "synthesis") and name in SETS:
            yield from asker.ask(
                f"{name} removed", group, row["question"], is_answered=False, without=_overlapping(gold)
            )


def _of_squad(rows: Sequence[Row]) -> Iterator[Example]:
    with TemporaryDirectory(prefix="footnote-train-") as folder:
        texts: dict[str, list[str]] = {}
        for row in rows:
            paragraphs = texts.setdefault(row["title"], [])
            if row["passage"] not in paragraphs:
                paragraphs.append(row["passage"])
        names = {title: f"{number:03}.md" for number, title in enumerate(texts)}
        for title, paragraphs in texts.items():
            head = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\npublisher: Encyclopedia\n---\n\n"
            (Path(folder) / names[title]).write_text(head + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
        with _opened(Path(folder)) as workspace:
            asker = Asker(workspace)
            for row in rows:
                paragraph = asker.find(names[row["title"]], row["passage"])
                gold = [] if paragraph is None else [
                    (paragraph[0], paragraph[1] + at, paragraph[1] + at + len(answer))
                    for answer in row["answers"] for at in [row["passage"].find(answer)] if at >= 0
                ]  # fmt: skip
                yield from asker.ask("squad", row["title"], row["question"], is_answered=row["answerable"], gold=gold)
                if row["answerable"] and paragraph and zlib.crc32(row["question"].encode()) % 2:
                    yield from asker.ask(
                        "squad removed",
                        row["title"],
                        row["question"],
                        is_answered=False,
                        without=_overlapping([paragraph]),
                    )


def _of_news(articles: Path, rows: Sequence[Row]) -> Iterator[Example]:
    with _opened(articles) as workspace:
        asker = Asker(workspace)
        for number, row in enumerate(rows):
            sources = sorted(row.get("articles") or [])
            group = sources[0] if sources else row["id"]
            gold = [
                found for each in row.get("evidence") or [] if (found := asker.find(each["article"], each["quote"]))
            ]
            is_answered = row["type"] != "null_query"
            if is_answered and not sources and number % 3:
                continue
            meant = asker.ids(sources)
            asked = partial(asker.ask, group=group, question=row["question"], meant=meant)
            yield from asked("news", is_answered=is_answered, gold=gold)
            if sources:
                yield from asked("news all", is_answered=False, without=_among(meant))
            for one in sorted(meant) if len(meant) > 1 else ():
                yield from asked("news one", is_answered=False, without=_among(frozenset((one,))))


def gather_examples() -> list[Example]:
    """All that is learned from, and "own test", "seed" and "shipped", which are only measured."""
    examples = [*_of_events("dev", "own")]
    folder = evaluation_folder()
    if folder is not None:
        examples += _of_groups(folder)
        examples += _of_squad(read_rows(folder / "abstain" / "squad2.jsonl"))
        examples += _of_news(folder / "news" / "articles", read_rows(folder / "news" / "questions.jsonl"))
        with _opened(shipped_articles()) as workspace:
            examples += _of_own(Asker(workspace), "shipped", read_rows(folder / "seed_questions.jsonl"), "seed")
    with _opened(shipped_articles()) as workspace:
        examples += _of_own(Asker(workspace), "shipped", read_rows(OWN / "shipped.jsonl"), "shipped")
    examples += _of_events("test", "own test")
    return examples
