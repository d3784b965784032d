"""A question as people type it in a hurry ("scale ai founder? valuation?"), written out as whole questions; pure."""

import re

_ASKED: dict[str, tuple[str, ...]] = {
    "Who is the {noun} of {of}?": tuple(
        "founder founders co-founder cofounder ceo cfo cto coo boss owner chair chairman chairwoman president spokesperson "
        "spokesman spokeswoman author leader head coach manager captain buyer director mayor".split()
    ),
    "What is the {noun} of {of}?": tuple(
        "valuation price cost worth salary stake share budget score result size name title value attendance population".split()
    ),
    "What is {of}'s {noun}?": tuple("revenue profit turnover debt income".split()),
    "Where is the {noun} of {of}?": ("hq", "headquarters", "headquarter", "location", "base", "office"),
    "When is the {noun} of {of}?": ("launch date", "release date", "deadline", "start date", "date", "opening"),
    "How many {noun} does {of} have?": tuple("employees staff workers customers users members offices".split()),
    "How many people work for {of}?": ("headcount", "workforce"),
    "How old is {of}?": ("age",),
}
_FORM_OF = {noun: form for form, nouns in _ASKED.items() for noun in nouns}
_NOUN = "|".join(sorted(map(re.escape, _FORM_OF), key=len, reverse=True))
_THING = r"(?P<of>[\w’'&.-]+(?: [\w’'&.-]+){0,4}"
_AHEAD = re.compile(rf"{_THING}?)(?:['’]s)? (?P<noun>{_NOUN})", re.IGNORECASE)
_BEHIND = re.compile(rf"(?:the )?(?P<noun>{_NOUN}) (?:of|at|for|in) (?:the )?{_THING})", re.IGNORECASE)
_ALONE = re.compile(rf"(?:(?:and|the|its|their) )*(?P<noun>{_NOUN})", re.IGNORECASE)
_SENTENCE = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|"
    r"tell|give|show|list|name|explain|describe|summari[sz]e|write|make|said|says|say|whats|whos|wheres|r|and|or|of the|i|you|"
    r"me|my|your|ignore|pretend|act)\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:new|next|former|interim|current|old|acting|first|last|latest|the|an?|this|that|their|its|his|her|total|share|stock|big|exact)"
    r"(?: \w+)?",
    re.IGNORECASE,
)
"""What can stand before a catchword without being the thing whose it is."""
_PIECES = re.compile(r"\s*[?;,]+\s*|\s+(?:and|&|n)\s+")


def written_out_question(question: str) -> str:
    """`question`, or the whole questions that its catchwords stand for, where all of them are known ones of one thing."""
    pieces = [piece.strip(" .!") for piece in _PIECES.split(question.strip()) if piece.strip(" .!")]
    asked: list[str] = []
    of = ""
    for piece in pieces:
        match = None if _SENTENCE.search(piece) else _BEHIND.fullmatch(piece) or _AHEAD.fullmatch(piece)
        if match:
            of = re.sub(r"['’]s$", "", match["of"])
            if _NOTHING.fullmatch(of):
                return question
        elif of:
            match = _ALONE.fullmatch(piece)
        if match is None:
            return question
        noun = match["noun"]
        asked.append(_FORM_OF[noun.lower()].format(noun=noun, of=of))
    return " ".join(asked) or question
