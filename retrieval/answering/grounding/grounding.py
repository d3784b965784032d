"""Grounding: is each statement supported by what it cites? Both generators pass through it. Pure.

Rules look at what can be altered without a sentence seeming odd: quoted words, numbers, dates, names, who does what to whom,
negation, opposites, hedges, speakers; and at whether there is anything that isn't cited at all. A contradiction in other words
they can't see.
"""

from retrieval.answering.grounding.days import check_days
from retrieval.answering.grounding.evidence import Evidence
from retrieval.answering.grounding.figures import check_figures
from retrieval.answering.grounding.hedging import check_hedges
from retrieval.answering.grounding.instructions import check_instructions
from retrieval.answering.grounding.naming import check_names
from retrieval.answering.grounding.negating import check_negations, check_opposites
from retrieval.answering.grounding.offices import check_offices
from retrieval.answering.grounding.speaking import check_quotations, check_speakers
from retrieval.answering.grounding.verdict import Fault, Finding, Verdict
from retrieval.answering.grounding.wording import check_order, check_wording, coverage

RULES = (
    check_instructions, check_quotations, check_figures, check_days, check_names, check_order, check_negations, check_opposites,
    check_hedges, check_speakers, check_offices, check_wording,
)  # fmt: skip
_EACH_FAULT = 0.5


def ground(statement: str, evidence: Evidence) -> Verdict:
    """What the rules find wrong with the statement, held against its evidence; the score falls with each finding."""
    if not evidence.quotes:
        return Verdict((Finding(Fault.NOTHING_CITED, "a statement cites a passage"),), 0.0, 0.0)
    found = tuple(dict.fromkeys(finding for rule in RULES for finding in rule(statement, evidence)))
    share = coverage(statement, evidence)
    return Verdict(found, share * _EACH_FAULT ** len(found), share)


def is_borne_out(statement: str, evidence: Evidence) -> bool:
    """Whether no rule finds anything: told at once where the statement is the cited words themselves, character for character.

    Such a statement can alter nothing; what remains is what may never be said: orders to a machine, links, mentions.
    """
    if is_quoted(statement, evidence):
        return not any(check_instructions(statement, evidence))
    return ground(statement, evidence).is_supported


def is_quoted(statement: str, evidence: Evidence) -> bool:
    """Whether the statement is one of the quotes, but for line breaks and repeated spaces; not where an address is in them."""
    return evidence.text == "\n".join(evidence.quotes) and statement in (
        " ".join(each.split()) for each in evidence.quotes
    )
