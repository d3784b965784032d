"""Reason: why a block of a page or a text is no part of the article."""

from enum import StrEnum


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
