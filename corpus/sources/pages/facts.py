"""What a page says of its article besides the text: title, publisher, author, date and canonical address.

The page's own structured data first, then what stands on it in the usual places, then trafilatura's reading. Nothing is
guessed beyond that: an author that is an address, or a date in the future, is none.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html

from corpus.addresses import canonical, is_web_address
from corpus.invisible import without_invisible
from corpus.metadata import Metadata, read_metadata
from corpus.sources.pages.body import read_metadata_of
from corpus.sources.pages.structured import Structured, all_names, first_text

_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_PUBLISHED_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dc.date", "dcterms.created",
    "dcterms.date", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date",
    "date", "article.published", "cxenseparse:recs:publishtime", "cse_pub_date", "dc.date.created",
)  # fmt: skip
_AUTHOR_NAMES = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
)
_BY = re.compile(r"\A(?:by|von|par|por|di|door)\s+", re.IGNORECASE)
_NO_AUTHOR = re.compile(
    r"\A(?:admin|administrator|editor|staff|unknown|anonymous|null|none|undefined|author)\Z|@|https?:", re.IGNORECASE
)
_BEHIND_NAME = re.compile(
    r"\s+[|•·]\s|\s+(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d",
    re.IGNORECASE,
)
_NO_PUBLISHER = frozenset({"blogger", "wordpress.com", "wordpress", "medium", "tumblr", "hosted"})
_SITE_ENDS = re.compile(r"\s+(?:[|–—»·-]|::)\s+")
_MOST_AUTHORS = 6
_LONGEST_AUTHOR = 120


def page_facts(
    tree: lxml_html.HtmlElement, structured: Structured, address: str | None, today: date | None = None
) -> Metadata:
    """What is known of a page's article; `address` is where the page was read, None where it comes from a file."""
    url = _address(tree, structured, address)
    said: dict[str, object] = {
        "title": _title(tree, structured),
        "publisher": _publisher(structured),
        "author": _author(tree, structured),
        "published": _published(tree, structured, today or datetime.now(UTC).date()),
        "url": url,
    }
    if not all(said.values()):
        said = {**read_metadata_of(tree), **{key: value for key, value in said.items() if value}}
    if said.get("author") and not _is_author(str(said["author"])):
        said["author"] = None
    clean = {key: without_invisible(value) if isinstance(value, str) else value for key, value in said.items()}
    return read_metadata({key: value for key, value in clean.items() if value}, lambda _: None)


def _title(tree: lxml_html.HtmlElement, structured: Structured) -> str | None:
    """The headline: as structured data has it, or the page's only first heading, or its title without the site's name."""
    headings = [text for element in tree.iter("h1") if (text := _words(element))]
    said = [
        first_text(structured.article.get("headline")),
        structured.meta.get("og:title"),
        structured.meta.get("twitter:title"),
    ]
    for candidate in said:
        if candidate:
            return _without_site(" ".join(candidate.split()), headings, structured)
    if len(headings) == 1:
        return headings[0]
    titles = [text for element in tree.iter("title") if (text := _words(element))]
    return _without_site(titles[0], headings, structured) if titles else (headings[0] if headings else None)


def _without_site(title: str, headings: list[str], structured: Structured) -> str:
    """A title without the publisher's name behind it; as the page's heading has it where that is the same."""
    for heading in headings:
        if len(heading) >= 10 and title.casefold().startswith(heading.casefold()):
            return heading
    site = (structured.meta.get("og:site_name") or "").casefold()
    parts = _SITE_ENDS.split(title)
    if len(parts) > 1 and (
        parts[-1].casefold() == site or (not structured.meta.get("og:title") and len(parts[-1]) < 30)
    ):
        end = title.rfind(parts[-1])
        return re.sub(r"\s+\S{1,2}\s*\Z", "", title[:end])
    return title


def _publisher(structured: Structured) -> str | None:
    name = first_text(structured.article.get("publisher"))
    said = (name, structured.meta.get("og:site_name"), structured.meta.get("application-name"))
    good = (each for each in said if each and not is_web_address(each) and each.casefold() not in _NO_PUBLISHER)
    return next(good, None)


def _author(tree: lxml_html.HtmlElement, structured: Structured) -> str | None:
    """The authors' names, separated by commas."""
    said: list[list[str]] = [all_names(structured.article.get("author")), all_names(structured.article.get("creator"))]
    said += [[structured.meta[name]] for name in _AUTHOR_NAMES if name in structured.meta]
    said.append([_words(element) for element in tree.xpath('//*[@rel="author" or @itemprop="author"]')[:_MOST_AUTHORS]])
    for names in said:
        good = [clean for name in names if (clean := _bare_name(name)) and _is_author(clean)]
        if good:
            return ", ".join(dict.fromkeys(good[:_MOST_AUTHORS]))
    return None


def _bare_name(written: str) -> str:
    """A name without "by" before it and what stands behind it: a date, a button."""
    return _BEHIND_NAME.split(_BY.sub("", " ".join(written.split())), maxsplit=1)[0].strip()


def _is_author(name: str) -> bool:
    return len(name) <= _LONGEST_AUTHOR and _NO_AUTHOR.search(name) is None


def _published(tree: lxml_html.HtmlElement, structured: Structured, today: date) -> date | None:
    """The day of publication, as it was written down; none that lies in the future or before the web."""
    said: list[str | None] = [first_text(structured.article.get(key)) for key in ("datePublished", "dateCreated")]
    said += [structured.meta.get(name) for name in _PUBLISHED_NAMES]
    said += tree.xpath('//*[@itemprop="datePublished"]/@*[name()="content" or name()="datetime"]')[:2]
    said += tree.xpath("//time[@pubdate]/@datetime")[:2]
    times = tree.xpath("//article//time/@datetime | //header//time/@datetime")
    said += times[:1]
    return next(
        (day for day in map(day_of, said) if day and date(1990, 1, 1) <= day <= today + timedelta(days=2)), None
    )


def day_of(written: str | None) -> date | None:
    """The day in an ISO date or time; None where it is none."""
    match = _DATE.match((written or "").strip())
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _address(tree: lxml_html.HtmlElement, structured: Structured, address: str | None) -> str | None:
    """The canonical address: as the page gives it, if that is on the web and of the same site, else where it was read."""
    said: Iterable[str | None] = [
        *tree.xpath('//link[contains(concat(" ", translate(@rel, "CANOIL", "canoil"), " "), " canonical ")]/@href')[:1],
        structured.meta.get("og:url"),
        first_text(structured.article.get("url")),
        first_text(structured.article.get("mainEntityOfPage")),
    ]
    for written in said:
        if not written:
            continue
        try:
            whole = urljoin(address or "", written.strip())
        except ValueError:
            continue
        if is_web_address(whole) and (address is None or _may_speak_for(whole, address)):
            return canonical(whole)
    return canonical(address) if address and is_web_address(address) else None


def _may_speak_for(said: str, address: str) -> bool:
    """Whether a canonical address can be believed: of the same site, and an article's rather than the front page."""
    one, other = urlsplit(said), urlsplit(address)
    is_front = one.path in ("", "/") and other.path not in ("", "/")
    return not is_front and _site(one.hostname or "") == _site(other.hostname or "")


def _site(host: str) -> str:
    """What two hosts of one publisher share: the last two labels, three where the second last is short (`co.uk`)."""
    labels = host.lower().rstrip(".").split(".")
    if all(label.isdigit() for label in labels):
        return host
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-2:])


def _words(element: lxml_html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())
