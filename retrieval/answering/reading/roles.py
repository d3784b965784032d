"""Who holds which office: "interim CEO Jason Droege", "Brendan Foody, chief executive officer of Mercor". Pure.

Patterns over the names of offices, after Hearst (1992): an office stands directly before the name, behind it in
apposition, or after a verb of being or becoming.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.span import Span
from retrieval.language.terms import fold, is_stop, words


class Tenure(StrEnum):
    """When somebody holds an office."""

    CURRENT = "current"
    INTERIM = "interim"
    FORMER = "former"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Holding:
    """A text says that `person` holds, held or will hold `office` (see OFFICES) of `body`, where it names one."""

    person: str
    office: str
    tenure: Tenure
    body: str | None
    span: Span


OFFICES: dict[str, str] = {
    "chief executive": (
        r"chief\sexecutives?(?:\sofficers?)?|c\.?e\.?o\.?s?|chief\sexecs?|top\sexecutive|boss"
        r"|managing\sdirector|head\sof\sthe\s(?:company|firm)"
    ),
    "chair": r"(?:board\s)?chair(?:man|woman|person)?(?:\sof\sthe\sboard)?",
    "president": r"president",
    "founder": r"co-?founder|founder",
    "finance chief": r"chief\sfinancial\sofficer|cfo|finance\s(?:chief|director|head)|head\sof\sfinance",
    "operating chief": r"chief\soperating\sofficer|coo|operations\s(?:chief|director)",
    "technology chief": r"chief\stechnology\sofficer|chief\stechnical\sofficer|cto",
    "strategy chief": r"chief\sstrategy\sofficer|strategy\schief",
    "spokesperson": r"spokes(?:man|woman|person)",
    "coach": r"(?:head\s|first-team\s)?coach|(?:team|club|first-team|football)\smanager",
    "manager": r"manager",
    "captain": r"captain",
    "mayor": r"mayor",
    "governor": r"governor",
    "prime minister": r"prime\sminister|premier",
    "minister": (
        r"(?:foreign|finance|health|interior|defen[cs]e|justice|education|transport|energy|culture"
        r"|environment)\sminister"
    ),
    "owner": r"owner",
    "director": r"(?:artistic\s|executive\s|general\s|museum\s|festival\s)?director",
    "editor": r"editor(?:-in-chief)?",
    "general secretary": r"(?:general\s|secretary-)(?:secretary|general)",
    "chief of police": r"police\schief|chief\sof\spolice|police\scommissioner",
    "fire chief": r"fire\schief|fire\scommissioner",
    "principal": r"principal|head\s?teacher|headmaster|headmistress",
    "chancellor": r"(?:vice-)?chancellor",
    "judge": r"(?:presiding\s)?judge",
    "leader": r"(?:party\s|opposition\s|team\s)?leader",
    "architect": r"architect",
}
"""The offices told apart, each with the ways in which it is written."""

_OFFICE = re.compile(
    r"(?<![\w-])(?:(?P<ex>ex-))?(?:"
    + "|".join(f"(?P<o{number}>{ways})" for number, ways in enumerate(OFFICES.values()))
    + r")(?![\w-])",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w’'-]*[\w](?:(?:\s(?:van|von|de|der|den|bin|al|da|di|del|la|le|[A-Z]\.))*\s[A-Z][\w’'-]*\w){0,3}"
_TITLES = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|Prof(?:essor)?)\.?\s")
_NAME_AFTER = re.compile(
    rf"^(?P<gap>,?\s)(?:(?<=,\s)(?:the|an?)\s(?:[a-z-]+\s){{1,4}})?(?P<name>(?:(?:Sir|Dame|Dr\.?|Mr\.?|Ms\.?|Mrs\.?)\s)?{_NAME})"
)
_STATUS = re.compile(
    r"(?P<former>former(?:ly)?|previous(?:ly)?|ex|then|one-?time|erstwhile|late|outgoing|departing"
    r"|departed|ousted|retired|once)|"
    r"(?P<interim>interim|acting|caretaker|temporary|stand-in)|(?P<coming>incoming|next|future"
    r"|designate)|(?P<new>new|current|present)",
    re.IGNORECASE,
)
_BODY_AFTER = re.compile(
    r"^(?:\sand\s(?:[a-z-]+\s)?[a-z-]+)?\s(?:of|at|for)\s(?:the\s)?(?:(?:[a-z-]+\s){0,4}(?:firm|company|group|maker|startup|start-up|bank|agency"
    r"|club|charity|union)\s)?(?P<body>[A-Z][\w&’'.-]*(?:\s(?:of\s|&\s|and\s|the\s)?[A-Z][\w&’'.-]*){0,4})"
)
_BODY_BEFORE = re.compile(
    r"(?P<body>[A-Z][\w&’'.-]*(?:\s[A-Z][\w&’'.-]*){0,3}?)(?:['’]s)?\s"
    r"(?:(?:former|interim|acting|new|then|current|outgoing|incoming|caretaker|deputy|veteran)\s){0,2}$"
)
_APPOSITION = re.compile(
    rf"(?P<name>{_NAME})(?:,\s\d\d)?,\s(?:who\s(?:is|was|has\sbeen)\s)?(?P<lead>(?:(?:the|an?|its"
    r"|their|our|his|her|my|now|currently|"
    r"previously|formerly|once|then|both|also|long-?time|veteran|founding|deputy|vice|life|club|team"
    r"|company|group|firm|board|"
    r"\d\d-year-old|[a-z]+-born|former|new|interim|acting|caretaker|outgoing|incoming|current|ousted"
    r"|retired|co|[A-Z][\w&’'.-]*)\s){0,6})$"
)
_BECOMING = re.compile(
    rf"(?P<name>{_NAME})(?:,\s[^,.;]{{3,90}},)?\s(?:who\s)?(?:(?:will|now|still|has|had|was|is|been|be"
    r"|then|also|since|newly|currently|reportedly)\s)*"
    r"(?P<verb>is|was|be|becomes?|became|remains?|serv(?:es|ed|ing)\sas|acts?\sas|nam(?:ed|es)"
    r"|appointed|elected|chosen|promoted\sto|"
    r"sworn\sin\sas|takes?\sover\sas|took\sover\sas|carries\son\sas|carry\son\sas|stays\son\sas"
    r"|stays\sas|resign(?:ed|s)\sas|stepped\sdown\sas|"
    r"left\sas|quit\sas|been|works?\sas|returns?\sas|(?:unveiled|presented|announced|introduced|installed|appointed|named|hired|brought\sin|chosen|elected)(?:\son\s\w+day|\syesterday"
    r"|\stoday|\slast\s\w+|\sthis\s\w+|\sin\s[A-Z]\w+)?\sas|hired\sas|picked\sas|confirmed\sas"
    r"|replaced\sas|ousted\sas|fired\sas|sacked\sas|removed\sas)"
    r"\s(?P<lead>(?:[\w’'-]+\s){0,4}?)$"
)
_PASSES = re.compile(
    r"\bwho\b.*\b(?:took\sover|takes\sover|replac\w+|succeed\w*|stepped\sin|steps\sin|followed|came\safter)\b.*\bas\s"
    r"(?P<office>(?:[\w’'-]+\s){0,4}[\w-]+)",
    re.IGNORECASE,
)
_CHAIRED_BY = re.compile(r"\bchaired\sby\s(?P<run>(?:(?:[A-Z][\w’'.-]*|of|and|the)\s)*[A-Z][\w’'-]*\w)")
_WITHOUT = re.compile(r"\b(?:not|never|without|no|nor|hardly|if|than)\b", re.IGNORECASE)
_NO_PERSON_LISTED = """
he she it they we i you who this that the there but and his her its their our as while when if
"""
_NO_PERSON = frozenset(_NO_PERSON_LISTED.split())
_NAMED_AS = re.compile(
    rf"\b(?:named|appointed|hired|chose|elected|picked|installed|unveiled|confirmed|presented)\s(?P<name>{_NAME})\s(?:as|to\sbe)\s"
    r"(?P<lead>(?:[\w’'-]+\s){0,4}?)$"
)
_WAS = re.compile(r"\bwas\s(?:[\w’'-]+\s){0,3}$")
_DEPUTY = re.compile(r"\b(?:vice|deputy|assistant)[\s-]$", re.IGNORECASE)
_UNTIL = re.compile(r"[^.;]{0,40}?\b(?:until|till|before|between|from)\b")
_LEFT = ("resign", "step", "left", "quit", "replac", "oust", "fire", "sack", "remov")
_HEADED = re.compile(
    rf"(?P<name>{_NAME})(?:,\s[^.;]{{3,60}}?)?,?\s(?:who\s)?(?P<has>(?:has|had|have|now|currently"
    r"|still)\s)*(?P<verb>chairs|chaired|runs|run|ran|heads|headed|leads|led)\s"
    rf"(?:the\s)?(?P<body>[A-Z][\w&’'.-]*(?:\s[A-Z][\w&’'.-]*){{0,3}}|board\b)"
)
_FOUNDS = r"(?:co-?)?(?:founded|set\sup|established)"
_FOUNDED = re.compile(
    rf"(?P<name>{_NAME})(?:,\s[^.;,]{{3,60}},)?,?\s(?:who\s)?(?:(?:had|has|first|later|once|originally)\s)*{_FOUNDS}\s"
    r"(?:the\s(?:[a-z-]+\s){0,3})?(?P<body>[A-Z][\w&’'.-]*(?:\s[A-Z][\w&’'.-]*){0,3})"
)
_FOUNDED_BY = re.compile(
    rf"(?:(?P<body>[A-Z][\w&’'.-]*(?:\s[A-Z][\w&’'.-]*){{0,3}})(?:,|\swhich)?\s(?:(?:was|is|were|had|has|been|first)\s)*)?"
    rf"(?:{_FOUNDS}|created|started)\s(?:as\s[a-z\s-]{{3,30}})?(?:in\s(?:[A-Z]\w+\s)?\d{{4}}\s)?by\s"
    rf"(?:the\s|an?\s)?(?:[a-z-]+\s){{0,4}}(?P<name>{_NAME})"
)


_SHARED_LISTED = """
inc ltd plc llc corp co company group capital partners holdings bank university college school council party united city
club airlines air airways labs studio studios games media press post times news courier institute agency ministry court
commission department office association union federation league foundation trust hospital church museum north south east
west new street road square park bridge river lake island bay valley county state states kingdom republic international
national royal police army navy force board committee congress parliament senate house network systems technologies
technology software energy power motors foods records pictures theatre festival cup games award prize ai
"""
SHARED_BY_BODIES = frozenset(_SHARED_LISTED.split())
"""Words that the names of companies, offices and places have, and those of persons hardly."""


def read_holdings(text: str) -> tuple[Holding, ...]:
    """Who holds which office according to `text`, in order of the offices."""
    found: list[Holding] = []
    for match in _OFFICE.finditer(text):
        office = list(OFFICES)[next(n for n in range(len(OFFICES)) if match[f"o{n}"])]
        found += list(_around(text, match, office))
    return (*found, *_headed(text), *_founded(text))


def office_named(text: str) -> str | None:
    """The first office that `text` names."""
    match = _OFFICE.search(text)
    return list(OFFICES)[next(n for n in range(len(OFFICES)) if match[f"o{n}"])] if match else None


def office_passed_on(question: str) -> str | None:
    """The office of which it is asked to whom it passed on; None where none is: "Who took over from Dahl as finance chief?"."""
    passed = _PASSES.search(question)
    return office_named(passed["office"]) if passed else None


def names_office(text: str, office: str) -> bool:
    """Whether `text` names the office in any of its ways."""
    return bool(
        re.search(rf"(?<!\w)(?:{OFFICES.get(office, '(?!)')})(?!\w)", text, re.IGNORECASE)
        or _HEADED.search(text)
        or (office == "chair" and _CHAIRED_BY.search(text))
        or (office == "founder" and (_FOUNDED.search(text) or _FOUNDED_BY.search(text)))
    )


def is_named_in(body: str, asked: Iterable[str]) -> bool:
    """Whether folded words of a question name the body: by a word that many bodies share ("bank", "AI") only where it has no other."""
    own = {fold(word.text).removesuffix("'s") for word in words(body) if not is_stop(word.text)}
    named = {word for word in asked if not is_stop(word)}
    met = own & named
    return bool(met - SHARED_BY_BODIES or (met and (own <= SHARED_BY_BODIES or named <= SHARED_BY_BODIES)))


def same_person(one: str, other: str) -> bool:
    """Whether two names can be one person: the last names are the same and no first names differ."""
    first, second = fold(one).split(), fold(other).split()
    if not first or not second:
        return False
    if first[-1] != second[-1]:
        return (len(first) == 1 and first[0] in second) or (len(second) == 1 and second[0] in first)
    if not set(first[:-1]).isdisjoint(second[:-1]):  # "Dame Esther Vane", "retired judge Esther Vane"
        return True
    return len(first) == 1 or len(second) == 1 or first[0][:3] == second[0][:3]


def _around(text: str, match: re.Match[str], office: str) -> Iterator[Holding]:
    before, after = text[max(0, match.start() - 160) : match.start()], text[match.end() : match.end() + 80]
    clause = re.split(r"[.;:!?“”\"]\s|[“”\"]", before)[-1]
    if _DEPUTY.search(clause):
        return
    body_after = _BODY_AFTER.match(after)
    named = _NAME_AFTER.match(after)
    lead = re.search(r"(?:[\w’'.-]+\s){0,4}$", clause)
    tenure = _tenure(f"{match['ex'] or ''} {lead[0] if lead else ''}")
    if (
        named
        and _is_person(named["name"])
        and (named["gap"] == " " or re.search(r"(?:\b(?:the|its|their|his|her|our)|['’]s)\s(?:[\w-]+\s){0,2}$", clause))
    ):
        yield _holding(
            named["name"], office, tenure, _body_before(clause), Span(match.start(), match.end() + named.end())
        )
        return
    begins = max(0, match.start() - len(clause))
    for pattern in (_NAMED_AS, _BECOMING, _APPOSITION):
        held = pattern.search(clause)
        if held and _is_person(held["name"]) and not _WITHOUT.search(held["lead"]):
            body = body_after["body"] if body_after else _body_before(held["lead"] or "")
            verb = held.groupdict().get("verb") or ""
            is_over = verb.startswith(_LEFT) or (_WAS.search(clause) and _UNTIL.match(after))
            tenure = Tenure.FORMER if is_over else _tenure(held["lead"] + (match["ex"] or ""))
            yield _holding(held["name"], office, tenure, body, Span(begins + held.start("name"), match.end()))
            return


def _is_person(name: str) -> bool:
    """Whether what stands like a name isn't a pronoun, an office or another word that opened a sentence."""
    return fold(name).split("'")[0] not in _NO_PERSON and not _OFFICE.search(name)


def _headed(text: str) -> Iterator[Holding]:
    """Offices told by a verb: "Nuala Ashgrove, who chairs the trust", "Solheim, who has run Norvane"."""
    for match in _HEADED.finditer(text):
        if not _is_person(match["name"]):
            continue
        office = "chair" if match["verb"].startswith("chair") else "chief executive"
        past = match["verb"] in ("ran", "led", "headed", "chaired")
        yield _holding(
            match["name"], office, Tenure.FORMER if past else Tenure.CURRENT, match["body"], Span(*match.span())
        )
    for match in _CHAIRED_BY.finditer(text):
        person = " ".join(match["run"].split()[-2:])  # what stands before is another office of theirs
        if _is_person(person) and person[0].isupper():
            yield _holding(person, "chair", Tenure.CURRENT, None, Span(*match.span()))


def _founded(text: str) -> Iterator[Holding]:
    """Founders told by a verb: "Delacroix, who founded Redmayne", "Calder was founded in 1998 by Tom Ashgrove"."""
    for pattern in (_FOUNDED, _FOUNDED_BY):
        for match in pattern.finditer(text):
            if _is_person(match["name"]):
                yield _holding(match["name"], "founder", Tenure.CURRENT, match["body"], Span(*match.span()))


def _holding(name: str, office: str, tenure: Tenure, body: str | None, span: Span) -> Holding:
    person = re.sub(r"['’]s$", "", _TITLES.sub("", name))
    tenure = Tenure.CURRENT if office == "founder" else tenure  # who founded something remains its founder
    return Holding(person, office, tenure, re.sub(r"['’]s$", "", body.rstrip(".")) if body else None, span)


def _tenure(lead: str) -> Tenure:
    """The tenure that the words before an office tell."""
    status = None
    for status in _STATUS.finditer(re.sub(r"^\s*Then\s", "", lead)):
        if status["former"]:
            return Tenure.FORMER
    if status is None or status["new"]:
        return Tenure.CURRENT
    return Tenure.INTERIM if status["interim"] else Tenure.COMING


def _body_before(lead: str) -> str | None:
    """The company or place whose name ends right before the office: "Scale AI CEO", "Norvane's chairwoman"."""
    match = _BODY_BEFORE.search(lead)
    if not match:
        return None
    body = match["body"]
    if _STATUS.fullmatch(body):
        return None
    return (
        None
        if fold(body)
        in {"the", "a", "in", "while", "but", "and", "as", "its", "when", "on", "for", "at", "head", "then"}
        else body
    )
