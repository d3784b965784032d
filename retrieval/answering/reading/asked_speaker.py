"""Whose words a question wants, and on what: "what did the mayor say about the fire?". Pure."""

import re

_SAY_VERB = (
    r"(?:say|says|said|saying|tell|tells|told|think|thinks|thought|claim|claims|claimed|argue|argues|"
    r"argued|explain|explains|explained|announce|announced|admit|admits|admitted|"
    r"write|writes|wrote|state|states|stated|comment|comments|commented|respond|responded|warn|warns|"
    r"warned|describe|describes|described|"
    r"mention|mentions|mentioned|emphasi[sz]e[sd]?|stress|stressed|reiterate[sd]?|note[sd]?|add|added|"
    r"suggest|suggested|predict|predicted|believe|believed|"
    r"promise|promised|reveal|revealed|call|called|remark|remarked|concede|conceded|reply|replied|react|"
    r"reacted|quote[sd]?|express|expressed|vow|vowed|"
    r"complain|complained|point out|pointed out|insist|insisted|acknowledge[sd]?|maintain|maintains|"
    r"maintained|urge|urged|recalled|tweet|tweeted|praise[sd]?|criticise[sd]?|criticize[sd]?|advise[sd]?)"
)
_SAY = (
    re.compile(
        rf"\bwhat (?:exactly |else )?(?:did|does|do|has|have|had|would|"
        rf"will)\s+(?P<who>.+?)\s+(?:(?:publicly|actually|reportedly|also|recently|have|has|had|"
        rf"to)\s+)*{_SAY_VERB}\b(?P<rest>.*)"
    ),
    re.compile(
        r"\bhow (?:did|does|do|has|have)\s+(?P<who>.+?)\s+(?:describe|respond|explain|justify|defend|"
        r"comment|react|reply|answer|characteri[sz]e|sum up|put|view|see|feel|refer)\w*\b(?P<rest>.*)"
    ),
    re.compile(
        r"\bwhat (?:is|was|were|are)\s+(?P<who>.+?)(?:'s|’s|s')\s+(?:(?:exact|public|official|"
        r"own)\s+)*(?:words?|comments?|reactions?|responses?|statements?|quotes?|views?|opinions?|take|"
        r"message|explanation|position|stance|thoughts?|remarks?|verdict)\b(?P<rest>.*)"
    ),
    re.compile(
        r"\bwhat (?:is|was|were|are) the (?:comments?|reactions?|responses?|statements?|quotes?|views?|"
        r"opinions?|message|explanation|position|remarks?|words) (?:of|from|"
        r"by)\s+(?P<who>.+?)(?P<rest>\s+(?:on|about|to|of|regarding|concerning)\b.*|$)"
    ),
    re.compile(
        rf"\b(?:quote|summari[sz]e|give|tell me|show me|list|repeat|find|report|"
        rf"know)\b.*?\bwhat\s+(?P<who>.+?)\s+(?:had to\s+|has to\s+)?{_SAY_VERB}\b(?P<rest>.*)"
    ),
    re.compile(
        rf"^\W*what\s+(?P<who>(?!(?:[\w'’.-]+\s+)*?(?:is|was|are|were|does|do|did|has|have|had|will|"
        rf"would)\b)[\w'’ .-]+?)\s+{_SAY_VERB}\b(?P<rest>.*)"
    ),
    re.compile(
        r"\b(?:quotes?|comments?|reactions?|statements?|words?|remarks?) (?:from|by|"
        r"of)\s+(?P<who>.+?)(?P<rest>\s+(?:on|about|to|regarding|concerning)\b.*|$)"
    ),
)
_NO_SPEAKER = re.compile(
    r"\b(?:articles?|reports?|news|stories|story|sources?|publishers?|it|they|you|we|i|people|anyone|"
    r"someone|text|passages?|meant|by)\b|^who\b"
)

_REACTS = re.compile(r"^how (?:did|does|do|has|have)\b.*\b(?:react|respond|reply|answer)")
_MANY = re.compile(
    r"(?:[^s']s|\b(?:market|public|industry|sector|agency|economy|people|staff|crowd|press|media|world|community))$"
)
"""Reactors who do something rather than say it: "How did its customers react?"."""


def asked_speaker(text: str) -> tuple[str, str] | None:
    """Whose words are wanted and on what; None where the question isn't after somebody's words."""
    for rule in _SAY:
        match = rule.search(text)
        if (
            match
            and match["who"] not in ("the", "a", "an")
            and not _NO_SPEAKER.search(match["who"])
            and not (_REACTS.search(match.group()) and _MANY.search(match["who"]))
            and len(match["who"].split()) <= 9
        ):
            return re.sub(r"^(?:the|a|an)\s+", "", match["who"]), match["rest"] or ""
    return None
