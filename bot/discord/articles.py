"""What the library knows, as pages of a list; pure."""

from bot.chat.links import web_address
from bot.chat.wording import counted, shortened, visible, written_date
from bot.discord import limits
from bot.discord.markup import bold, lines, link, literal, longest_within, small
from bot.discord.panel import Button, Buttons, Panel, Words
from bot.discord.references import Action, Carried
from bot.recall.known import Overview
from corpus.library import ArticleRecord

A_PAGE = 8
_MAX_ADDRESS = 300


def articles_panel(overview: Overview, page: int = 0) -> Panel:
    """A page of the newest articles, from 0; the nearest where there is none of that number."""
    pages = max(1, -(-len(overview.newest) // A_PAGE))
    at = min(max(page, 0), pages - 1)
    count = counted(overview.articles, "article")
    by = f" by {len(overview.publishers)} known publishers" if len(overview.publishers) > 1 else ""
    listed = [_article(each) for each in overview.newest[at * A_PAGE : (at + 1) * A_PAGE]]
    turns = {"← Newer": at - 1, "Older →": at + 1}
    buttons = tuple(
        Button(label, str(Carried(Action.ARTICLES, str(to)))) for label, to in turns.items() if 0 <= to < pages
    )
    parts = [Words(bold(f"I know {count}{by}.")), Words(lines(listed) or "None of them has a title yet.")]
    if pages > 1:
        parts.append(Words(small(f"Page {at + 1} of {pages}")))
    return Panel((*parts, *([Buttons(buttons)] if buttons else [])))


def _article(record: ArticleRecord) -> str:
    address = web_address(record.url)
    title = longest_within(record.title or "Untitled article", 160, shortened)
    known = [
        visible(record.publisher or "")[: limits.OPTION_CHARACTERS],
        written_date(record.published) if record.published else "",
    ]
    about = literal(" · ".join(each for each in known if each))
    shown = link(address if address and len(address) <= _MAX_ADDRESS else None, title)
    return f"- {shown}" + (f" · {about}" if about else "")
