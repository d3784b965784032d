"""How a sentence stands to what it says: stated, confirmed, reported, denied, not disclosed, negated. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

from corpus.span import Span


class Stance(StrEnum):
    """How a sentence stands to a proposition."""

    STATED = "stated"
    CONFIRMED = "confirmed"
    REPORTED = "reported"
    DENIED = "denied"
    UNDISCLOSED = "undisclosed"
    NEGATED = "negated"

    @property
    def is_against(self) -> bool:
        """Whether the proposition is said not to be so."""
        return self in (Stance.DENIED, Stance.NEGATED)


@dataclass(frozen=True, slots=True)
class Stand:
    """A stance with the words that show it (`cue`) and the words that it is about (`scope`), both in the sentence."""

    stance: Stance
    cue: Span
    scope: Span


_NOT = r"(?:not|n['’]t|never)"
_CLAIMS = r"(?:claims?|reports?|rumou?rs?|suggestions?|allegations?|speculation|accusations?|talk|idea|notion|charges?)"
_TELLING = (
    r"(?:disclos\w+|reveal\w*|say|said|specif\w+|confirm\w*|announc\w+|comment\w*|gi(?:ve|ves|ven)"
    r"|gave|named?|identif\w+|determin\w+|"
    r"explain\w*|shared?|provid\w+|releas\w+|publish\w*|detail\w*|stated?|elaborate|establish\w*"
    r"|f(?:ound|ind)\sout|know[ns]?|knew|clear)"
)
_DENIED = re.compile(
    rf"\b(?:den(?:y|ies|ied|ying)(?!\s+(?:\w+\s+){{0,2}}(?:access|entry|bail|permission|visas?))|"
    r"(?:dismiss|reject|refut|disput|rebut|rubbish|quash|contest)(?:ed|es|s|ing|ting"
    rf"|ted)?\s+(?:\w+\s+){{0,3}}{_CLAIMS}|"
    r"(?:refut|rebut|contradict)(?:e|ed|es|s|ted)\b|ruled\sout|(?:there\s(?:is|was)|saw|sees"
    r"|found)\sno\s(?:truth|evidence|basis|link|connection)\b)",
    re.IGNORECASE,
)
_UNDISCLOSED = re.compile(
    rf"\b(?:(?:has|have|had|did|does|do|would|will|could|is|was|were|are)\s?{_NOT}(?:\s+(?:yet|so\sfar"
    r"|immediately|publicly|been|say))*|"
    rf"neither\s[^.;:]{{1,50}}?\s(?:has|have|had|would|will)|neither\s\w+(?:\s\w+){{0,4}}"
    r"|nobody(?:\shas|\sis|['’]s)?|no\sone(?:\shas|\sis|['’]s)?|"
    r"yet\sto|refus(?:ed|es|ing)\sto|declin(?:ed|es|ing)\sto|fail(?:ed|s)\sto|without"
    r"|stopped\sshort\sof)\s+(?:\w+ly\s+)?"
    rf"(?:{_TELLING}|saying|confirming|giving|telling)\b|\b(?:undisclosed|unclear|unknown|(?:not"
    r"|n['’]t)\s(?:yet\s)?(?:known|clear|public))\b|"
    rf"\bno\s(?:word|comment|details?|figures?|explanation)\b|\bkept\s(?:\w+\s){{0,3}}secret\b",
    re.IGNORECASE,
)
_CONFIRMED = re.compile(
    r"\b(?:confirm(?:ed|s|ing)?|announc(?:e|ed|es|ing)|disclos(?:ed|es|ing)|reveal(?:ed|s|ing)|acknowledg(?:ed|es|ing)|"
    r"admit(?:ted|s|ting)|conced(?:ed|es)|determin(?:ed|es)\sthat|conclud(?:ed|es)|establish(?:ed"
    r"|es)\sthat|found\sthat|ruled\sthat|"
    r"blam(?:ed|es))\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|reports?\s(?:have|has|had)?\s?(?:emerged|surfaced"
    r"|circulated|suggest(?:ed)?|said|say|claim(?:ed)?)|"
    r"rumou?rs?|rumou?red|(?:is|are|was|were)\s(?:said|understood|believed|thought|alleged|rumou?red)\sto|"
    r"according\sto\s(?:people|sources|a\sperson|persons|insiders|\w+\s(?:people|sources|insiders))"
    r"|sources?\s(?:say|said|told|close)|"
    r"whistle-?blowers?|accused|alleg(?:ed|es)|claim(?:ed|s)\sthat|[A-Z]\w+\sunderstands)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    rf"\b(?:{_NOT}(?!\s(?:only|just|least|yet\sbeen\srevealed|(?:to\s)?be\s(?:named|identified|quoted)))|no\slonger|cannot|neither|nor|none"
    r"|nobody|no\sone|nothing|never|(?:refus|declin|fail)(?:ed|es|s|ing|ting)?\sto)\b|n['’]t\b|"
    r"\bno\b(?!\.\s?\d)(?!\s(?:doubt|matter|one\b))",
    re.IGNORECASE,
)
_CLAUSE_START = re.compile(
    r"[;:—“\"]|,\s(?:but|while|although|though|and\s(?:he|she|it|they|the)\b)|[.?!”]\s", re.IGNORECASE
)
_CLAUSE_END = re.compile(
    r"[;:—”\"]|,\s(?:but|while|although|though|and\s(?:he|she|it|they|the)\b|adding|saying)|\.\s|$"
)


def read_stances(text: str) -> tuple[Stand, ...]:
    """The stances of a sentence in order; STATED over the whole of it where there is no other."""
    found: list[Stand] = []
    for stance, pattern in (
        (Stance.UNDISCLOSED, _UNDISCLOSED),
        (Stance.DENIED, _DENIED),
        (Stance.REPORTED, _REPORTED),
        (Stance.CONFIRMED, _CONFIRMED),
        (Stance.NEGATED, _NEGATED),
    ):
        for match in pattern.finditer(text):
            cue = Span(match.start(), match.end())
            if not any(stand.cue.overlaps(cue) for stand in found):
                found.append(Stand(stance, cue, _scope(text, stance, cue)))
    if not found and text:
        return (Stand(Stance.STATED, Span(0, 1), Span(0, len(text))),)
    return tuple(sorted(found, key=lambda stand: stand.cue.start))


def _scope(text: str, stance: Stance, cue: Span) -> Span:
    """What the cue is about: the rest of its clause; for a negation or a "reportedly" the whole clause around it."""
    end = _CLAUSE_END.search(text, cue.end)
    until = max(end.start() if end else len(text), cue.end)
    if stance in (Stance.NEGATED, Stance.REPORTED) or until - cue.end < 10:
        start = max((match.end() for match in _CLAUSE_START.finditer(text, 0, cue.start)), default=0)
        return Span(start, max(until, start + 1))
    return Span(cue.start, until)
