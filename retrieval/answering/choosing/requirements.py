"""What a stretch can't do without to be an answer at all, however well it fits otherwise; pure."""

import re
from collections.abc import Sequence, Set

from corpus.article import Article
from retrieval.answering.choosing.answer_names import CLASSES, SETTLED, has_new_name, is_person_noun
from retrieval.answering.choosing.answer_type import is_typed
from retrieval.answering.choosing.causality import asked_because, links
from retrieval.answering.choosing.currencies import asks_another_currency, currencies
from retrieval.answering.choosing.documents import deed_lacking
from retrieval.answering.choosing.named_members import members_of, names_member
from retrieval.answering.choosing.possible_answer import is_asked_about
from retrieval.answering.choosing.scoring import Scored, Task
from retrieval.answering.reading.article_reading import read_article
from retrieval.answering.reading.asking_words import predicates
from retrieval.answering.reading.kinds import Kind
from retrieval.answering.reading.roles import is_named_in
from retrieval.language.dates import CALENDAR
from retrieval.language.terms import fold, words

_NUMERAL = re.compile(r"\d{2,}(?:[.,]\d+)*")
_MET, _NAME_MET, _PERSON_MET, _DEED_MET, _SUM_MET, _KNOWN = 0.5, 0.45, 0.7, 0.7, 0.45, 0.95
_WORKERS = r"(?:employees|workers|staff|staffers|people|engineers|personnel)"
_HEADCOUNT = re.compile(
    rf"\bhow many (?:[\w-]+ )?{_WORKERS} (?:does|did|do|has|had|have|are|were)\b.*\b(?:have|employ|employed)\b|"
    rf"\bhow many (?:[\w-]+ )?{_WORKERS} work(?:s|ed)?\b|\bheadcount\b|\b(?:size of .{{0,40}}|how (?:big|large) (?:is|was) .{{0,40}})"
    r"\b(?:workforce|staff)\b",
    re.IGNORECASE,
)
_EMPLOYS = re.compile(
    rf"\bemploy(?:s|ed|ing)?\b|\b(?:workforce|headcount|staff|team) of\b|\bpayroll\b|-strong\b|-person\b|-people\b|"
    rf"\b{_WORKERS} (?:across|worldwide|strong)\b|"
    rf"\b(?:has|have|had)\b.{{0,30}}\b{_WORKERS}\b|\b{_WORKERS} work\b|\bmembers of staff\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"(?:salar(?:y|ies)|wages?|compensation|revenues?|turnover|profits?|loss(?:es)?|debts?|budgets?|fines?|fees?|rents?|tax(?:es)?|bonus(?:es)?|severance|dividends?)"
)
"""Sums that no other sum is."""

_BESIDES = re.compile(r"\b(?:apart from|aside from|besides|other than|except(?: for)?|in addition to)\b|\belse\b")
_SETTLED_FIT, _SETTLED_TERMS = 0.3, 0.6
_HEAD_OF = re.compile(
    r"\bwho(?:'s| is| was| are)? (?:the )?(?:heads?|director|chief|vice president|vp|lead|leads) of (?P<what>[a-z]+)"
)
_NAME_OF = re.compile(
    r"\bnames? of (?:(?:the|its|their|his|her|this|that|an?) )?(?:[a-z\d-]+ ){0,2}?(?P<noun>[a-z]+)"
    r"(?= (?:who|whose|that|in|at|of|from|on)\b|\W*$)"
)
_CALLED = re.compile(r"[“\"‘]|\b(?:called|named|dubbed|known as)\b")
_TELLS = re.compile(
    r"\b(?:say|said|tell|told|spoke|speak|talk|report|publish|leak|interview|e-?mail|memo|letter|seen|saw|obtain|write|wrote|quot)\w*\b"
)
_TOLD_TO = re.compile(
    r"\b(?:told|tells|telling|according to|(?:interview|statement|e-?mail|comment|remark)s? (?:with|to)|spoke (?:to|with)|speaking to|"
    r"reported by|seen by|obtained by|reviewed by|first reported (?:by|in))\s(?:the\s)?$",
    re.IGNORECASE,
)
_INSTEAD = 0.85
"""What scores this much of the best stretch's score can be said in its place."""


def admit(
    scored: Sequence[Scored], task: Task, question: str, seen: Sequence[Scored] = ()
) -> tuple[tuple[Scored, ...], dict[tuple[str, tuple[int, ...]], str]]:
    """The stretches that have what an answer to `question`, the task's part of the whole, needs; and what the others lack, by key.

    `seen` are other stretches that show which terms are known. Where the best one lacks it, only those that come close to
    it are kept: the question is about what it tells.
    """
    known = {
        term.text for row, term in enumerate(task.terms) if any(each.met[row] >= _KNOWN for each in (*scored, *seen))
    }
    is_headcount = bool(_HEADCOUNT.search(question))
    scored, lacking_holder = _told_holders(scored, task)
    scored, lacking_link = _linked(scored, task, question)
    lacking_holder |= lacking_link
    lacking = {each.stretch.key: why for each in scored if (why := lack(each, task, known, is_headcount=is_headcount))}
    if _asks_for_relation(task, question) and not any(_tells_relation(each, task, question) for each in scored):
        lacking = {each.stretch.key: "tells of no such deed of those named" for each in scored}
    if not scored or scored[0].stretch.key not in lacking:
        return tuple(each for each in scored if each.stretch.key not in lacking), lacking | lacking_holder
    least = _INSTEAD * scored[0].score
    return tuple(
        each for each in scored if each.stretch.key not in lacking and each.score >= least
    ), lacking | lacking_holder


def _told_holders(
    scored: Sequence[Scored], task: Task
) -> tuple[Sequence[Scored], dict[tuple[str, tuple[int, ...]], str]]:
    """Of the stretches those that tell who holds the office asked for, where any do; and what the others lack, by key."""
    if task.asked.office is None or task.wanted.kind is not Kind.WHO:
        return scored, {}
    telling = [each for each in scored if _tells_holder(each, task)]
    lacking = {each.stretch.key: f"names no {task.asked.office}" for each in scored if each not in telling}
    return (telling, lacking) if telling else (scored, {})


def _linked(
    scored: Sequence[Scored], task: Task, question: str
) -> tuple[Sequence[Scored], dict[tuple[str, tuple[int, ...]], str]]:
    """Of the stretches those that tell who dealt with a document, or what a thing came of, where that is asked; what the others lack."""
    because = asked_because(question)
    lacking = {}
    for each in scored:
        why = deed_lacking(question, _text(each))
        if because is not None and not _tells_cause(each, task, *because):
            why = "tells not whether one thing came of the other"
        if why:
            lacking[each.stretch.key] = why
    return [each for each in scored if each.stretch.key not in lacking], lacking


def _tells_cause(each: Scored, task: Task, effect: str, cause: str) -> bool:
    """Whether the stretch tells a cause, and has in its own words what happened or what is asked to be the cause of it."""
    inside = {term.text: worth for term, worth in zip(task.terms, each.inside, strict=True)}
    names = _words_of(task.names)
    deeds = [worth for word, worth in inside.items() if word in _words_of((effect,)) - names]
    causes = sorted(worth for word, worth in inside.items() if word in _words_of((cause,)))
    is_told = max(deeds, default=0.0) >= _DEED_MET or (bool(causes) and causes[len(causes) // 2] >= _MET)
    return is_told and links(_text(each), cause)


def _tells_holder(each: Scored, task: Task) -> bool:
    reading = read_article(each.stretch.article)
    return any(
        holding.office == task.asked.office
        and not is_asked_about(holding.person, task.asked)
        and (not holding.body or is_named_in(holding.body, _words_of(task.names) or task.asked.folded))
        for index in each.stretch.indices
        for holding in reading.sentences[index].holdings
    )


def _is_told_of(name: str, article: Article) -> bool:
    """Whether the article speaks of `name` anywhere."""
    return name in article.text


def _words_of(names: Sequence[str]) -> frozenset[str]:
    return frozenset(fold(word.text).removesuffix("'s") for name in names for word in words(name))


def lack(each: Scored, task: Task, known: Set[str], *, is_headcount: bool = False) -> str:
    """What the stretch lacks, in words; empty where it lacks nothing.

    `known` are the terms that some stretch has: a name that none has may be written otherwise.
    """
    if is_typed(task.wanted.kind) and each.parts["answer"] == 0.0:
        return f"tells nothing that answers {task.wanted.kind.value}"
    if _BESIDES.search(task.wanted.topic) and not _tells_deed(each, task):
        return "tells nothing of that deed by others"
    if asks_another_currency(task.wanted.topic) and len(currencies(_text(each))) < 2:
        return "gives no sum in a second currency"
    if is_headcount and not _EMPLOYS.search(_text(each)):
        return "tells nobody's headcount"
    return _lacks_place(each, task) or _lacks_name(each, task) or _lacks_term(each, task, known)


def _tells_deed(each: Scored, task: Task) -> bool:
    """Whether the stretch itself has what is done, where others than those named are asked for."""
    own = [worth for term, worth in zip(task.terms, each.inside, strict=True) if term.is_plain]
    return not own or max(own) >= _KNOWN


def _lacks_place(each: Scored, task: Task) -> str:
    """Why the stretch can't say in which city or country something is; empty where it can, or that isn't asked."""
    if task.wanted.kind is not Kind.WHERE or not SETTLED.search(task.wanted.topic):
        return ""
    is_place = each.parts["answer"] >= _SETTLED_FIT and each.parts["terms"] >= _SETTLED_TERMS
    return "" if is_place else "names no such place"


def _lacks_term(each: Scored, task: Task, known: Set[str]) -> str:
    """Which sum, date or name of the question the stretch isn't about; empty where it is about them all."""
    reached = {term.text: worth for term, worth in zip(task.terms, each.met, strict=True)}
    if (field := _HEAD_OF.search(task.wanted.topic)) and reached.get(field["what"], 1.0) < _MET:
        return f"tells nothing of {field['what']}"
    own = [worth for term, worth in zip(task.terms, each.inside, strict=True) if term.is_plain]
    plain = sum(own) / len(own) if own else 1.0
    for term in task.terms:
        is_sum = task.wanted.kind is Kind.HOW_MUCH and _MONEY.fullmatch(term.text)
        if is_sum and (reached[term.text] < _MET or plain < _SUM_MET):
            return f"tells of no such {term.text}"
        is_date = term.text in CALENDAR and term.text in known
        if (_NUMERAL.fullmatch(term.text) or is_date) and reached[term.text] < _MET and term.text not in task.published:
            return f"isn't about {term.text}"
    for name in task.names:
        is_asked_of = task.wanted.kind is Kind.SAY or _TELLS.search(task.wanted.topic)
        if not is_asked_of and _is_only_told(name, _text(each)):
            return f"tells {name}, and nothing of it"
        named = [folded for word in words(name) if (folded := fold(word.text).removesuffix("'s")) in reached]
        own = [reached[folded] for folded in named]
        if task.asked.office == "manager" and task.wanted.kind is Kind.WHO and _is_told_of(name, each.stretch.article):
            continue  # "the plant manager" hardly ever stands beside the plant's name
        is_person = task.wanted.kind is Kind.SAY and fold(name) in task.asked.people
        if own and not known.isdisjoint(named) and max(own) < (_PERSON_MET if is_person else _NAME_MET):
            return f"isn't about {name}"
    return ""


def _is_only_told(name: str, text: str) -> bool:
    """Whether a name stands in the text only as that of whom something was told: "the mayor told Wired"."""
    found = list(re.finditer(rf"\b{re.escape(name)}\b", text))
    return bool(found) and all(
        _TOLD_TO.search(text[: match.start()]) and not text.startswith(" to ", match.end()) for match in found
    )


def _lacks_name(each: Scored, task: Task) -> str:
    """Why the stretch doesn't name what a question after a name, or after "which person", must be told; empty where it does."""
    named = _NAME_OF.search(task.wanted.topic)
    noun = named["noun"] if named else task.wanted.noun
    reading = read_article(each.stretch.article)
    sentences = [reading.sentences[index] for index in each.stretch.indices]
    if told := members_of(noun):
        return "" if names_member(sentences, told, task.asked) else f"names no {noun}"
    is_person = is_person_noun(noun)
    if not named and (
        task.wanted.kind is not Kind.WHICH or not (is_person or (noun.split()[-1:] and noun.split()[-1] in CLASSES))
    ):
        return ""
    if any(has_new_name(sentence, task.asked, is_person=is_person and bool(named)) for sentence in sentences):
        return ""
    is_called = named and not is_person and any(_CALLED.search(sentence.text) for sentence in sentences)
    return "" if is_called else "names nobody new" if is_person else "names nothing new"


def _text(each: Scored) -> str:
    sentences = each.stretch.article.sentences
    return " ".join(sentences[index].span.of(each.stretch.article.text) for index in each.stretch.indices)


def _asks_for_relation(task: Task, question: str) -> bool:
    """Whether it is asked if one did something to another: "did Google invest in Scale?"; not if one thing came of another."""
    return task.wanted.kind is Kind.YES_NO and len(task.names) > 1 and asked_because(question) is None


def _tells_relation(each: Scored, task: Task, question: str) -> bool:
    """Whether the stretch itself has all that the question names, and its deed."""
    inside = {term.text: worth for term, worth in zip(task.terms, each.inside, strict=True)}
    deeds = [inside[verb] for verb in predicates(question) if verb in inside]
    names = [
        max(
            (inside[folded] for word in words(name) if (folded := fold(word.text).removesuffix("'s")) in inside),
            default=1.0,
        )
        for name in task.names
    ]
    return max(deeds, default=1.0) >= _MET and sorted(names)[len(names) // 2 - 1] >= _MET
