"""What kind of answer a question wants: a person, a date, a number of something, a reason, what somebody said; pure."""

import re
from collections.abc import Iterable

from retrieval.answering.reading.asked_speaker import asked_speaker
from retrieval.answering.reading.asking_words import NOUN_END, asks_only
from retrieval.answering.reading.chat_spelling import tidy_question
from retrieval.answering.reading.kind_rules import NUMBER_NOUN, RULE
from retrieval.answering.reading.kinds import Kind, Wanted
from retrieval.language.concepts import base, is_irregular

_FRAME = re.compile(
    r"\baccording to the article\b\W*|\b(?:do|does|did|has|have) the article (?:say|report|write|mention|"
    r"state|claim|tell|cover|note)\w*\b"
    r"(?:\s+(?:us|that|about|of|on)\b)*|\bthe article (?:say|report|write|mention|state|claim|note)\w*\b|"
    r"\b(?:as )?(?:reported|stated|said|written) (?:by|in) the article\b|"
    r"\b(?:in|per|by|from) the article\b"
)
_ROLE_ONLY = re.compile(
    r"\b(?:boss|ceo|cto|cfo|coo|founders?|co-?founders?|chief|chairman|chairwoman|chair|president|"
    r"spokes\w+|head of|leader of|director|owner|author|mayor|manager|coach|minister|captain|editor|judge|"
    r"secretary|runs?|leads?|heads?|led|ran|chairs|interim|in charge)\b"
)
_TRUTH = re.compile(r"^\W*(?:is it (?:really )?(?:true|correct|right|so|the case)|true) (?:that|if)\s+")
_WHAT_IS = re.compile(r"^\W*(?:what|who) (?:is|are|was|were)\s+(?:a |an |the )?(?P<thing>[^,?]+?)\s*\??\W*$")
_NOUN_START = {
    Kind.HOW_MANY: re.compile(r"\bhow many (?:of (?:the|its|their|his|her|those|these)\s+)?(?:more\s+|other\s+)?"),
    Kind.WHICH: re.compile(
        r"\b(?:which|what) (?:of (?:the|its|their|these|those)\s+)?(?:(?:kinds?|types?|sorts?) "
        r"of\s+)?(?:other\s+|new\s+)?"
    ),
}
_WHAT_IT_DOES = re.compile(
    r"^\W*what (?:do|does) (?:the )?[\w'’.-]+(?: [\w'’.-]+){0,2} do(?: for a living| (?:at|for|in|with) [\w'’. -]+)?\W*$"
)
_NUMBER_OF = re.compile(rf"\b{NUMBER_NOUN} of\s+(?P<noun>[\w'’-]+(?:\s+[\w'’-]+){{0,2}})")


def read_kind(question: str, publishers: Iterable[str] = ()) -> Wanted:
    """What `question`, or one part of it, wants to know; `publishers` are those that it names, as it names them.

    A publisher isn't a speaker: "what does The Post say about the fire" wants what there is about the fire.
    """
    text = tidy_question(question)
    for publisher in publishers:
        text = text.replace(tidy_question(publisher), "the article")
    text = " ".join(_FRAME.sub(_about, text).split())
    speaker = asked_speaker(text)
    if speaker:
        who, rest = speaker
        return Wanted(Kind.SAY, topic=rest.strip(" ?.!,"), speaker=who)
    kind = _kind(_TRUTH.sub("is ", text))
    noun = _noun(kind, text, _verbs_of_one(question))
    return Wanted(kind, topic=text, noun=noun, is_plural=_is_plural(noun))


def _about(frame: re.Match[str]) -> str:
    """What is left of "does the article say about": the "about"."""
    return " about " if frame.group().rstrip().endswith((" about", " of", " on")) else " "


def _kind(text: str) -> Kind:
    if RULE[Kind.COMPARE].search(text):
        return Kind.COMPARE
    if RULE[Kind.YES_NO].match(text):
        return Kind.YES_NO
    if re.match(r"\W*(?:what |how )?about\b", text):
        return Kind.ABOUT
    late = (Kind.COMPARE, Kind.YES_NO, Kind.ABOUT)
    asked = [
        (match.start(), place, kind)
        for place, (kind, rule) in enumerate(RULE.items())
        if kind not in late and (match := rule.search(text))
    ]
    if not asked:
        if RULE[Kind.YES_NO].search(text):
            return Kind.YES_NO
        return Kind.WHO if _ROLE_ONLY.search(text) and len(text.split()) <= 6 else Kind.ABOUT
    kind = min(asked)[2]
    return Kind.DEFINITION if kind is Kind.WHAT and _is_definition(text) else kind


def _is_definition(text: str) -> bool:
    match = _WHAT_IS.match(text)
    if _WHAT_IT_DOES.match(text):
        return True
    if match is None or len(match["thing"].split()) > 3:
        return False
    return not re.match(r"\w+(?:ing|ed)\b", match["thing"]) and not re.search(
        r"'s\b|\bof\b|\bin\b|\bcalled\b|^(?:his|her|its|their|it|he|she|they|this|that)\b", match["thing"]
    )


_OF_ONE = re.compile(r"\b(?P<verb>[a-z]{2,}[^\Wsui]s)\s+(?:[A-Z]|(?:the|an?|its|their|his|her)\b)")


def _verbs_of_one(question: str) -> frozenset[str]:
    """The words of a question that look like what one does: "represents" before a name or an article."""
    return frozenset(match["verb"] for match in _OF_ONE.finditer(question))


def _noun(kind: Kind, text: str, verbs: frozenset[str]) -> str:
    """The thing asked for: the words after "how many" or "which" up to a verb, such as `verbs`, or a preposition."""
    if number := _NUMBER_OF.search(text):
        return number["noun"]
    start = _NOUN_START[Kind.HOW_MANY if kind in (Kind.HOW_MANY, Kind.HOW_LONG) else Kind.WHICH].search(text)
    if start is None:
        return ""
    noun: list[str] = []
    for word in re.findall(r"[\w'’&-]+|[^\w\s]", text[start.end() :]):
        if (
            not word[0].isalnum()
            or word in NOUN_END
            or (noun and (word.endswith("ed") or is_irregular(word) or word in verbs))
        ):
            break
        noun.append(word)
    return "" if not noun or asks_only(noun[0]) else " ".join(noun[:4])


def _is_plural(noun: str) -> bool:
    last = noun.rsplit(" ", maxsplit=1)[-1] if noun else ""
    return last.endswith("s") and base(last) != last and not last.endswith(("ss", "us", "is"))
