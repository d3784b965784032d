"""The words of a question that only ask, and those that are its verb; pure."""

import re

from retrieval.answering.reading.kinds import Kind

NOUN_END = frozenset(
    """did do does has have had is are was were will would can could got get gets left who that in at on across from to for with
    after before by of be been being there go going than came per as may might must should shall and or if when while""".split()
)
"""Words that end the noun after "which" or "how many"."""

_AFTER_VERB = frozenset(
    """to from in on at by for with of off up down out over about after before during the a an its their his her this that those these
    how what why when where who which if whether into as under through against because it them him now ? . , ; !""".split()
)
_BEFORE_NOUN = frozenset(
    "the a an its their his her this that these those of some any many much no my our your each every".split()
)
_BEING = frozenset("is are was were be been being".split())
_NOT_PREDICATE = (
    (NOUN_END - frozenset(["get", "gets", "left", "go"])) | _AFTER_VERB | frozenset("not there here much many".split())
)
_QUESTION_WORDS = frozenset(
    """what which who whom whose when where why how many much come is are was were did does do please tell me us can could
    you exactly according says say said tells name names list give show explain describe summarise summarize kind kinds type types
    sort sorts versus compare comparison difference anything something anybody anyone somebody someone everyone
    happen happens happened happening occur occurs occurred cause causes caused reason reasons exactly""".split()
)
_EARLIER = frozenset(
    """before previous previously former formerly earlier prior past use used job jobs post posts position positions role title
    employer work worked working career occupation profession living old last hold held beforehand join joined joining became
    becoming come came""".split()
)
_KIND_WORDS = {
    Kind.WHEN: frozenset("date dates day year month week time quarter century weekday calendar exact precise".split()),
    Kind.TIME: frozenset("time hour hours oclock o'clock clock day exact precise".split()),
    Kind.WHERE: frozenset("place places location locations where city town".split()),
    Kind.HOW_MANY: frozenset("number numbers total count amount many figure exact".split()),
    Kind.HOW_MUCH: frozenset("amount sum much money figure large big exact currency currencies".split()),
    Kind.PERCENT: frozenset("percentage percent proportion fraction portion much big large".split()),
    Kind.HOW_LONG: frozenset("long years months weeks days length duration time".split()),
    Kind.AGE: frozenset("old age years".split()),
    Kind.FORMERLY: _EARLIER,
    Kind.WHY: frozenset("reason reasons cause causes explanation come".split()),
    Kind.HAPPENED: frozenset("happened happen happens happening matter situation latest news".split()),
}


def predicates(text: str) -> frozenset[str]:
    """The lower-case words of a question that look like its verb: before a preposition, an article or the end, not after an article.

    "What do dismissed employees *get* from the airline?", "Which rivals *benefited*?"
    """
    tokens = re.findall(r"[\w'’-]+|[?.!,;]", text)
    found = set()
    for before, word, after in zip(("", *tokens), tokens, (*tokens[1:], "?"), strict=False):
        if (
            word.endswith(("ing", "ed"))
            and word[0].islower()
            and before.lower() not in _BEFORE_NOUN
            and _BEING.intersection(tokens)
        ):
            found.add(word)
        is_plain = word[0].islower() and word not in _NOT_PREDICATE and len(word) > 2
        if (
            is_plain
            and before.lower() not in _BEFORE_NOUN
            and not (before and before[0].isupper() and before.endswith(("'s", "’s")))
            and after in _AFTER_VERB
        ):
            found.add(word)
    return frozenset(found)


def asks_only(word: str, kind: Kind | None = None) -> bool:
    """Whether a word of a question of that kind only asks and says nothing of what about."""
    folded = word.lower()
    return folded in _QUESTION_WORDS or (kind is not None and folded in _KIND_WORDS.get(kind, frozenset()))
