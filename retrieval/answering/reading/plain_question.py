"""A question about what the articles agree on, as the question that each of them answers; pure.

"Which articles disagree about who leads Meta?" is answered by who leads Meta, with every side of it.
"""

import re

_SOURCES = (
    r"(?:articles?|reports?|stories|story|sources?|publishers?|outlets?|papers?|newspapers?|pieces?|publications?|"
    r"accounts?|texts?|media|press)"
)
_AGREE = (
    r"(?:agree|concur|disagree|differ|diverge|conflict|clash|vary|line up|match(?: up)?|argue|"
    r"contradict(?: each other| one another| themselves)?|"
    r"tell (?:the same|a different|different) (?:story|stories|things?)|"
    r"say (?:the same(?: things?)?|different things|something different|otherwise)|(?:all )?consistent|inconsistent|at odds|"
    r"in (?:agreement|conflict|line)|of one mind|unanimous|divided|split|contradictory|conflicting)"
)
_ON = (
    r"(?:on|about|over|as to|as for|regarding|concerning|when it comes to|with regard to|in terms of|in|(?=that ))"
    r" ?(?P<what>.+)$"
)
_SAME = r"(?:the same|a different|different|conflicting|contradictory|differing|another|one|matching)"
_QUANTIFIED = r"(?: all| any| both)?(?: of)?(?: the| these| those| our| your)?(?: \w+)?"
_DIFFERENCES = (
    r"(?:agreement|disagreements?|contradictions?|conflicts?|disputes?|discrepanc\w+|differences?|conflicting \w+|"
    r"different \w+|consensus)"
)
_FRAMES = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"^\W*(?:which|what|how many)(?: of)?(?: the| these| those)?(?: \w+)? {_SOURCES} (?:are |is )?(?:dis)?{_AGREE} {_ON}",
        rf"^\W*(?:do|does|did|are|is){_QUANTIFIED} (?:{_SOURCES}|they)(?: \w+)?? {_AGREE}"
        rf"(?: with (?:each other|one another))? {_ON}",
        rf"^\W*(?:is|are) there (?:any |a |some )?(?:\w+ )?{_DIFFERENCES}"
        rf"(?: (?:between|among|in|across)(?: all)?(?: the)? (?:\w+ )?{_SOURCES})? {_ON}",
        rf"^\W*(?:where|how|in what way) (?:do|does|did)(?: the| these)?(?: \w+)? {_SOURCES} {_AGREE} {_ON}",
        rf"^\W*(?:do|does|did){_QUANTIFIED} (?:{_SOURCES}|they) "
        rf"(?:give|name|report|cite|mention|state|quote|have|put)(?: us)? {_SAME} (?P<what>.+)$",
        rf"^\W*(?:which|what) {_SOURCES} (?:give|name|report|cite|mention|state|quote) {_SAME} (?P<what>.+)$",
    )
)
_ASKS = re.compile(r"(?:who|whom|whose|what|when|where|why|which|how)\b", re.IGNORECASE)
_WHETHER = re.compile(
    r"(?:whether|if)(?: or not)?\s+(?P<who>.+?)\s+"
    r"(?P<verb>is|was|are|were|has|have|had|did|does|do|will|would|can|could)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_IF = re.compile(r"(?:whether|if)(?: or not)?\s+", re.IGNORECASE)
_THAT = re.compile(r"that\s+", re.IGNORECASE)
_DETERMINED = re.compile(
    r"(?:the|an?|its|their|his|her|this|that|these|those)\b|[A-Z][\w’']*|[\w’'.-]+(?: [\w’'.-]+)?['’]s\b"
)
_PERSON = re.compile(
    r"(?:the |its |their |his |her |[\w’'.]+(?: [\w’'.]+)?[’']s )?"
    r"(?:(?:current|interim|new|former|next|acting)\s)?"
    r"(?:ceo|chief|boss|head|leader|author|founder|co-?founder|president|chair\w*|spokes\w+|writer|sender|director|manager|"
    r"coach|owner|winner|scorer|buyer)s?\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"(?:the |its |their )?(?:[\w’'-]+ ){0,3}?(?:numbers|figures|reasons|names|causes|terms|details|people|areas|dates)\b",
    re.IGNORECASE,
)


_HEAD = r"^(?P<head>\W*(?P<aux>has|have|had|did|does|do|will)\b[^?;,]*?)"
_FIGURE_PUT = re.compile(
    rf"{_HEAD}\bput (?:an?|any|the) (?:exact |precise |concrete )?(?P<what>figure|number|sum|price|value|date)s? (?:on|to) (?P<of>.+)$",
    re.IGNORECASE,
)
_PUBLIC_TOLD = re.compile(
    rf"{_HEAD}\b(?:tell|told|let) (?:anyone|anybody|somebody|us|everyone|the public|the press|the media|reporters|journalists|people)"
    r"(?: know)? (?P<of>(?:exactly )?(?:how|what|who|why|when|where|which|"
    r"the (?:exact )?(?:number|price|sum|amount|names?|reasons?|terms))\b.+)$",
    re.IGNORECASE,
)

_WHICH_PAPER = re.compile(
    r"^(?P<ask>\W*)(?:which|what) (?:news )?(?:publications?|newspapers?|papers?|outlets?|magazines?|sites?|websites?|agency|agencies|"
    r"broadcasters?|organi[sz]ations?|media outlets?|news outlets?|journalists?|reporters?)"
    r"(?= (?:first |originally |has |have |had )*(?:obtain(?:ed|s)?|got (?:hold of|a look at)|saw|viewed|reviewed|acquired|read|seen)\b)",
    re.IGNORECASE,
)


def _disclosed(match: re.Match[str]) -> str:
    """A question whether something was made known, in the word for it: "Has X disclosed how many …?"."""
    verb = "disclosed" if match["aux"].lower() in ("has", "have", "had") else "disclose"
    of = match["of"].rstrip(" \n?.!")
    what = match.groupdict().get("what")
    if what is None:
        return f"{match['head']}{verb} {of}?"
    is_sum = what.lower() == "figure" and not re.search(r"[a-z]{3,}s$", of)
    noun = "sum" if is_sum else "number" if what.lower() == "figure" else what.lower()
    return f"{match['head']}{verb} the {noun} of {of}?"


def plain_question(question: str) -> str:
    """`question`, or what it asks whether the articles agree on, as a question of its own; what was disclosed in that word,
    and which newspaper got hold of something as who did.
    """
    question = _WHICH_PAPER.sub(r"\g<ask>Who", question)
    question = _FIGURE_PUT.sub(_disclosed, _PUBLIC_TOLD.sub(_disclosed, question))
    for frame in _FRAMES:
        if match := frame.match(question.strip()):
            return _asked(match["what"].strip(" \n?.!")) or question
    return question


def _asked(what: str) -> str:
    """What the articles may differ on, as a question; empty where nothing is named."""
    if not re.search(r"\w", what):
        return ""
    if _ASKS.match(what):
        return f"{what[0].upper()}{what[1:]}?"
    if turned := _WHETHER.match(what):
        return f"{turned['verb'].capitalize()} {turned['who']} {turned['rest']}?"
    if _IF.match(what) or _THAT.match(what):
        return f"Is it true that {_THAT.sub('', _IF.sub('', what, count=1), count=1)}?"
    if not _DETERMINED.match(what):
        what = f"the {what}"
    asks = "Who is" if _PERSON.match(what) else "What are" if _PLURAL.match(what) else "What is"
    return f"{asks} {what}?"
