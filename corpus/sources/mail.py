"""Mail: a newsletter in an `.eml` file, its HTML part read as a page, else its plain text."""

import email
import email.policy
import re
from contextlib import suppress
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from corpus.errors import SourceError
from corpus.invisible import without_invisible
from corpus.metadata import Metadata, read_metadata
from corpus.sources.extracted import Extracted
from corpus.sources.pages.page import read_page

MOST_PARTS = 200
_WORDS = re.compile(r"[^\W\d_]{2}")
_ENOUGH_OF_PLAIN = 0.5


def read_mail(data: bytes) -> Extracted:
    """The newsletter in a mail; SourceError where it has no text. The sender is the publisher, the subject the title."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        html, plain = _bodies(message)
        metadata = _metadata(message)
    except (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError) as error:
        # The parser meets headers that no mail program writes with whatever its code stumbles over.
        raise SourceError("is a mail that can't be read") from error
    page = _page(html)
    if page is not None and len(page.text) >= _ENOUGH_OF_PLAIN * len(plain.strip()):
        return Extracted(page.text, metadata.over(page.metadata), page.left_out, page.is_clean)
    text = without_invisible(plain.replace("\r\n", "\n"))
    if not _WORDS.search(text) or text.count("\N{REPLACEMENT CHARACTER}") > len(text) / 4:
        raise SourceError("is a mail without a text")
    return Extracted(text, metadata)


def _page(html: bytes) -> Extracted | None:
    try:
        return read_page(html, charset="utf-8") if html.strip() else None
    except SourceError:
        return None  # its plain text is read instead


def _bodies(message: EmailMessage) -> tuple[bytes, str]:
    """The HTML of a mail, as UTF-8, and its plain text; the first of each that is no attachment."""
    html, plain = "", ""
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            raise SourceError(f"is a mail of more than {MOST_PARTS} parts")
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind == "text/html" and not html:
            html = str(part.get_content())
        elif kind == "text/plain" and not plain:
            plain = str(part.get_content())
    return html.encode("utf-8", "replace"), plain


def _metadata(message: EmailMessage) -> Metadata:
    name, address = parseaddr(str(message.get("From", "")))
    values: dict[str, object] = {
        "title": without_invisible(str(message.get("Subject", ""))),
        "publisher": without_invisible(name or address.partition("@")[2]),
    }
    with suppress(ValueError, TypeError):  # what has no date that can be read is undated
        values["published"] = parsedate_to_datetime(str(message.get("Date", "")))
    return read_metadata({key: value for key, value in values.items() if value}, lambda _: None)
