"""Reading: the bytes of a page, a PDF or a mail into the article in it; what the reading process does.

Formats that take a library to read, and that somebody else made: everything here may take forever or all the memory there
is, and so belongs into `ReadingProcess`.
"""

from corpus.errors import SourceError
from corpus.sources.extracted import Extracted

KINDS = ("html", "pdf", "eml")


def read_here(kind: str, data: bytes, address: str | None = None, charset: str | None = None) -> Extracted:
    """The article in the bytes, read in this very process; SourceError where there is none."""
    if kind == "html":
        from corpus.sources.pages.page import read_page

        return read_page(data, address, charset)
    if kind == "pdf":
        from corpus.sources.pdf import read_pdf

        return read_pdf(data)
    if kind == "eml":
        from corpus.sources.mail import read_mail

        return read_mail(data)
    raise SourceError(f"is of a kind that can't be read; {', '.join(KINDS)} can")
