"""The app's home: what it knows, what to try, and what this person has set; pure."""

from collections.abc import Sequence

from bot.chat.suggesting import Suggestion
from bot.chat.wording import counted, shortened, visible, written_date
from bot.chat.words import ASK_ABOUT
from bot.recall.known import Overview
from bot.slack.digest_views import home_digest
from bot.slack.elements import Json, bullets, divider, header, line, link, rich_text, small_print, words
from corpus.library import ArticleRecord

_MAX_PUBLISHERS = 12


def home_view(overview: Overview, suggested: Sequence[Suggestion], digest: str | None = None) -> Json:
    """The home tab; `digest` tells what digest this person gets, None where they get none."""
    blocks = [
        header("Ask the articles"),
        rich_text(line(words("I answer questions from news articles, and cite the exact words for every statement."))),
        *_known(overview),
        divider(),
        header("What to try"),
        rich_text(bullets(_ways())),
        *_suggested(suggested),
        divider(),
        header("Your digest"),
        *home_digest(f"You get a digest in Messages, {digest}" if digest else NO_DIGEST, has_one=digest is not None),
        small_print("Where the articles do not say it, I tell you so instead of guessing."),
    ]
    return {"type": "home", "blocks": blocks}


NO_DIGEST = "You get no digest. It would tell you in Messages, each morning, what is new in the articles."


def prompts(suggested: Sequence[Suggestion]) -> list[Json]:
    """The suggestions as Slack shows them above the first message."""
    return [{"title": each.label, "message": each.question} for each in suggested]


def _known(overview: Overview) -> list[Json]:
    if not overview.articles:
        return [rich_text(line(words("There are no articles yet.")))]
    articles = counted(overview.articles, "article")
    names = [shortened(visible(name), 60) for name in overview.publishers[:_MAX_PUBLISHERS]]
    more = len(overview.publishers) - len(names)
    publishers = f" from {', '.join(names)}" if names else ""
    publishers += f" and {more} more" if more > 0 else ""
    said = [line(words(f"I know {articles}{publishers}.")), line(words("\nThe newest:"))]
    listed = [bullets(_newest(record) for record in overview.newest)] if overview.newest else []
    return [rich_text(said[0], *((said[1], *listed) if listed else ()))]


def _newest(record: ArticleRecord) -> Json:
    title = link(record.url, shortened(visible(record.title or "") or "Untitled article", 150))
    publisher = shortened(visible(record.publisher or ""), 60)
    known = " · ".join(each for each in (publisher, record.published and written_date(record.published)) if each)
    return line(title, *([words(f" · {known}")] if known else []))


def _ways() -> list[Json]:
    return [
        line(
            words("In a channel: "),
            words("mention me", bold=True),
            words(" with a question, then just go on in the thread."),
        ),
        line(
            words("For your eyes only: "), words("/ask", bold=True), words(" and a question; you can share the answer.")
        ),
        line(
            words("About what somebody wrote: "),
            words(ASK_ABOUT, bold=True),
            words(" in the message's menu."),
        ),
        line(words("What is new, each morning: "), words("/digest", bold=True), words(" in a channel, or here below.")),
        line(
            words("Where does it say that? "),
            words("See passage", bold=True),
            words(" under an answer opens the article there."),
        ),
    ]


def _suggested(suggested: Sequence[Suggestion]) -> list[Json]:
    if not suggested:
        return []
    return [
        rich_text(line(words("For example:")), bullets(line(words(each.question, italic=True)) for each in suggested))
    ]
