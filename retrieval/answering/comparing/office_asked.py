"""Which office's holder a question asks for: "who runs X", "who is the finance chief of Y", "who founded Z". Pure."""

import re

from retrieval.answering.reading.roles import office_named, office_passed_on

_NAMED = re.compile(
    r"\bnames?\sof\s(?:the\s|its\s|their\s|[\w’'.]+[’']s\s)|\bwhom?\b.*\b(?:name|names|named|give|call|calls|described?|list|cite|mention)\w*\sas\b",
    re.IGNORECASE,
)
"""Asks for the holder of an office by other words than "who is"."""
_RUNS = re.compile(
    r"\b(?:runs?|running|leads?|heads?|in\scharge|at\sthe\shelm|boss)\b(?:\s(?:of|at|over|for))?\s*(?P<what>.*)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\b(?:team|unit|division|department|project|office|lab|branch|effort|task\sforce|programme|program|committee|investigation|inquiry|"
    r"study|group\sof|side|section|arm)s?\b",
    re.IGNORECASE,
)
_WORKPLACE_RUN = re.compile(
    r"\bwho\b.*\b(?:manages?|managing|oversees?|runs?|running|leads?|heads?|in\scharge\sof|boss\sof|head\sof)\s"
    r"(?:(?:the|that|this|its|their|[\w’'-]+['’]s)\s)?(?:[A-Z][\w’'-]*\s){0,3}(?:[a-z-]+\s)?"
    r"(?:plant|factory|works|mill|mine|warehouse|depot|refinery|shipyard|shop|store|supermarket|hotel|restaurant)\b"
    r"(?!\s(?:company|maker|group|chain|firm|owner)s?\b)",
    re.IGNORECASE,
)
"""A place of work has a manager; the chief executive is the company's."""
_CHAIRS = re.compile(r"\bchairs\b", re.IGNORECASE)
_ORGANISATION = re.compile(
    (
        r"^(?:the\s|this\s|that\s|its\s)?(?:company|firm|business|club|airline|startup|start-up|group"
        r"|bank|organi[sz]ation|team|party|country|city|board|now|$|\?)"
    ),
    re.IGNORECASE,
)
_FOUNDS = re.compile(
    r"\b(?:who|whom|(?:which|what)\s(?:[a-z-]+\s){0,2}?[a-z-]+)\s(?:(?:is|was|were|are)\s(?:the\s)?(?:[a-z]+\s){0,2}(?:who|that)\s)?"
    r"(?:(?:originally|first|has|had|actually)\s)*"
    r"(?:(?P<surely>(?:co-?)?founded)|set\sup|sets\sup|established|started(?:\sup)?|created|launched)\s(?P<what>.+)|"
    r"\b(?:by\swhom|who)\swas\s(?P<made>.+?)\s(?P<by>founded|set\sup|established|started|created|launched)\b",
    re.IGNORECASE,
)
_NAME_ALONE = re.compile(r"(?:the\s)?(?:[A-Z0-9][\w&.’'-]*\s?){1,4}\W*(?:back\s|in\s(?:the\s)?\w+\W*)*$")


def _asks_founder(question: str) -> bool:
    """Whether it is asked who founded something: what was started must be named, for a fire or a strike is started too."""
    match = _FOUNDS.search(question)
    if match is None or re.search(r"\b(?:who|whom|which|what)\b", question[: match.start()], re.IGNORECASE):
        return False
    what = match["what"] or match["made"]
    if match["surely"] or (match["by"] or "").lower() == "founded":
        return bool(what[:1].isupper() or _ORGANISATION.match(what) or question == question.lower())
    return bool(_NAME_ALONE.match(what))


def office_asked(question: str) -> str | None:
    """The office whose holder is asked for; None where the question asks who did something."""
    if _asks_founder(question):
        return "founder"
    if _CHAIRS.search(question):
        return "chair"
    if _WORKPLACE_RUN.search(question):
        return "manager"
    runs = _RUNS.search(question)
    if runs and _UNIT.search(runs["what"]):
        return None
    if runs and (runs["what"][:1].isupper() or _ORGANISATION.match(runs["what"]) or question == question.lower()):
        return "chief executive"
    match = re.search(
        (
            r"\bwho(?:['’]?s\s|m?\s(?=is|was|are|were|will|became|becomes|has|now|currently|serves))"
            r"(?:(?:is|was|are|were|will\sbe|became|becomes|has\sbeen|now|currently"
            r"|serves\sas|['’]s)\s)*(?:the\s|its\s|an?\s)?(?P<office>(?:[\w’\'-]+\s){0,4}[\w-]+)"
        ),
        question,
        re.IGNORECASE,
    )
    named = office_named(match["office"]) if match else None
    return named or office_passed_on(question) or (office_named(question) if _NAMED.search(question) else None)
