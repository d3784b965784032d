"""The ideas of answering without a model, each with what stands in for it where it is left out.

Leaving an idea out swaps the function by which another module calls it, for as long as a measurement takes. Only what is done while
answering can be left out so: readings of articles are kept.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType, ModuleType
from typing import Any

import numpy as np

import retrieval.answering.answerer as answerer
import retrieval.answering.choosing.requirements as requirements
import retrieval.answering.choosing.scoring as scoring
import retrieval.answering.choosing.selection as selection
import retrieval.answering.comparing.agreement as agreement
import retrieval.answering.extractive as extractive

Swap = tuple[ModuleType, str, object]


def _first(value: Any, *_: object, **__: object) -> Any:
    return value


def _always(value: object) -> Callable[..., object]:
    return lambda *_, **__: value


def _third(_: object, __: object, value: Any, *___: object) -> Any:
    return value


_YES, _NO = _always(value=True), _always(value=False)


def _unlike(terms: Any, sentences: Any, _: object) -> Any:
    return np.zeros((len(terms), len(sentences)))


IDEAS: Mapping[str, tuple[Swap, ...]] = MappingProxyType(
    {
        "requirements, all of them": ((extractive, "admit", lambda scored, *_: (tuple(scored), {})),),
        "a requirement of form (a date, a sum, a name)": ((requirements, "is_typed", _NO),),
        "a requirement of terms and names": ((requirements, "_lacks_term", _always("")),),
        "a requirement of a new name": ((requirements, "_lacks_name", _always("")),),
        "a requirement of a place": ((requirements, "_lacks_place", _always("")),),
        "who did it to whom": ((requirements, "_asks_for_relation", _NO),),
        "what came of what; writers of documents": ((requirements, "_linked", lambda scored, *_: (scored, {})),),
        "roles: who holds an office": (
            (requirements, "_told_holders", lambda scored, *_: (scored, {})),
            (extractive, "of_holders", _third),
        ),
        "speakers keep their words": ((extractive, "spoken_by", _always({})),),
        "quotations whole": ((extractive, "_with_whole_quotations", _first),),
        "he, she, the company: whom they mean": ((scoring, "subject_meant", _always("")),),
        "names met in part": ((scoring, "_with_partial_names", _third),),
        "words of like vectors": ((scoring, "alike", _unlike),),
        "before, now, again": ((scoring, "TURNS", ()),),
        "acronyms written out": ((extractive, "_with_acronyms", _first),),
        "chat spelling": ((extractive, "written_out", _first),),
        "questions put plainly": ((answerer, "plain_question", _first),),
        "roundabout questions in plain words": ((answerer, "in_plain_words", _first),),
        "telegrams written out": ((answerer, "written_out_question", _first),),
        "names made whole": ((answerer, "with_whole_names", _first),),
        "the same answer in other words": ((selection, "same_answers", _always(())),),
        "the same words": ((selection, "says_same", _NO),),
        "corroboration": ((answerer, "corroborate", _first),),
        "grounding of what is drafted": ((answerer, "_is_grounded", _YES),),
        "disagreements, all of them": ((answerer, "disagreements", _always(())),),
        "disagreement on causes": ((agreement, "takes_of_cause", _always([])),),
        "disagreement on what is so": ((agreement, "contrary_takes", _always([])),),
        "disagreement on what is denied or not told": ((agreement, "opposed_takes", _always([])),),
        "an amount that is not told": ((agreement, "undisclosed_take", _always([])),),
    }
)


@contextmanager
def left_out(idea: str) -> Iterator[None]:
    """Everything but `idea`, inside; KeyError for an idea that isn't one."""
    swaps = IDEAS[idea]
    kept = [getattr(module, name) for module, name, _ in swaps]
    try:
        for module, name, stand_in in swaps:
            setattr(module, name, stand_in)
        yield
    finally:
        for (module, name, _), real in zip(swaps, kept, strict=True):
            setattr(module, name, real)
