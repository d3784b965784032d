"""What of a question only says where an answer would stand or in what form it is wanted, and not what it is about; pure."""

import re
from collections.abc import Iterable

_PIECE = (
    r"(?:articles?|reports?|stories|story|pieces?|coverage|news|texts?|passages?|publications?|sources?|telling|account|"
    r"view|words|version)"
)
_THE_ARTICLE = "the article"
_IN = r"(?:in|per|from|by|within|according to|going by|as reported (?:by|in)|as told (?:by|in)|as per)"
_TELLS = r"(?:say|report|write|mention|state|claim|tell|cover|note|confirm|talk|speak|give)\w*"
_FRAMES = re.compile(
    rf"\b{_IN} (?:{_THE_ARTICLE}(?:['’]s)?(?: {_PIECE})?|(?:the|these|those|any|all|all the|your) {_PIECE})\b\W*|"
    rf"\b(?:do|does|did|has|have|had) {_THE_ARTICLE} (?:also )?{_TELLS}\b"
    r"(?:\s+(?:us|anything|something|that|about|of|on))*|"
    r"\b(?:word for word|verbatim|in so many words|in (?:his|her|their|its) own words|"
    r"in (?:one|a) (?:word|sentence|nutshell|few words))\b|"
    r"\b(?:is|was|has been|are|were) (?:said|reported|written|told|known|mentioned) (?=about|of|on)\b|"
    rf"^\W*{_THE_ARTICLE}\s*[:,–—-]\s*",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r",?\s*\b(?:apart from|aside from|besides|other than|except(?: for)?|in addition to|as well as|next to)\s+"
    r"(?:(?:the|its|their|his|her)\s)?[\w’'-]+(?:\s(?-i:[A-Z])[\w’'-]*){0,2}\s*,?|\belse\b",
    re.IGNORECASE,
)
_OWN = r"(?:founder|co-founder|owner|editor|purpose|goal|aim|mission|boss|ceo|creator|staff|readers?)"
_OF_PUBLISHER = re.compile(
    r"\bwho(?:['’]s| is| was)?\s(?:[\w'’-]+\s){0,2}?"
    r"(?:founded|set up|started|owns|runs|created|launched|made|makes|behind|wrote for|writes for|edits)\s"
    rf"{_THE_ARTICLE}\b(?!['’]s)|"
    rf"\b(?:{_OWN}|author|maker|publisher|point|idea|history) (?:of|behind|at) {_THE_ARTICLE}\b|"
    rf"\b{_THE_ARTICLE}['’]s? (?:site['’]?s? )?{_OWN}\b|"
    rf"^\W*(?:what|who) (?:is|are|was) {_THE_ARTICLE}\W*$|"
    rf"\bwhen (?:was|did) {_THE_ARTICLE} (?:founded|set up|started|start|launch\w*|created)\b",
    re.IGNORECASE,
)


def without_frame(text: str, publishers: Iterable[str]) -> str:
    """`text` without the publishers that it names, in its words, and without what only frames the question or is excepted."""
    return " ".join(
        _EXCEPT.sub(" ", _FRAMES.sub(" ", _with_articles(text, publishers)).replace(_THE_ARTICLE, " ")).split()
    )


def asks_of_publisher(text: str, publishers: Iterable[str]) -> bool:
    """Whether the question is about a publisher itself, such as who founded it, and not about what it published."""
    return bool(_OF_PUBLISHER.search(_with_articles(text, publishers)))


def _with_articles(text: str, publishers: Iterable[str]) -> str:
    """`text` with "the article" in the place of each publisher."""
    for publisher in sorted(publishers, key=len, reverse=True):
        text = re.sub(rf"(?:\bthe\s+)?{re.escape(publisher)}", _THE_ARTICLE, text, flags=re.IGNORECASE)
    return text
