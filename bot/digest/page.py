"""Digest → one HTML page that can be mailed: self-contained, light and dark, readable on a phone; pure.

Nothing of an article is trusted: every text is escaped, and only plain http and https addresses become links.
"""

from collections.abc import Sequence
from datetime import date
from html import escape

from bot.chat.links import passage_address
from bot.chat.wording import visible, written_date
from bot.digest.words import DISAGREE, about, also_in, heading, lead, left_out, quoted, source_name, told_by
from retrieval.answering.answer import Citation, Disagreement
from retrieval.digest.story import Digest, Story

_TOGETHER = 4
_STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1f; --soft: #61646b; --line: #dedfe3; --paper: #ffffff; --back: #f3f3f1;
  --link: #0b57a4; --note: #fdf3dc; --edge: #c98a12; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9e9ea; --soft: #a2a5ad; --line: #3a3c42; --paper: #1e1f22;
  --back: #141517; --link: #8cc1ff; --note: #33290f; --edge: #d9a441; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 17px/1.5 Georgia, "Times New Roman", serif;
  -webkit-text-size-adjust: 100%; overflow-wrap: break-word; }
main { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1, h2 { text-wrap: balance; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0.5rem 0 0.2rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 0.2rem; }
a { color: var(--link); }
.quiet { color: var(--soft); font: 0.85rem/1.45 system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; margin: 0; }
article { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 1.2rem; margin: 1.2rem 0; }
article > ul { padding-left: 1.1rem; margin: 0.9rem 0; }
article > ul > li { margin: 0.6rem 0; }
sup { font: 600 0.68em/1 system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; white-space: nowrap; }
sup a { text-decoration: none; padding: 0.3em 0.1em; }
aside { background: var(--note); border-left: 4px solid var(--edge); border-radius: 4px; padding: 0.7rem 0.9rem;
  margin: 0.9rem 0; font-size: 0.95em; }
aside ul { margin: 0.4rem 0 0; padding-left: 1.1rem; }
aside li + li { margin-top: 0.45rem; }
aside b, summary { font-family: system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; font-size: 0.9rem; }
ol { list-style: none; margin: 0.8rem 0 0; padding: 0.8rem 0 0; border-top: 1px solid var(--line); }
ol li { display: flex; gap: 0.6rem; margin: 0.5rem 0; }
ol .number { min-width: 1.4rem; font-weight: 600; }
"""


def digest_page(digest: Digest, day: date | None = None) -> str:
    """The whole page."""
    title = escape(heading(day))
    stories = "\n".join(_story(story, number) for number, story in enumerate(digest.stories, start=1))
    rest = left_out(digest)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{title}</h1>\n<p class="quiet">{_text(lead(digest))}</p>\n{stories}\n'
        + (f'<p class="quiet">{_text(rest)}</p>\n' if rest else "")
        + '<p class="quiet">Every point is in the words of what it cites.</p>\n</main>\n</body>\n</html>\n'
    )


def _story(story: Story, place: int) -> str:
    points = "".join(
        f"<li>{_text(each.text)}{_marks(each.citations, place)}</li>\n" for each in story.answer.statements
    )
    sides = "".join(_disagreement(each, place) for each in story.answer.disagreements)
    sources = "".join(_source(each, place) for each in story.answer.citations)
    others = also_in(story)
    return (
        f'<article>\n<h2>{_text(story.headline)}</h2>\n<p class="quiet">{_text(told_by(story))}</p>\n'
        f"<ul>\n{points}</ul>\n{sides}"
        + (f'<p class="quiet">{_text(others)}</p>\n' if others else "")
        + f'<ol class="quiet">\n{sources}</ol>\n</article>'
    )


def _disagreement(disagreement: Disagreement, place: int) -> str:
    sides = "".join(f"<li>{_text(side.text)}{_marks(side.citations, place)}</li>\n" for side in disagreement.sides)
    return f"<aside><b>{DISAGREE}: {_text(about(disagreement))}</b>\n<ul>\n{sides}</ul></aside>\n"


def _marks(numbers: Sequence[int], place: int) -> str:
    """The numbers behind a point, each leading to its source below; a few stay together with its last word."""
    gap = "&nbsp;" if len(numbers) <= _TOGETHER else " "
    return "".join(f'{gap}<sup><a href="#s{place}-{number}">[{number}]</a></sup>' for number in numbers)


def _source(citation: Citation, place: int) -> str:
    article = citation.article
    name, address = _text(source_name(article)), passage_address(article, citation.span)
    known = f'<a href="{escape(address)}" rel="noopener noreferrer">{name}</a>' if address else name
    day = f" · {written_date(article.published)}" if article.published else ""
    return (
        f'<li id="s{place}-{citation.number}"><span class="number">{citation.number}</span>'
        f"<span>{known}{day}<br><i>{_text(quoted(citation.quote))}</i></span></li>\n"
    )


def _text(text: str) -> str:
    """Text that a page takes as it is."""
    return escape(visible(text))
