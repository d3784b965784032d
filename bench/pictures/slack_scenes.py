"""What is shown of Slack in the README, from the four shipped articles; pure but for reading them."""

from datetime import UTC, datetime
from pathlib import Path

from bench.pictures import slack_page
from bot.known import Overview
from bot.reading import read_around
from bot.recall import Opened
from bot.references import PassageReference
from bot.settings import shipped_articles
from bot.slack.blocks import reply_message
from bot.slack.home import home_view
from bot.slack.limits import PAGE_CHARACTERS
from bot.slack.modals import passage_modal
from bot.suggesting import suggestions
from corpus.article import Article
from corpus.library import ArticleRecord
from corpus.metadata import Metadata, read_articles_toml
from corpus.outline import outline
from corpus.passage import Passage
from corpus.span import Span
from retrieval.answering.answer import Abstention, Answer, Citation, Disagreement, Side, Statement
from retrieval.answering.reply import Reply

SIZES = {
    "slack_answer": (760, 830),
    "slack_passage": (760, 700),
    "slack_abstention": (760, 330),
    "slack_home": (760, 690),
}
"""Width and height of each picture, in pixels of the page."""

_NOT_DISCLOSED = (
    "Though Scale AI has not disclosed exact numbers, estimates suggest several hundred employees were impacted"
)
_CONFIRMED = (
    "On 16 July, Scale confirmed it has laid off 200 full-time employees—around 14% of its workforce—and ended contracts "
    "with 500 of its global data labelling contractors."
)
_FOURTEEN = (
    "Scale AI is laying off 200 employees, or 14 percent of its workforce, along with 500 global contractors as part of a "
    "broader restructuring just one month after Meta’s $14.3 billion investment in the company."
)


def pages() -> dict[str, str]:
    """The pages to take pictures of, by the pictures' names."""
    articles = _articles()
    reply = _answer(articles)
    cited = _citation(1, articles[0], _CONFIRMED)
    opened = Opened(cited.article, cited.span, read_around(cited.article, cited.span, PAGE_CHARACTERS // 2))
    overview = Overview(
        len(articles), ("AI Latest Byte", "TechRepublic"), tuple(_record(each) for each in articles if each.title)
    )
    return {
        "slack_answer": slack_page.page(_asked(reply.question, reply, 1)),
        "slack_passage": slack_page.page(slack_page.modal(passage_modal(opened, PassageReference(1, 1)))),
        "slack_abstention": slack_page.page(_asked("What was Scale AI's revenue in 2024?", _abstention(articles), 2)),
        "slack_home": slack_page.page(slack_page.home(home_view(overview, suggestions(overview.newest)))),
    }


def _asked(question: str, reply: Reply, question_id: int) -> str:
    message = reply_message(reply, question_id, range(1, 9))
    return slack_page.thread([slack_page.person("Mara", question, calls="Footnote"), slack_page.bot(message.blocks)])


def _articles() -> list[Article]:
    folder = shipped_articles()
    known = read_articles_toml((folder / "articles.toml").read_text(encoding="utf-8"), print)
    return [_article(path, known.get(path.name, Metadata())) for path in sorted(folder.glob("*.txt"))]


def _article(path: Path, known: Metadata) -> Article:
    text = path.read_text(encoding="utf-8")
    return Article(
        path.stem,
        path.name,
        text,
        outline(text),
        known.title,
        known.publisher,
        known.author,
        known.published,
        known.url,
    )


def _citation(number: int, article: Article, quote: str) -> Citation:
    start = article.text.index(quote)
    return Citation(number, article, Span(start, start + len(quote)))


def _answer(articles: list[Article]) -> Reply:
    confirming, agreeing, withholding = articles[0], articles[1], articles[3]
    answer = Answer(
        statements=(Statement(_CONFIRMED, (1, 2)),),
        citations=(
            _citation(1, confirming, _CONFIRMED),
            _citation(2, agreeing, _FOURTEEN),
            _citation(3, withholding, _NOT_DISCLOSED),
        ),
        confidence=0.9,
        generator="extractive",
        disagreements=(
            Disagreement("how many people were laid off", (Side(_CONFIRMED, (1,)), Side(_NOT_DISCLOSED + ".", (3,)))),
        ),
        missing=("who decided it",),
    )
    question = "How many people did Scale AI lay off, and who decided it?"
    return Reply(question, question, answer, {})


def _abstention(articles: list[Article]) -> Reply:
    topics = tuple(each.title for each in articles if each.title)
    result = Abstention("The articles do not say.", 0.1, "extractive", topics, (Passage(articles[0], 1, 2),))
    return Reply("", "", result, {})


def _record(article: Article) -> ArticleRecord:
    moment = datetime(2025, 7, 20, tzinfo=UTC)
    known = (article.title, article.publisher, article.author, article.published, article.url)
    return ArticleRecord(
        article.id, article.source, article.source, *known, len(article.text), article.content_hash, moment, "", ""
    )
