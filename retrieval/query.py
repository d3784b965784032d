"""What a question asks for: read from its words, never guessed; steers the search and shuts nothing out.

`read_question` finds the publishers, dates, quoted phrases and names, and splits the question into its clauses, each with the
publishers and dates that it names itself.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from retrieval.clauses import Clause, read_clauses
from retrieval.language.dates import DateMention, read_dates
from retrieval.language.names import read_names
from retrieval.language.terms import fold, is_stop, stem, words
from retrieval.publisher_mentions import PublisherMention, read_mentions
from retrieval.publisher_topics import PIECE


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
_PUBLISHED_ON = re.compile(
    rf"\b(?:published|posted|dated|updated|released|{PIECE})(?:\s+(?:on|at|in|from|of))?\s+['\"‘“(]?$", re.IGNORECASE
)
_QUOTED = re.compile(r"\"([^\"]{2,200})\"|“([^”]{2,200})”|(?<!\w)['‘]([^'’]{2,}(?:['’]\w[^'’]*)*)['’](?!\w)")


def read_question(question: str, publishers: Iterable[str], today: date | None = None) -> Query:
    """Read `question`; `publishers` are the library's; relative dates ("last week") are read only where `today` is given."""
    dates = read_dates(question, today)
    mentions = read_mentions(question, tuple(sorted(set(publishers))), dates)
    dates = tuple(said for said in dates if not any(each.start <= said.start < each.end for each in mentions))
    taken = [(mention.start, mention.end) for mention in mentions]
    taken += [(said.start, said.end) for said in dates if _is_of_publication(question, said, mentions)]
    found = _content(question, taken, is_framed=bool(mentions))
    telling = [(term, position) for term, position in found if term not in _LIGHT]
    found = telling if len(telling) > 1 else found
    if not found:  # a question made of framing alone is searched for as it stands
        found = _content(question, [], is_framed=False)
    clauses = read_clauses(question, found, mentions, dates)
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
    if _PUBLISHED_ON.search(before) or re.match(rf"[,'\"’”)]*\s+{PIECE}\b", after, re.IGNORECASE):
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


def _quoted(question: str, mentions: Sequence[PublisherMention]) -> tuple[str, ...]:
    """The phrases in quotation marks that name no publisher."""
    found = []
    for match in _QUOTED.finditer(question):
        phrase = next(group for group in match.groups() if group is not None)
        start = match.start() + 1
        if not any(mention.start < start + len(phrase) and start < mention.end for mention in mentions):
            found.append(phrase.strip(" ,."))
    return tuple(dict.fromkeys(found))
