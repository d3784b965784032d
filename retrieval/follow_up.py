"""What a follow-up leaves out, filled in from what was asked and answered before. Pure.

"When did he join?" after "Who runs Mercor?" → "When did Brendan Foody join?"; "And of Labelbox?" → "Who runs Labelbox?".
Only a question that can't stand alone is completed, and only by whole names that were said, so that what was read into
it can be shown to the person.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.language.names import Name, read_names
from retrieval.language.terms import terms

_PERSON = re.compile(r"\b(?:(he|she|him|her|they|them)|(his|hers|their|theirs))\b", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:(it|(?:the|this|that) (?:company|firm|startup|group|club|team|agency))|(its))\b(?!['’])", re.IGNORECASE
)
_CONTINUES = re.compile(
    r"^\s*(?:and|but|so|also|what about|how about|and what about|and how about)\b[\s,]*", re.IGNORECASE
)
_LINK = re.compile(r"^(?:of|for|at|in|from|by|with|about|to)\s+", re.IGNORECASE)
_TITLE = re.compile(
    r"^(?:(?:interim|acting|former|ceo|cto|cfo|coo|chief|president|chair\w*|director|founder|senator|minister|mr|mrs|ms|dr)\b"
    r"[. ]*)+(?:of )?",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?:is|are|was|were|did|does|do|has|have|had|will|can|would|could)\b", re.IGNORECASE)
_OFFICES = re.compile(
    r"\b(?:who|whom|whose|chief|ceo|boss|president|chair\w*|spokes\w+|founder|director)\b", re.IGNORECASE
)
MAX_TERMS_OF_A_FRAGMENT = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it was understood, and what was answered; empty where the articles didn't say."""

    question: str
    answer: str = ""


def complete(question: str, turns: Sequence[Turn]) -> str:
    """The question with what it leaves out, from the latest turn; unchanged where it stands alone or nothing was said."""
    if not turns:
        return question
    before = turns[-1]
    fragment = _fragment(question)
    if fragment is not None:
        return _continued(fragment, before)
    if read_names(question) and not _THING.search(question) and not _PERSON.search(question):
        return question
    return _with_names(question, before)


def _fragment(question: str) -> str | None:
    """What follows "and …" or "what about …" where it is too short to be a question of its own."""
    opened = _CONTINUES.match(question)
    rest = question[opened.end() :] if opened else question
    rest = rest.strip(" ?!.")
    bare = rest.casefold() in {"why", "when", "where", "who", "how", "how many", "how much", "how so"}
    short = opened is not None and len(terms(rest)) <= MAX_TERMS_OF_A_FRAGMENT and not _VERB.search(rest)
    return rest if bare or short else None


def _continued(fragment: str, before: Turn) -> str:
    """The fragment in the place of what it stands for in the question before."""
    named = _names(before.question)
    thing = _LINK.sub("", fragment)
    names_one = read_names(f"of {thing}")  # so that a name alone isn't taken for a sentence's first word
    if names_one and named:
        last = named[-1]
        return before.question[: last.start] + thing + before.question[last.end :]
    if names_one:
        return f"{before.question.rstrip(' ?')}, {fragment}?"
    return f"{fragment[:1].upper()}{fragment[1:]}, {before.question}"


def _with_names(question: str, before: Turn) -> str:
    """The question with the person or thing that its pronoun stands for."""
    asked, said = _names(before.question), _names(before.answer)
    if _PERSON.search(question):
        person = _person(before, asked, said)
        if person:
            return _put(_PERSON, question, person)
    if _THING.search(question) and asked:
        return _put(_THING, question, asked[-1].text)
    return question


def _names(text: str) -> tuple[Name, ...]:
    """The names in the text without the offices before them: "Scale AI" of "CEO of Scale AI"."""
    bare = []
    for name in read_names(text):
        title = _TITLE.match(name.text)
        start = name.start + (title.end() if title else 0)
        if start < name.end:
            bare.append(Name(text[start : name.end], start, name.end))
    return tuple(bare)


def _person(before: Turn, asked: Sequence[Name], said: Sequence[Name]) -> str | None:
    """Whom the pronoun means: the person asked about, or the one that the answer named to a question for a person."""
    known = {name.text for name in asked}
    persons = [name.text for name in said if len(name.text.split()) in {2, 3} and name.text not in known]
    if persons and _OFFICES.search(before.question):
        return persons[0]
    of_question = [name.text for name in asked if len(name.text.split()) >= 2 or _is_part_of(name.text, persons)]
    return of_question[0] if of_question else (persons[0] if persons else None)


def _is_part_of(name: str, others: Sequence[str]) -> bool:
    return any(name in other.split() for other in others)


def _put(pronoun: re.Pattern[str], question: str, name: str) -> str:
    """The question with its first such pronoun replaced by the name."""
    match = pronoun.search(question)
    if match is None:
        return question
    her_own = match.group().casefold() == "her" and re.match(r"\s+[a-z]", question[match.end() :])
    owns = match.group(2) is not None or her_own
    return question[: match.start()] + name + ("’s" if owns else "") + question[match.end() :]
