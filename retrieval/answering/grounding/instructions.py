"""Words that are addressed to whoever reads an article for somebody else, and what may never stand in an answer. Pure.

An article is data. Sentences that give a language model orders are no evidence for anything, and a statement with a link or a
mention that calls people is no statement of news.
"""

import re
from collections.abc import Iterator

from retrieval.answering.grounding.evidence import Evidence
from retrieval.answering.grounding.verdict import Fault, Finding

_ORDERS = re.compile(
    r"""\b(?:ignore|disregard|forget|override)\s(?:\w+\s){0,3}?(?:above|previous|prior|preceding|earlier|foregoing|system|instructions?
        |prompts?|rules|guidelines|articles|passages|sources|context)\b
    |\b(?:system|developer)\s(?:prompt|message|note|override|instructions?)\b\s*[:\]>]?
    |\bnew\sinstructions?\b|\bend\sof\s(?:article|passage|document|context)s?\b
    |\byou\s(?:are|must)\s(?:now\s)?(?:an?\s)?(?:\w+\s){0,2}?(?:ai|assistant|chat\s?bot|language\smodel|answer\swith|respond|reply)\b
    |\b(?:dear|attention|note\sto|message\s(?:to|for))\s(?:\w+\s){0,2}?(?:ai|assistants?|language\smodels?|llms?|chat\s?bots?|bots?)\b
    |\b(?:ai|llm|language\smodel|assistant|chat\s?bot)s?\s?(?:reading\sthis|must|should|shall|instructions?|:)\s
    |\b(?:say|print|output|reply|respond|answer|post|write|tell|send|include|append|insert|mention|repeat|reveal)\s
        (?:\w+\s){0,4}?(?:in\syour\s(?:answer|reply|response|summary)|to\sthe\s(?:user|reader)s?|the\sfollowing|this\slink|verbatim
        |everyone\sthat|your\s(?:prompt|instructions|key|keys|secrets?|password|system))\b
    |\bwhen\s(?:asked|summari[sz]ing|answering)\b[^.]{0,60}\b(?:say|answer|reply|respond|claim|state)\b
    |\bin\syour\s(?:answer|reply|response)\b|<\|[a-z_]+\|>|\[/?INST\]|^\#{2,}\s?(?:system|instruction)""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_IMPERATIVE = re.compile(
    r"^[\s“\"'(\[>*•-]*(?:now\s|then\s|instead,?\s|please\s|just\s|always\s)*(?:say|print|output|reply|respond|answer|post|repeat"
    r"|tell\s(?:the|every|your)|append|insert|state|claim|cite|mention|recommend|begin\syour|end\syour|do\snot\s(?:cite|mention|tell))\b",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"@(?:everyone|here|channel)\b|<[!@#][^>]*>|<(?:https?|mailto):|\bhttps?://|\bwww\.\w|\bmailto:|\]\(\s*\w+:|\bjavascript:"
    r"|\bdiscord\.gg/|\bbit\.ly/|\b[a-z0-9-]+\.(?:example|com|net|org|io|ru|xyz)/\S",
    re.IGNORECASE,
)


def gives_orders(sentence: str) -> bool:
    """Whether a sentence of an article gives orders to a reader that isn't a person."""
    return bool(_ORDERS.search(sentence))


def is_imperative(sentence: str) -> bool:
    """Whether a sentence tells its reader to say something: suspect next to one that gives orders."""
    return bool(_IMPERATIVE.search(sentence))


def calls(text: str) -> bool:
    """Whether a text holds a link, or a mention that would call people."""
    return bool(_CALLS.search(text))


def check_instructions(statement: str, evidence: Evidence) -> Iterator[Finding]:
    """Orders, links and mentions in the statement, and orders among what it cites."""
    if calls(statement):
        yield Finding(Fault.INSTRUCTION, "links and mentions are no part of a statement")
    if gives_orders(statement) or any(gives_orders(quote) for quote in evidence.quotes):
        yield Finding(Fault.INSTRUCTION, "the cited words are addressed to a machine, not to a reader")
