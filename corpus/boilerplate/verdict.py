"""What becomes of a block of a page or a text: whether it is part of the article, and why where it is not."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.layout import Block


class Reason(StrEnum):
    """Why a block is no part of the article."""

    ADVERTISEMENT = "advertisement"
    AUTHOR = "about the author"
    BYLINE = "byline"
    CAPTION = "caption"
    COMMENTS = "comments"
    COOKIES = "cookie notice"
    COPYRIGHT = "copyright or terms"
    DATE = "date line"
    DISCLOSURE = "affiliate disclosure"
    NAVIGATION = "navigation"
    NEWSLETTER = "newsletter form"
    PAYWALL = "subscription notice"
    RELATED = "other stories"
    REPEATED = "repeated"
    SHARE = "share buttons"
    STANDFIRST = "standfirst"
    SYMBOL = "lone symbol"
    TAGS = "tags"
    TEMPLATE = "template code"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one block; `reason` is None where it is kept."""

    block: Block
    reason: Reason | None = None

    @property
    def is_kept(self) -> bool:
        """Whether the block is a part of the article."""
        return self.reason is None
