"""What a stretch can't do without to be an answer at all, however well it fits otherwise; pure."""

import re
from collections.abc import Sequence, Set

from retrieval.answering.choosing.answer_type import is_typed
from retrieval.answering.choosing.scoring import Scored, Task
from retrieval.answering.reading.question_kind import Kind
from retrieval.language.terms import fold, words

_NUMERAL = re.compile(r"\d{2,}(?:[.,]\d+)*")
_MET, _NAME_MET, _PERSON_MET, _KNOWN = 0.5, 0.45, 0.7, 0.95
_INSTEAD = 0.85
"""What scores this much of the best stretch's score can be said in its place."""


def admit(scored: Sequence[Scored], task: Task) -> tuple[tuple[Scored, ...], dict[tuple[str, tuple[int, ...]], str]]:
    """The stretches that have what an answer to the task's part of the question needs; and what the others lack, by key.

    Where the best one lacks it, only those that come close to it are kept: the question is about what it tells.
    """
    known = {term.text for row, term in enumerate(task.terms) if any(each.met[row] >= _KNOWN for each in scored)}
    lacking = {each.stretch.key: why for each in scored if (why := lack(each, task, known))}
    if not scored or scored[0].stretch.key not in lacking:
        return tuple(each for each in scored if each.stretch.key not in lacking), lacking
    least = _INSTEAD * scored[0].score
    return tuple(each for each in scored if each.stretch.key not in lacking and each.score >= least), lacking


def lack(each: Scored, task: Task, known: Set[str]) -> str:
    """What the stretch lacks, in words; empty where it lacks nothing.

    `known` are the terms that some stretch has: a name that none has may be written otherwise.
    """
    if is_typed(task.wanted.kind) and each.parts["answer"] == 0.0:
        return f"tells nothing that answers {task.wanted.kind.value}"
    reached = {term.text: worth for term, worth in zip(task.terms, each.met, strict=True)}
    for term in task.terms:
        if (
            term.is_number
            and _NUMERAL.fullmatch(term.text)
            and reached[term.text] < _MET
            and term.text not in task.years
        ):
            return f"isn't about {term.text}"
    for name in task.names:
        named = [folded for word in words(name) if (folded := fold(word.text).removesuffix("'s")) in reached]
        own = [reached[folded] for folded in named]
        is_person = task.wanted.kind is Kind.SAY and fold(name) in task.asked.people
        if own and not known.isdisjoint(named) and max(own) < (_PERSON_MET if is_person else _NAME_MET):
            return f"isn't about {name}"
    return ""
