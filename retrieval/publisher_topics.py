"""Questions about a publisher itself, not about what it reports: "who owns Wired?"; pure."""

import re

PIECE = r"(?:article|articles|report|reports|story|stories|piece|pieces|newspaper|coverage|reporting|journalists?|review|post)"
"""What publishers publish, as a pattern."""

_DEED = (
    r"(?:owns?|owned|founded|co-?founded|starts?|started|sets?\s+up|establish(?:es|ed)|creates?|created|launch(?:es|ed)|runs?|ran|"
    r"leads?|led|heads?|headed|edits?|edited|manages?|managed|chairs?|chaired|controls?|controlled|buys?|bought|acquires?|acquired|"
    r"took\s+over|sells?|sold|funds?|funded|finances?|financed|prints?|reads?|backs?|backed|sued?|sues|closed|shut(?:\s+down)?|hacked|"
    r"works?(?:ed)?\s+(?:for|at)|wrote\s+for|employed\s+(?:by|at)|belongs?\s+to|invest(?:s|ed)?\s+in|in\s+charge\s+of|at\s+the\s+helm\s+of|behind)"
)
_POST = (
    r"(?:founders?|co-?founders?|owners?|ceo|boss|chief(?:\s+executive)?|heads?|editors?(?:[\s-]in[\s-]chief)?|publishers?|president|chair\w*|"
    r"directors?|managers?|leaders?|staff|staffers|employees|headcount|workforce|circulation|readership|readers|subscribers|revenues?|turnover|"
    r"profits?|value|worth|price|headquarters?|hq|offices?|address|birthplace|history|age|parent(?:\s+company)?|shareholders?|investors?|"
    r"website|logo|slogan|name|size|sale|purchase|takeover|acquisition)"
)
_TOPIC_BEFORE = re.compile(
    rf"\b(?:{_DEED}|{_POST}\s+(?:of|at|behind))\s+(?:the\s+)?(?:(?:magazine|newspaper|paper|website|site|newsletter|blog|outlet)\s+)?['\"‘“]?$",
    re.IGNORECASE,
)
_BEING = re.compile(
    r"\b(?:is|was|are|were|has|have|had|will|when|where|how\s+(?:old|big|large))\s+(?:the\s+)?['\"‘“]?$", re.IGNORECASE
)
_MADE = re.compile(
    r"^['\"’”]?\s+(?:(?:been|be|magazine|first|originally|now)\s+)*(?:founded|based|headquartered|located|owned|set\s+up|established|launched|"
    r"created|sold|bought|acquired|started|run|led|headed|closed|shut|valued|funded|worth|going|coming\s+from|from|old|big|large)\b|"
    r"^['\"’”]?\W*$",
    re.IGNORECASE,
)
_DOING = re.compile(r"\b(?:does|did|do|has|have|had|will|can)\s+(?:the\s+)?['\"‘“]?$", re.IGNORECASE)
_DOES = re.compile(
    r"^['\"’”]?\s+(?:employ|have|own|earn|make|belong|exist|hire|sack|fire|lay|cost|charge|pay|sell|buy|lose|come|stand|live|begin|start|open|"
    r"close|shut|hired|sacked|fired|laid|bought|sold|owned|existed|been)\b",
    re.IGNORECASE,
)
_OF_ITS_OWN = re.compile(rf"^['\"’”]?(?:['’]s?)\s+(?:[a-z-]+\s+){{0,2}}?{_POST}\b", re.IGNORECASE)


def is_topic(question: str, start: int, end: int) -> bool:
    """Whether the publisher named from `start` to `end` is what the question is about, not whose report it asks for."""
    before, after = question[:start], question[end:]
    if re.match(rf"^['\"’”]?(?:['’]s?)?\s+{PIECE}\b", after, re.IGNORECASE):
        return False
    return bool(
        _TOPIC_BEFORE.search(before)
        or _OF_ITS_OWN.match(after)
        or (_BEING.search(before) and _MADE.match(after))
        or (_DOING.search(before) and _DOES.match(after))
    )
