"""Answers, passages and articles → the terminal."""

import unicodedata
from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.chat.wording import article_title, counted, written_date
from bot.chat.words import disagree
from corpus.article import Article, Role
from corpus.library import ArticleRecord
from corpus.passage import Passage
from corpus.sources.extracted import Extracted
from corpus.span import Span
from corpus.sync.report import SyncReport
from retrieval.answering.answer import Abstention, Answer, Citation, Disagreement
from retrieval.answering.events import Stated
from retrieval.answering.explanation import Explanation
from retrieval.answering.grounding.judging import Standing
from retrieval.answering.reply import Reply
from retrieval.answering.responder import statements_of
from retrieval.answering.verifying import Verification
from retrieval.retriever import RankedPassage

_QUOTATION_MARKS = "“\"‘'"
_FEW_ARTICLES = 12

SURROUNDINGS = 400
"""Characters shown on each side of a passage."""


def harmless(text: str) -> str:
    """The text with control characters made visible, so that no article can steer a terminal; line breaks stay."""
    return "".join(
        f"\\x{ord(character):02x}"
        if unicodedata.category(character) in {"Cc", "Cf", "Cs"} and character not in "\n\t"
        else character
        for character in text.replace("\r\n", "\n")
    )


def one_line(text: str) -> str:
    """The text on one line, white space folded."""
    return harmless(" ".join(text.split()))


def byline(article: Article) -> Text:
    """Title, publisher and date of an article, as far as they are known; linked where the article has an address."""
    style = f"bold link {article.url}" if article.url and article.url.startswith(("http://", "https://")) else "bold"
    line = Text(one_line(article.title) if article.title else "Untitled article", style=style)
    for known in (article.publisher, article.published and written_date(article.published)):
        if known:
            line.append(" · ", style="dim").append(one_line(known), style="not bold")
    return line


def _numbers(citations: Sequence[int]) -> Text:
    return Text("".join(f" [{number}]" for number in citations), style="cyan")


def _quoted(quote: str) -> Text:
    line = one_line(quote)
    return Text(line if line[0] in _QUOTATION_MARKS else f"“{line}”", style="italic")


def _source(citation: Citation) -> RenderableType:
    head = Text(f"[{citation.number}] ", style="cyan").append_text(byline(citation.article))
    if citation.article.also_in:
        head.append(f"  also in {one_line(', '.join(citation.article.also_in))}", style="dim")
    place = Text(f"{citation.article.source}:{citation.span.start}-{citation.span.end}", style="dim", overflow="fold")
    return Group(head, Padding(Group(_quoted(citation.quote), place), (0, 0, 0, 4)))


def _publishers(answer: Answer, numbers: Iterable[int]) -> str:
    articles = {answer.citation(number).article for number in numbers}
    return ", ".join(sorted({article.publisher or article_title(article, 60) for article in articles}))


def _disagreement(answer: Answer, disagreement: Disagreement) -> RenderableType:
    rows: list[RenderableType] = [Text(disagree(one_line(disagreement.about)), style="bold yellow")]
    for side in disagreement.sides:
        line = Text("• ").append(one_line(side.text)).append_text(_numbers(side.citations))
        rows.append(Padding(line.append(f"  {_publishers(answer, side.citations)}", style="dim"), (0, 0, 0, 2)))
    return Group(*rows)


def statement_view(stated: Stated) -> RenderableType:
    """One statement, with its citations and how many articles say it, as it comes."""
    line = Text(one_line(stated.statement.text)).append_text(_numbers(stated.statement.citations))
    voices = len({citation.article.voice for citation in stated.citations})
    if voices > 1:
        line.append(f"  ({_share_of(voices, stated.articles_read)})", style="dim")
    return Group(line, Text())


def rest_view(reply: Reply) -> RenderableType:
    """What follows the statements of an answer: disagreements, what is missing, notices and sources; or an abstention whole."""
    if not isinstance(reply.result, Answer):
        return Group(_abstention(reply.result), *_notices(reply))
    answer = reply.result
    rows: list[RenderableType] = []
    for disagreement in answer.disagreements:
        rows += [_disagreement(answer, disagreement), Text()]
    for part in answer.missing:
        rows += [Text(f"The articles do not say: {one_line(part)}", style="yellow"), Text()]
    rows.append(Text("Sources", style="bold dim"))
    rows += [_source(citation) for citation in answer.citations]
    return Group(*rows, *_notices(reply))


def _notices(reply: Reply) -> list[RenderableType]:
    return [Text(one_line(notice), style="dim italic") for notice in reply.notices]


def _share_of(articles: int, read: int) -> str:
    """How many articles say it: of how many, where these are few enough to mean something."""
    return f"{articles} of {read} articles" if articles <= read <= _FEW_ARTICLES else counted(articles, "article")


def _abstention(abstention: Abstention) -> RenderableType:
    rows: list[RenderableType] = [Text(one_line(abstention.reason), style="bold yellow")]
    if abstention.topics:
        rows.append(Text("They are about: " + "; ".join(one_line(topic) for topic in abstention.topics)))
    if abstention.nearest:
        rows += [Text(), Text("Nearest passages, not an answer", style="bold dim")]
        rows += [_nearest(passage) for passage in abstention.nearest]
    return Group(*rows)


def shortened(text: str, characters: int = 240) -> str:
    """The text on one line, cut at a word where it is longer."""
    line = one_line(text)
    return line if len(line) <= characters else line[:characters].rsplit(" ", 1)[0] + " …"


def _nearest(passage: Passage) -> RenderableType:
    head = Text("– ").append_text(byline(passage.article))
    return Group(head, Padding(Text(shortened(passage.text), style="dim"), (0, 0, 0, 4)))


def reply_view(reply: Reply) -> RenderableType:
    """An answer with its statements, disagreements and sources, or an abstention with what is nearest."""
    return Group(*(statement_view(stated) for stated in statements_of(reply)), rest_view(reply))


_STANDINGS = {Standing.SUPPORTED: "green", Standing.CONTRADICTED: "red", Standing.NOT_FOUND: "yellow"}


def verification_view(verification: Verification) -> RenderableType:
    """How a statement stands to the articles, what speaks against it, and the sources."""
    judgement = verification.judgement
    standing = judgement.standing
    head = Text(standing.value.capitalize(), style=f"bold {_STANDINGS[standing]}")
    rows: list[RenderableType] = [head.append(f"  {judgement.score:.2f}", style="dim")]
    if not judgement.is_supported:
        rows += [Text(f"– {one_line(reason)}", style="dim") for reason in judgement.verdict.reasons]
    rows += [_source(citation) for citation in verification.citations]
    return Group(*rows)


def explanation_view(explanation: Explanation) -> RenderableType:
    """How an answer came out: the reading, the passages with the parts of their scores, what was chosen and what not."""
    reading = Table("read", "as", title="The question", title_justify="left")
    for name, value in explanation.reading.items():
        reading.add_row(name, one_line(value))
    confidence = Table("part", "value", title="Do the articles answer it?", title_justify="left")
    for name, figure in explanation.confidence.items():
        confidence.add_row(name, f"{figure:.3f}")
    considered = Table("", "score", "sentence", "why", title="Considered", title_justify="left")
    for each in explanation.considered:
        mark = Text("chosen", style="green") if each.chosen else Text("–", style="dim")
        considered.add_row(mark, f"{each.score:.2f}", Text(shortened(each.text, 160)), one_line(each.why))
    return Group(reading, ranking_view(explanation.passages, "Passages", characters=120), confidence, considered)


def ranking_view(passages: Sequence[RankedPassage], title: str | None = None, characters: int = 320) -> RenderableType:
    """Ranked passages with the parts of their scores."""
    table = Table("", "score", "passage", "parts", title=title, title_justify="left", show_lines=True)
    for rank, ranked in enumerate(passages, start=1):
        parts = " ".join(f"{name} {value:.2f}" for name, value in ranked.parts.items())
        passage = Group(byline(ranked.passage.article), Text(shortened(ranked.passage.text, characters), style="dim"))
        table.add_row(str(rank), f"{ranked.score:.3f}", passage, Text(parts))
    return table


def articles_view(records: Iterable[ArticleRecord]) -> RenderableType:
    """The library as a table."""
    table = Table("id", "title", "publisher", "published", "characters")
    for article in records:
        table.add_row(
            Text(article.id, overflow="fold"),
            one_line(article.title or "–"),
            one_line(article.publisher or "–"),
            article.published.isoformat() if article.published else "–",
            f"{article.characters:,}",
        )
    return table


def article_view(article: Article, span: Span | None) -> RenderableType:
    """An article, what is left out dimmed; or, with a span, that passage highlighted in its surroundings."""
    text = _with_roles(article)
    around = Span(0, max(1, len(article.text)))
    if span is not None:
        text.stylize("bold black on yellow", span.start, span.end)
        around = Span(max(0, span.start - SURROUNDINGS), min(len(article.text), span.end + SURROUNDINGS))
    return Group(byline(article), Text(article.source, style="dim"), Text(), text[around.start : around.end])


def _with_roles(article: Article) -> Text:
    text = Text(_visible(article.text), style="dim")
    for sentence in article.sentences:
        text.stylize(
            "bold not dim" if sentence.role is Role.HEADING else "not dim", sentence.span.start, sentence.span.end
        )
    return text


def _visible(text: str) -> str:
    """Like `harmless`, but character for character, so that spans still fit."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(each) in {"Cc", "Cs"} and each not in "\n\t\r" else each
        for each in text
    ).replace("\r", " ")


def extracted_view(found: Extracted) -> RenderableType:
    """What would be kept of a page or a file; below it, dimmed, what is left out and why."""
    known = found.metadata
    facts = (known.publisher, known.author, known.published and written_date(known.published), known.url)
    rows: list[RenderableType] = [Text(one_line(known.title or "Untitled article"), style="bold")]
    rows += [
        Text(" · ".join(one_line(fact) for fact in facts if fact), style="dim"),
        Text(),
        Text(harmless(found.text)),
    ]
    if found.left_out:
        rows.append(Text(f"Left out ({len(found.left_out)})", style="bold dim"))
        rows += [Text(f"{each.reason.value}: {shortened(each.text, 100)}", style="dim") for each in found.left_out]
    return Group(*rows)


def sync_view(report: SyncReport) -> RenderableType:
    """How many articles are new, changed, removed and unchanged; the first of those that moved by name."""
    kinds = (("new", report.new), ("changed", report.changed), ("removed", report.removed))
    rows = [Text(f"{len(ids)} {kind}: {_listed(ids)}") for kind, ids in kinds if ids]
    return Group(*rows, Text(f"{len(report.unchanged)} unchanged"))


def _listed(ids: Sequence[str], most: int = 10) -> str:
    more = f" and {len(ids) - most} more" if len(ids) > most else ""
    return ", ".join(ids[:most]) + more


def console(*, stderr: bool = False) -> Console:
    """A console of the terminal's own width; colours only where a person looks."""
    return Console(stderr=stderr, highlight=False, soft_wrap=False)
