"""Finding, answering, abstaining and disagreement, measured on question sets; and what each idea of the retriever brings."""

import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.quality.ablation import FOUND, find, show_look_ups, show_measures
from bench.quality.baselines import KeywordRetriever
from bench.quality.question_sets import (
    OWN,
    AskedCorpus,
    Row,
    evaluation_folder,
    events,
    groups,
    read_rows,
    same_story,
    some,
    with_evidence,
    without_publishers,
    wordings,
)
from bench.quality.removal import find_without
from bench.quality.scores import abstention_figures, answer_figures, judge, retrieval_figures
from bench.timing import in_turn, ratio, seconds_of
from bot.contract import reply_fields
from bot.settings import Settings, shipped_articles
from bot.workspace.workspace import Workspace, open_workspace
from corpus.passage import Passage
from retrieval.answering.answerer import Answerer
from retrieval.index.indexing import silent
from retrieval.query import Query
from retrieval.retriever import NO_FILTERS, Filters, RankedPassage

Figures = dict[str, float]
SHIPPED = ("shipped", "shipped_dev", "shipped_test", "shipped_late", "shipped_wording_dev", "shipped_wording_test")
QUICK_QUESTIONS = 60


def run(*, quick: bool) -> Figures:
    """The figures, with the ablation table above them."""
    most = QUICK_QUESTIONS if quick else None
    evaluation = evaluation_folder()
    if evaluation is not None and not quick:
        show_measures(evaluation)
    figures = _small_sets(evaluation, most)
    if evaluation is None:
        return figures | _ablation(_joined(events("dev")), None)
    seed = AskedCorpus("seed", shipped_articles(), read_rows(evaluation / "seed_questions.jsonl"))
    figures |= _answers("seed", seed, None)
    with tempfile.TemporaryDirectory(prefix="footnote-bench-") as folder:
        for corpus in groups(evaluation, Path(folder))[:: 6 if quick else 1]:
            figures |= _answers(f"group_{corpus.name}", corpus, most)
        for half in ("dev", "test"):
            for corpus in same_story(half, evaluation, Path(folder))[:: 3 if quick else 1]:
                figures |= _answers(f"{half}_{corpus.name}", corpus, most)
    news = evaluation / "news"
    figures |= _news(AskedCorpus("news", news / "articles", read_rows(news / "questions.jsonl")), most)
    return figures | _squad(evaluation / "abstain" / "squad2.jsonl", most)


def _small_sets(evaluation: Path | None, most: int | None) -> Figures:
    """Answers over the shipped articles and over invented events."""
    figures: Figures = {}
    for name in SHIPPED:
        figures |= _answers(name, AskedCorpus(name, shipped_articles(), read_rows(OWN / f"{name}.jsonl")), most)
    for half in ("dev", "test"):
        for corpus in events(half):
            figures |= _answers(f"{half}_{corpus.name}", corpus, most)
        with tempfile.TemporaryDirectory(prefix="footnote-bench-") as folder:
            for corpus in wordings(half, evaluation, Path(folder)):
                figures |= _answers(f"{half}_wordings_{corpus.name}", corpus, most)
    return figures


def _joined(corpora: Sequence[AskedCorpus]) -> AskedCorpus:
    """The first corpus, with evidence in its questions: enough to compare retrievers where no evaluation set is there."""
    return AskedCorpus(corpora[0].name, corpora[0].articles, tuple(with_evidence(corpora[0].questions)))


@contextmanager
def _opened(articles: Path) -> Iterator[Workspace]:
    with tempfile.TemporaryDirectory(prefix="footnote-bench-") as data:
        settings = Settings(corpus=articles, data=Path(data))
        with open_workspace(settings, print, silent) as workspace:
            yield workspace


def _named(prefix: str, figures: Figures) -> Figures:
    return {f"{prefix}_{name}": round(value, 4) for name, value in figures.items()}


def _show(what: str, figures: Figures) -> None:
    print(f"{what:34} " + "  ".join(f"{name} {value:.3f}" for name, value in figures.items()), flush=True)


def _answers(name: str, corpus: AskedCorpus, most: int | None) -> Figures:
    """Answers to the questions of a small corpus, judged."""
    questions = some(corpus.questions, most)
    with _opened(corpus.articles) as workspace:
        answers = [reply_fields(workspace.answerer.answer(question["question"])) for question in questions]
    for question, answer in zip(questions, answers, strict=True):
        short = [demand for demand, met in judge(question, answer).items() if not met]
        if short:
            said = " | ".join(each["text"] for each in answer["statements"])
            print(
                f"  {question['id']} [{question['type']}] {question['question']}\n      short of: {', '.join(short)}; said: {said[:200]}"
            )
    figures = answer_figures(questions, answers)
    _show(name, figures)
    return _named(name, figures)


def _news(corpus: AskedCorpus, most: int | None) -> Figures:
    """Retrieval, abstention and speed over the news corpus."""
    questions = some(corpus.questions, most if most is None else 3 * most)
    answerable = [question for question in questions if question["evidence"] or question["articles"]]
    with _opened(corpus.articles) as workspace:
        figures = _ablation_of(workspace, answerable)
        publishers = workspace.library.publishers()
        bare = [without_publishers(question["question"], publishers) for question in answerable]
        unnamed = retrieval_figures(answerable, find(workspace.retriever, bare))
        _show("news, publishers taken out", unnamed)
        answers = [reply_fields(workspace.answerer.answer(question["question"])) for question in questions]
        null = abstention_figures([question["type"] != "null_query" for question in questions], answers)
        _show("news, null questions", null)
        removed = _removed(workspace, [question for question in questions if question["articles"]])
        asked = [question["question"] for question in questions]
        speed = {
            "news_warm_ratio": _against_keyword(workspace, workspace.answerer.answer, asked),
            "news_warm_retrieval_ratio": _against_keyword(workspace, _retrieval(workspace), asked),
        }
        _show("news, warm question to BM25 alone", speed)
    return figures | _named("news_unnamed", unnamed) | _named("news_null", null) | removed | speed


def _ablation(corpus: AskedCorpus, most: int | None) -> Figures:
    with _opened(corpus.articles) as workspace:
        return _ablation_of(workspace, some(corpus.questions, most))


def _ablation_of(workspace: Workspace, questions: Sequence[Row]) -> Figures:
    rows = show_look_ups(workspace, questions)
    return (
        _named("news", rows["hybrid"])
        | _named("news_keyword", rows["keyword alone"])
        | _named("news_dense", rows["dense alone"])
    )


class WithoutArticles:
    """A retriever over a library from which some articles have been taken out."""

    def __init__(self, workspace: Workspace, removed: frozenset[str]) -> None:
        self._retriever = workspace.retriever
        self._library = workspace.library
        self._removed = removed

    def read(self, question: str) -> Query:
        """What the question asks for."""
        return self._retriever.read(question)

    def find(self, query: Query, limit: int, filters: Filters) -> tuple[RankedPassage, ...]:
        """The passages of the articles that are left."""
        return find_without(self._retriever, self._library, query, limit, self._is_removed, filters)

    def retrieve(self, question: str, limit: int, filters: Filters) -> tuple[RankedPassage, ...]:
        """The same for a question as it was asked."""
        return self.find(self.read(question), limit, filters)

    def _is_removed(self, passage: Passage) -> bool:
        return Path(passage.article.source).name in self._removed


def _removed(workspace: Workspace, questions: Sequence[Row]) -> Figures:
    """The confidence with and without the articles that answer: all of them taken out, and one of several."""

    def confidences(removed: Callable[[Row], frozenset[str]]) -> list[Row]:
        answers = []
        for question in questions:
            retriever = WithoutArticles(workspace, removed(question))
            answers.append(reply_fields(_answerer(workspace, retriever).answer(question["question"])))
        return answers

    kept = confidences(lambda _: frozenset())
    figures: Figures = {}
    for name, removed in (
        ("all", confidences(lambda question: frozenset(question["articles"]))),
        ("one", confidences(lambda question: frozenset(question["articles"][:1]))),
    ):
        several = [i for i, question in enumerate(questions) if name == "all" or len(question["articles"]) > 1]
        answers = [kept[i] for i in several] + [removed[i] for i in several]
        row = abstention_figures([True] * len(several) + [False] * len(several), answers)
        _show(f"news, {name} of the articles removed", row)
        figures |= _named(f"news_{name}_removed", row)
    return figures


def _answerer(workspace: Workspace, retriever: WithoutArticles) -> Answerer:
    return workspace.answerer.on(retriever)


def _retrieval(workspace: Workspace) -> Callable[[str], object]:
    return lambda question: workspace.retriever.retrieve(question, FOUND, NO_FILTERS)


def _against_keyword(workspace: Workspace, work: Callable[[str], object], questions: Sequence[str]) -> float:
    """The work of a warm question, its articles having been read for others, against BM25 alone."""
    keyword = KeywordRetriever(workspace.library, workspace.index.keyword)
    asked, looked_up = iter(questions), iter(questions)
    ours, bare = in_turn(
        lambda: seconds_of(lambda: work(next(asked))),
        lambda: seconds_of(lambda: keyword.retrieve(next(looked_up), FOUND, NO_FILTERS)),
        min(100, len(questions) - 1),
    )
    milliseconds = [1000 * statistics.median(each) for each in (ours, bare)]
    print(f"warm question p50 {milliseconds[0]:.1f} ms, BM25 alone {milliseconds[1]:.1f} ms")
    return ratio(ours, bare)


def _squad(path: Path, most: int | None) -> Figures:
    """Abstention where only the point is missing: SQuAD 2.0, one article a title (Rajpurkar et al. 2018)."""
    rows = read_rows(path)
    questions = some(rows, most if most is None else 2 * most)
    with tempfile.TemporaryDirectory(prefix="footnote-bench-") as folder:
        articles = Path(folder) / "articles"
        _write_encyclopedia(articles, rows)
        with _opened(articles) as workspace:
            answers = [reply_fields(workspace.answerer.answer(question["question"])) for question in questions]
    figures = abstention_figures([question["answerable"] for question in questions], answers)
    _show("SQuAD 2.0, the point missing", figures)
    return _named("squad", figures)


def _write_encyclopedia(folder: Path, rows: Sequence[Row]) -> None:
    paragraphs: dict[str, dict[str, None]] = {}
    for row in rows:
        paragraphs.setdefault(row["title"], {})[row["passage"]] = None
    folder.mkdir()
    for number, (title, texts) in enumerate(paragraphs.items()):
        head = f'---\ntitle: "{title}"\npublisher: Encyclopedia\n---\n\n'
        (folder / f"{number:03}.md").write_text(head + "\n\n".join(texts) + "\n", encoding="utf-8")
