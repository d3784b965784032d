"""What a question asks for: read from its words, never guessed; steers the search and shuts nothing out.

`read_question` finds the publishers (as people write them: "Verge", "FOX News", "the Independent's", "NYT"), dates, quoted
phrases and names, and splits the question into its clauses, each with the publishers and dates that it names itself.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from retrieval.language.dates import DateMention, read_dates
from retrieval.language.names import read_names
from retrieval.language.terms import fold, is_stop, stem, words


@dataclass(frozen=True, slots=True)
class PublisherMention:
    """Where a question names a publisher, and the publishers of the library that it can mean: none where it has none."""

    text: str
    start: int
    end: int
    publishers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a question, with its terms and what it names itself."""

    text: str
    start: int
    end: int
    terms: tuple[str, ...]
    publishers: frozenset[str]
    dates: tuple[DateMention, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for.

    `terms` are the stems of the words that carry content, in order; publishers, dates and the words that only frame a
    question about articles ("article", "according") are no terms. `positions` says at which character each term stands.
    `corrections` are terms as they were typed, with what they were meant to be, which stands in their place.
    """

    question: str
    terms: tuple[str, ...]
    positions: tuple[int, ...]
    clauses: tuple[Clause, ...]
    mentions: tuple[PublisherMention, ...]
    dates: tuple[DateMention, ...]
    quoted: tuple[str, ...]
    names: tuple[str, ...]
    corrections: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if len(self.terms) != len(self.positions):
            raise ValueError(f"{len(self.terms)} terms stand at {len(self.positions)} positions")

    def corrected(self, meant: Mapping[str, str]) -> "Query":
        """The query with terms replaced by what they were meant to be."""
        if not meant:
            return self
        clauses = tuple(
            replace(clause, terms=tuple(meant.get(term, term) for term in clause.terms)) for clause in self.clauses
        )
        terms = tuple(meant.get(term, term) for term in self.terms)
        return replace(self, terms=terms, clauses=clauses, corrections=tuple(meant.items()))

    @property
    def publishers(self) -> tuple[str, ...]:
        """The library's publishers that the question names or can mean, in order of mention."""
        return tuple(dict.fromkeys(publisher for mention in self.mentions for publisher in mention.publishers))

    @property
    def unknown_publishers(self) -> tuple[str, ...]:
        """What the question names as a publisher and the library has nothing of."""
        return tuple(dict.fromkeys(mention.text for mention in self.mentions if not mention.publishers))


_FRAME_TEXT = """
article articles report reports reported reporting story stories piece coverage published publish source sources according
news mention mentioned mentions discussed featured covered recently suggest suggests suggesting claim claims article's
respectively implies imply indicates indicate stating discussing described portrayed portrayal
say says said tell tells told write writes wrote
regarding concerning portray portrays depict depicts depicted depiction narrative consistent consistency inconsistent
inconsistency subsequent subsequently respective attribute attributes attributed align aligns aligned contrast contrasting
differ differs differing compare compared comparison individual detailing detailed
"""
_FRAME = frozenset(stem(word) for word in _FRAME_TEXT.split())
_LIGHT_TEXT = "many much got get gets getting happen happened happening kind kinds sort type lot"
_LIGHT = frozenset(stem(word) for word in _LIGHT_TEXT.split())
_WRITTEN_SHORT = {
    "ppl": "people",
    "govt": "government",
    "gov't": "government",
    "mgmt": "management",
    "hq": "headquarters",
    "exec": "executive",
    "execs": "executives",
    "yr": "year",
    "yrs": "years",
    "wk": "week",
    "bn": "billion",
    "mn": "million",
    "dept": "department",
    "prez": "president",
    "pres": "president",
    "info": "information",
    "biz": "business",
    "vs": "versus",
    "intl": "international",
    "approx": "approximately",
    "avg": "average",
    "tho": "though",
    "thx": "thanks",
    "pls": "please",
    "plz": "please",
    "cuz": "because",
    "bc": "because",
    "abt": "about",
    "u": "you",
    "ur": "your",
    "r": "are",
    "w": "with",
    "wat": "what",
    "wut": "what",
    "wanna": "want",
    "gonna": "going",
    "dont": "don't",
    "didnt": "didn't",
    "doesnt": "doesn't",
    "isnt": "isn't",
    "wasnt": "wasn't",
    "whats": "what's",
    "whos": "who's",
    "hows": "how's",
}
_PIECE = r"(?:article|articles|report|reports|story|stories|piece|pieces|newspaper|coverage|reporting|journalists?|review|post)"
_SAYS = (
    r"(?:says?|said|reports?|reported|writes?|wrote|claims?|claimed|describes?|described|"
    r"suggests?|suggested|publish(?:es|ed)|states?|stated|covers?|covered)"
)
_AFTER_MENTION = re.compile(rf"^['\"’”]?(?:['’]s?)?\s+(?:news\s+)?(?:{_PIECE}|{_SAYS})\b", re.IGNORECASE)
_BEFORE_MENTION = re.compile(
    rf"\b(?:according\s+to|(?:reported|published|covered|written|described|quoted|mentioned|accused)\s+(?:by|in|on)|"
    rf"{_PIECE}(?:\s+\w+)?\s+(?:from|by|in|of|on|at)|does|did|do|from|via|per)\s+(?:an?\s+|the\s+)?['\"‘“]?$",
    re.IGNORECASE,
)
_PUBLISHED_ON = re.compile(
    rf"\b(?:published|posted|dated|updated|released|{_PIECE})(?:\s+(?:on|at|in|from|of))?\s+['\"‘“(]?$", re.IGNORECASE
)
_LIST_LINK = re.compile(
    r"^['\"’”]?(?:['’]s)?\s*(?:,|and|or|&|,\s*and|,\s*or|as well as|both|versus|vs\.?)\s*(?:the\s+)?(?:both\s+)?['\"‘“]?$",
    re.IGNORECASE,
)
_LEADS_TO_MENTION = re.compile(
    rf"\b(?:and|or|before|after|than|but|while|when|how|versus)\s+(?:(?:the|an?|another|later|subsequent|{_PIECE}|from|by|in|of)\s+)*"
    r"['\"‘“]?$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\"([^\"]{2,200})\"|“([^”]{2,200})”|(?<!\w)['‘]([^'’]{2,}(?:['’]\w[^'’]*)*)['’](?!\w)")
_CAPITALISED = r"[A-Z][\w&.'’-]*(?:\s+(?:(?:of|the|and|&|for|in)\s+)?[A-Z][\w&.'’-]*){0,4}"
_UNKNOWN = (
    re.compile(rf"\b{_PIECE}s?\s+(?:\w+\s+)?(?:from|by|in)\s+(?:both\s+)?['\"‘“]?(?P<name>{_CAPITALISED})"),
    re.compile(
        rf"(?:\b[Tt]he|\b[Aa]n?)\s+['\"‘“]?(?P<name>{_CAPITALISED})['\"’”]?(?:['’]s)?\s+(?:article|report|newspaper|story)\b"
    ),
    re.compile(rf"\b(?:as\s+)?(?:reported|published)\s+(?:by|in|on)\s+['\"‘“]?(?P<name>{_CAPITALISED})"),
    re.compile(
        rf"\b[Aa]ccording\s+to\s+(?:(?:an?|the)\s+)?(?:(?:article|report)\s+(?:by|from|in)\s+)?['\"‘“]?(?P<name>{_CAPITALISED})"
    ),
)
_SEGMENT_END = re.compile(
    r"[;?!\n]+\s*|(?<=(?-i:[a-z\d'\"’”]))\.\s+|,?\s+(?:while|whereas|whilst|compared\s+(?:to|with)|as\s+opposed\s+to|in\s+contrast\s+to|but)\s+|"
    r",?\s+and\s+(?=(?:does|did|do|is|was|were|are|has|have|who|what|when|where|why|how|which|if|another|the\s+subsequent)\b)|"
    r",\s+(?:and|or)\s+|,\s+(?=(?:as\s+reported|according|who|which|with|including|and)\b)",
    re.IGNORECASE,
)
_FINE_END = re.compile(r",\s+|\s+(?:and|or|after|before|because|since)\s+", re.IGNORECASE)


def read_question(question: str, publishers: Iterable[str], today: date | None = None) -> Query:
    """Read `question`; `publishers` are the library's; relative dates ("last week") are read only where `today` is given."""
    dates = read_dates(question, today)
    mentions = _mentions(question, tuple(sorted(set(publishers))), dates)
    dates = tuple(said for said in dates if not any(each.start <= said.start < each.end for each in mentions))
    taken = [(mention.start, mention.end) for mention in mentions]
    taken += [(said.start, said.end) for said in dates if _is_of_publication(question, said, mentions)]
    found = _content(question, taken, is_framed=bool(mentions))
    telling = [(term, position) for term, position in found if term not in _LIGHT]
    found = telling if len(telling) > 1 else found
    if not found:  # a question made of framing alone is searched for as it stands
        found = _content(question, [], is_framed=False)
    clauses = _clauses(question, found, mentions, dates)
    return Query(
        question=question,
        terms=tuple(term for term, _ in found),
        positions=tuple(position for _, position in found),
        clauses=clauses,
        mentions=mentions,
        dates=dates,
        quoted=_quoted(question, mentions),
        names=tuple(
            dict.fromkeys(
                name.text
                for name in read_names(question)
                if not any(name.start < end and start < name.end for start, end in taken)
            )
        ),
    )


def _is_of_publication(question: str, said: DateMention, mentions: Sequence[PublisherMention]) -> bool:
    """Whether a date says when an article appeared ("published on …", "the … report"), not what it tells of."""
    if mentions and said.year and said.day:
        return True
    before, after = question[: said.start], question[said.end :]
    if _PUBLISHED_ON.search(before) or re.match(rf"[,'\"’”)]*\s+{_PIECE}\b", after, re.IGNORECASE):
        return True
    return any(0 <= said.start - mention.end <= len(" article from  ") for mention in mentions)


def _content(question: str, taken: Sequence[tuple[int, int]], *, is_framed: bool) -> list[tuple[str, int]]:
    """The terms of the question with their positions, outside what is `taken`; without framing words where it `is_framed`."""
    shouted = question.isupper()
    found = []
    for word in words(question):
        if any(start <= word.start < end for start, end in taken):
            continue
        text = fold(word.text) if shouted else word.text
        text = _WRITTEN_SHORT.get(fold(text), text)
        if is_stop(text):
            continue
        term = stem(text)
        if not (is_framed and term in _FRAME):
            found.append((term, word.start))
    return found


# Publishers


@lru_cache(maxsize=64)
def _spellings(publishers: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Every way in which a publisher is written, folded, with the publishers it can mean."""
    meant: dict[str, list[str]] = {}
    for publisher in publishers:
        for spelling in _ways(publisher):
            meant.setdefault(spelling, []).append(publisher)
    return {spelling: tuple(dict.fromkeys(names)) for spelling, names in meant.items()}


def _ways(publisher: str) -> set[str]:
    """The ways to write one publisher: whole, without section or slogan, without "The" and ".com", in one or two words."""
    whole = _plain(publisher)
    brand = _plain(re.split(r"\s+[-–—|]\s+|\s*[:|]\s+", publisher)[0])
    ways = {whole, brand}
    ways |= {re.sub(r"\.(?:com|org|net|co\.uk|co|io)$", "", way) for way in ways}
    ways |= {way.removeprefix("the ") for way in ways}
    written = re.split(r"\s+[-–—|]\s+|\s*[:|]\s+", publisher)[0]
    written = re.sub(r"\.(?:com|org|net|co\.uk|co|io)$", "", written)
    apart = _plain(re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", written))
    ways |= {apart.removeprefix("the "), apart.replace(" ", "")}
    ways |= {way.removesuffix(" english").removesuffix(" news") for way in ways if way.count(" ") == 1}
    capitals = [word[0] for word in written.split() if word[:1].isupper()]
    initials = "".join(capitals[1:] if written.startswith("The ") else capitals).lower()
    if len(initials) >= 3:
        ways.add(initials)
    return {way for way in ways | _KNOWN_SHORT.get(brand, frozenset()) if len(way) > 1}


_KNOWN_SHORT = {
    "the wall street journal": frozenset({"wsj", "the journal"}),
    "the washington post": frozenset({"wapo", "washpo"}),
    "the new york times": frozenset({"nyt", "ny times", "the times"}),
    "financial times": frozenset({"ft"}),
    "los angeles times": frozenset({"la times"}),
}


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


@lru_cache(maxsize=64)
def _spelling_pattern(publishers: tuple[str, ...]) -> re.Pattern[str] | None:
    spellings = sorted(_spellings(publishers), key=len, reverse=True)
    if not spellings:
        return None
    listed = "|".join(re.escape(way).replace(r"\ ", r"\s+").replace("'", "['’]") for way in spellings)
    return re.compile(rf"(?<![\w$])(?P<the>the\s+)?(?P<name>{listed})(?![\w])", re.IGNORECASE)


def _mentions(question: str, publishers: tuple[str, ...], dates: Sequence[DateMention]) -> tuple[PublisherMention, ...]:
    """The publishers that the question names, in order: first those of the library, then such as it has nothing of."""
    pattern = _spelling_pattern(publishers)
    matches = list(pattern.finditer(question)) if pattern else []
    sure = [_is_surely_meant(question, match) for match in matches]
    for _ in range(2):  # in a list ("Wired, Fortune and The Verge") one sure publisher vouches for its neighbours
        for index, (before, after) in enumerate(pairwise(matches)):
            if _LIST_LINK.match(question[before.end() : after.start()]) and sure[index] != sure[index + 1]:
                unsure = after if sure[index] else before
                if unsure["name"] != unsure["name"].lower() or question == question.lower():
                    sure[index] = sure[index + 1] = True
    spellings = _spellings(publishers)
    known = []
    for match, is_meant in zip(matches, sure, strict=True):
        if is_meant:
            whole = _plain(match.group())
            meant = spellings.get(whole) or spellings[_plain(match["name"])]
            known.append(PublisherMention(match.group(), match.start(), match.end(), meant))
    taken = [(mention.start, mention.end) for mention in known] + [(said.start, said.end) for said in dates]
    unknown = _unknown(question, taken)
    return tuple(sorted((*known, *unknown), key=lambda mention: mention.start))


def _is_surely_meant(question: str, match: re.Match[str]) -> bool:
    """Whether a publisher's spelling means the publisher: many are everyday words too ("wired", "fortune", "the age")."""
    before, after = question[: match.start()], question[match.end() :]
    if _AFTER_MENTION.match(after) or (re.search(r"['\"‘“]$", before) and re.match(r"^['\"’”]", after)):
        return True
    if re.match(r"\s+of\s+(?!\w+ing\b)", after):  # "the age of reason", but "accused by The Age of hiding …"
        return False
    name = match["name"]
    if _BEFORE_MENTION.search(before) and not re.match(r"\s+[a-z]+ing\b", after):
        return name != name.lower() or question == question.lower() or "according" in before[-24:].lower()
    if (
        any(c.isupper() for c in name[1:])
        and name[0].isupper()
        and (" " in name or not name.isupper() or len(name) > 2)
    ):
        return not re.match(r"\s+[A-Z][a-z]", after) or " " in name
    if name == name.lower():
        return " " in name and len(name) > 8 and name.count(" ") >= 2
    starts = not before.strip() or bool(re.search(r"[.?!:]\s*$", before))
    followed = re.match(r"\s+(?:[A-Z]|\d)", after)
    return not followed and (bool(match["the"]) or not starts) and (name[0].isupper())


def _unknown(question: str, taken: Sequence[tuple[int, int]]) -> list[PublisherMention]:
    """What stands where a publisher does ("a Bloomberg article", "reported by Variety") and is none of the library's."""
    found: list[PublisherMention] = []
    for pattern in _UNKNOWN:
        for match in pattern.finditer(question):
            start = match.start("name")
            name = re.sub(r"(?:['’]s|['’.,])+$", "", match["name"])
            known = any(start < until and since < start + len(name) for since, until in taken)
            known = known or any(start < other.end and other.start < start + len(name) for other in found)
            if not known and not is_stop(name.split()[0] if name.count(" ") == 0 else name):
                found.append(PublisherMention(name, start, start + len(name), ()))
    return found


# Phrases and clauses


def _quoted(question: str, mentions: Sequence[PublisherMention]) -> tuple[str, ...]:
    """The phrases in quotation marks that name no publisher."""
    found = []
    for match in _QUOTED.finditer(question):
        phrase = next(group for group in match.groups() if group is not None)
        start = match.start() + 1
        if not any(mention.start < start + len(phrase) and start < mention.end for mention in mentions):
            found.append(phrase.strip(" ,."))
    return tuple(dict.fromkeys(found))


def _segment_ends(question: str) -> list[int]:
    return [match.end() for match in _SEGMENT_END.finditer(question) if match.end() < len(question)]


def _ends_before_mentions(question: str, mentions: Sequence[PublisherMention]) -> list[int]:
    """Where a conjunction leads to a publisher ("… before Fortune wrote …", "… and the report from The Verge …")."""
    found = []
    for before, mention in pairwise(mentions):
        link = _LEADS_TO_MENTION.search(question, before.end, mention.start)
        if link and not _LIST_LINK.match(question[before.end : mention.start]):
            found.append(link.start())
    return found


def _clauses(
    question: str,
    found: Sequence[tuple[str, int]],
    mentions: Sequence[PublisherMention],
    dates: Sequence[DateMention],
) -> tuple[Clause, ...]:
    """The parts of the question that hold two terms or more; one with no publisher belongs to the one named before it."""
    ends = sorted({*_segment_ends(question), *_ends_before_mentions(question, mentions)})
    clauses: list[Clause] = []
    inherited: frozenset[str] = frozenset()
    begin = 0
    for end in (*ends, len(question)):
        own = tuple(term for term, position in found if begin <= position < end)
        named = [mention for mention in mentions if begin <= mention.start < end]
        publishers = frozenset(publisher for mention in named for publisher in mention.publishers)
        within = tuple(said for said in dates if begin <= said.start < end)
        if len(own) < 2 and end < len(question):
            continue
        if len(own) < 2 and clauses:  # what is left at the end belongs to the part before it
            last = clauses.pop()
            begin, own, within = last.start, last.terms + own, last.dates + within
            publishers |= last.publishers
        text = question[begin:end].strip(" ,;.?!\n")
        clauses.append(Clause(text, begin, end, own, publishers or inherited, within))
        if named:
            is_tail = named[-1].start > begin + 0.6 * (end - begin)
            inherited = frozenset() if is_tail else publishers
        begin = end
    return tuple(clauses)
