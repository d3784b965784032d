"""Words that are addressed to whoever reads an article for somebody else, and what may never stand in an answer. Pure.

An article is data. Sentences that give a language model orders are no evidence for anything, and a statement with a link or a
mention that calls people is no statement of news.
"""

import re
from collections.abc import Iterator

from retrieval.answering.grounding.evidence import Evidence
from retrieval.answering.grounding.verdict import Fault, Finding

_MACHINE = r"(?:ais?|llms?|(?:large\s)?language\smodels?|chat\s?bots?|(?:ai\s)?assistants?|gpt)"
_SAYING = r"(?:say|print|output|reply|respond|answer|post|write|tell|send|include|append|insert|mention|repeat|reveal|state|claim|ignore)"
_OPENS = r"(?:^|[.!?;:“\"]\s+)(?:please\s|now\s|then\s|instead,?\s|just\s)*"
_ORDERS = re.compile(
    rf"""\b(?:ignore|disregard|forget|override)\s(?:\w+\s){{0,2}}?(?:(?:above|foregoing)\b|(?:previous|prior|preceding|earlier|system|your)\s
        (?:\w+\s)?(?:instructions?|prompts?|rules|guidelines|directions|passages|articles|messages?|context)\b)
    |{_OPENS}(?:ignore|disregard|forget|override)\s(?:\w+\s){{0,3}}?(?:instructions?|prompts?|rules|guidelines)\b
    |\b(?:system|developer)\s(?:prompt|message|note|override|instructions?)\s?[:\]>]|\bnew\sinstructions?\s?:
    |\bend\sof\s(?:the\s)?(?:article|passage|document|context)s?\b\s?[.:\]>]
    |\byou\sare\s(?:now\s)?(?:an?\s)?(?:{_MACHINE}\b\s(?:that|which|who|language|;|,)|ai\b)|\byou\smust\s(?:only\s)?{_SAYING}\s(?:only\s)?with\b
    |{_OPENS}(?:dear|attention|note\sto|message\s(?:to|for)|to)\s(?:\w+\s){{0,2}}?{_MACHINE}\b\s?(?:assistants?|models?)?\s?[,:]
    |\b{_MACHINE}\s(?:reading\sthis|(?:must|should|shall)\s(?:always\s|only\s)?{_SAYING}\b)|{_OPENS}{_MACHINE}\s?(?:instructions?\s?)?:\s
    |\b{_SAYING}\s(?:\w+\s){{0,4}}?(?:in\syour\s(?:answer|reply|response|summary)|your\s(?:system\s)?(?:prompt|instructions|api\skeys?))\b
    |{_OPENS}{_SAYING}\s(?:\w+\s){{0,2}}?(?:the\sfollowing|to\sthe\s(?:user|reader)s?|this\slink|the\s(?:user|reader)s?\sthat)\b
    |{_OPENS}when\s(?:\w+\s)?(?:asked|summari[sz]ing|answering)\b[^.,]{{0,60}},\s(?:you\s)?(?:must\s|should\s|always\s)?{_SAYING}\b
    |^\W*instruction:\s|<[!@#][\w!&:]|@(?:everyone|here|channel)\b|\bin\syour\s(?:answer|reply|response)\b\s?,|<\|[a-z_]+\|>|\[/?INST\]|^\s*\#{{2,}}\s?(?:system|instruction)""",
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
