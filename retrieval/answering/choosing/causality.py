"""Whether one thing happened because of another: what a stretch must tell where that is asked; pure."""

import re

from retrieval.language.concepts import base, concepts_of
from retrieval.language.terms import fold, is_stop, words

_BECAUSE = re.compile(
    r"^\W*(?:is|are|was|were|has|have|had|do|does|did|will|would|could|can)\s(?P<effect>.+?)\s"
    r"(?:because(?:\sof)?|due\sto|owing\sto|as\sa\s(?:result|consequence)\sof|on\saccount\sof|thanks\sto)\s(?P<cause>.+?)\W*$",
    re.IGNORECASE,
)
_CAUSAL = re.compile(
    r"\b(?:because|due\sto|owing\sto|thanks\sto|reasons?|caus(?:e|es|ed|ing)|blam\w+|attribut\w+|cit(?:es?|ed|ing)|led\sto|leads\sto|"
    r"prompt(?:s|ed|ing)|trigger(?:s|ed|ing)|result(?:s|ed)?\s(?:of|from|in)|forced|related\sto|linked\sto|(?:in\s)?response\sto|in\sorder\sto|"
    r"so\sthat|which\sis\swhy|why|driven\sby|drove|stem\w*\sfrom|nothing\sto\sdo\swith|over\s(?:concerns?|fears?|worries|claims?|allegations?))\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:after|following|since|amid|in\sthe\swake\sof|when|once)\s(?P<what>(?:[\w’'$€£-]+\s?){1,9})", re.IGNORECASE
)


def asked_because(question: str) -> tuple[str, str] | None:
    """The effect and the cause that a question links, "did Lund resign because of the sale"; None where it links none."""
    match = _BECAUSE.match(question)
    return (match["effect"], match["cause"]) if match else None


def links(text: str, cause: str) -> bool:
    """Whether `text` speaks of a cause at all, or tells what happened after the one asked for."""
    if _CAUSAL.search(text):
        return True
    asked = [base(fold(word.text)) for word in words(cause) if not is_stop(word.text)]
    alike = frozenset[int]().union(*concepts_of(asked))
    for match in _AFTER.finditer(text):
        told = [base(fold(word.text)) for word in words(match["what"])]
        if not set(told).isdisjoint(asked) or any(alike & each for each in concepts_of(told)):
            return True
    return False
