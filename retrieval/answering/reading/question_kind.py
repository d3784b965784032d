"""What kind of answer a question wants: a person, a date, a number of something, a reason, what somebody said; pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from retrieval.answering.reading.asked_speaker import asked_speaker
from retrieval.answering.reading.chat_spelling import tidy_question
from retrieval.language.concepts import base, is_irregular


class Kind(StrEnum):
    """The kinds of answer that are told apart."""

    WHO = "who"
    WHEN = "when"
    TIME = "what time"
    WHERE = "where"
    HOW_MANY = "how many"
    HOW_MUCH = "how much"
    PERCENT = "what share"
    HOW_LONG = "how long"
    AGE = "how old"
    WHICH = "which"
    WHAT = "what"
    HOW = "how"
    WHY = "why"
    SAY = "what was said"
    YES_NO = "is it so"
    COMPARE = "compare"
    LIST = "list"
    HAPPENED = "what happened"
    DEFINITION = "what is it"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The kind of answer, and the words of the question that tell it.

    `noun` is the thing asked for ("employees" in "how many employees", "rivals" in "which rivals"). `speaker` is whose words are
    wanted, as the question puts it. `topic` is the question without the words that only ask.
    """

    kind: Kind
    topic: str
    noun: str = ""
    speaker: str = ""
    is_plural: bool = False


_NUMBER_NOUN = r"(?:number|count|total|headcount|quantity)"
_RULES: tuple[tuple[Kind, str], ...] = (
    (Kind.COMPARE,
        r"\b(?:compare[ds]?|comparison|difference between|differ(?:s|ed|ent)? (?:from|between|about|on)|"
        r"versus|in contrast|(?:more|less|larger|smaller|bigger|fewer|higher|lower|older|newer|earlier|"
        r"later)\b.*\bthan\b.*\bor\b|both\b.*\b(?:same|agree)|agree (?:on|about|with)|disagree)\b"),
    (Kind.AGE, r"\bhow old\b|\bwhat age\b|\b(?:what|which) (?:is|was) (?:the )?.*\bage\b|\bage of\b|\bat what age\b"),
    (Kind.PERCENT,
        r"\b(?:what|which|how many) (?:\w+ ){0,2}?(?:per ?cent(?:age)?|proportion|share|fraction|portion|"
        r"stake|%)(?!\w)(?! price| app)|"
        r"\b(?:what|how (?:big|large) an?) (?:cut|slice|split|commission)\b|"
        r"\bwhat (?:is|was|are) (?:[\w'’]+ ){0,3}?(?:cut|slice|share|stake|chunk|holding) (?:of|in)\b|"
        r"\bper ?cent(?:age)? of\b|\bwhat per ?cent\b|\bhow much of (?!the "
        r"(?:money|cost|time))\w+[^?]*\b(?:own|owns|hold|holds|owned|held|bought|acquire[sd]?|belong|has|have|"
        r"get|got)\b|\bhow (?:big|large) (?:a|is the|was the|is|was) [^?]*\b(?:stake|share|part|portion)\b"),
    (Kind.HOW_LONG,
        r"\bhow long\b|\bfor how many (?:years|months|weeks|days|hours)\b|\bhow many (?:years|months|weeks|"
        r"days|hours|minutes|decades)\b|\bwhat (?:is|was) the (?:length|duration)\b"),
    (Kind.TIME,
        r"\b(?:what|which) (?:exact )?(?:time|hour)\b(?! of (?:year|day) is)|\bat what (?:time|hour)\b|\bby "
        r"what time\b|\bwhat o'?clock\b"),
    (Kind.WHEN,
        r"\bwhen\b(?!ever)|\b(?:what|which|on which|in which|in what|on what) (?:exact |calendar |specific "
        r")?(?:date|day|year|month|week|weekday|quarter|decade|century|season)s?\b|\bsince when\b|\bhow "
        r"(?:soon|recently|long ago)\b|\bby when\b|\buntil when\b|\b(?:the )?(?:date|year|day|month) (?:of|"
        r"when|that|in which)\b|\bdeadline\b"),
    (Kind.WHERE,
        r"\bwhere\b|\b(?:what|which|in what|in which|from which|from what|to which) (?:[a-z.]+ )?(?:city|cities|country|"
        r"countries|town|state|states|place|places|location|locations|region|regions|village|continent|street|"
        r"county|province|venue)\b|\bwhereabouts\b|\bheadquartered\b|\blocation of\b"),
    (Kind.HOW_MUCH,
        r"\bhow much\b(?! of\b)|\b(?:what|which|at what|for what) (?:\w+ ){0,3}?(?:price|cost|amount|sum|"
        r"salary|fee|revenue|valuation|budget|fine|value|worth|pay|profit|turnover|debt|wage|income|"
        r"compensation|loss|price tag|market cap)s?\b|\bwhat (?:is|was|were|are|did|does|will|would|had|"
        r"has)\b.*\b(?:cost|worth|price|valuation|salary|revenue|fee|market cap|valued|price tag|budget|net "
        r"worth|turnover|profits?|annual pay|earn|paid|pay)\b|\b(?:price|cost|valuation|amount|value|revenue|"
        r"salary|fee) (?:of|for)\b|\bhow (?:expensive|valuable|pricey|costly)\b"),
    (Kind.HOW_MANY,
        rf"\bhow many\b|\b(?:what|which) (?:\w+ ){{0,3}}?{_NUMBER_NOUN}\b|\b(?:the )?number of\b|\bnumbers? "
        rf"(?:on|for)\b|\bhow (?:big|large|tall|high|far|fast|wide|deep|heavy|often|hot|cold)\b|\bwhat (?:is|"
        rf"was|were|are) the (?:\w+ )?(?:size|population|average|attendance|capacity|workforce|headcount|score|"
        rf"total|height|distance|length|weight|speed|rate)\b"),
    (Kind.WHY,
        r"\bwhy\b|\bhow come\b|\b(?:what|which) (?:\w+ ){0,4}?(?:reasons?|causes?|explanations?|motives?|"
        r"justifications?|rationale|excuses?)\b|\bwhat (?:led|caused|causes|made|makes|prompted|triggered|"
        r"drove|drives|is behind|was behind|lies behind|explains|pushed|forced)\b|\breasons? (?:for|why|"
        r"behind|given)\b|\bcause of\b|\bbecause of what\b|\bfor what purpose\b|\bwhat for\b"),
    (Kind.WHO,
        r"\bwho(?:m|se)?\b|\b(?:what|which) (?:\w+ ){0,2}?(?:person|people|man|woman|executives?|ceo|boss|"
        r"founders?|spokes\w+|individuals?|politician|official|leader|author|player|actor|singer|president|"
        r"minister|coach|manager|analyst|lawyer|judge|expert|reporter|journalist|engineer|researcher)\b(?! "
        r"(?:does|did|has|have|roles?|positions?|jobs?))"),
    (Kind.HAPPENED,
        r"\bwhat (?:has |had |have )?(?:happen(?:ed|s|ing)?|became|becomes|will become|will happen|occurred|"
        r"took place|came)\b|\bwhat (?:is|was) (?:happening|going on|up|the deal|the matter|new|the latest|"
        r"the story|the situation|the fate)\b|\bwhat (?:is|was) the (?:latest|news)\b"),
    (Kind.LIST,
        r"^\W*(?:list|name|enumerate|give (?:me )?(?:a list|the list|the names)|show (?:me )?(?:a list|"
        r"all))\b|\b(?:what|which) are (?:all |some of )?the\b|\b(?:list|names) of\b"),
    (Kind.WHICH, r"\bwhich\b|\bwhat (?:kinds?|types?|sorts?|other|else)\b"),
    (Kind.HOW, r"\bhow\b"),
    (Kind.WHAT, r"\bwhat\b"),
    (Kind.ABOUT,
        r"^\W*(?:tell|summari[sz]e|explain|describe|outline|recap|give|show|discuss|brief|inform|fill)\b|"
        r"\btl;?dr\b|\bsummary\b|\boverview\b"),
    (Kind.YES_NO,
        r"^\W*(?:(?:so|and|but|ok|hey|also|then|well|hi|um|please|is it (?:true|correct|right|the case) "
        r"(?:that|if)?|true that|(?:can|could) you (?:confirm|check|verify|tell me)(?: if| whether| that)?|"
        r"confirm|check)\b\W*)*(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should|may|"
        r"might|must|isn't|aren't|wasn't|weren't|didn't|doesn't|don't|hasn't|haven't|hadn't|won't|wouldn't|"
        r"can't|couldn't)\b|\bwhether\b|\bis it (?:true|correct|right)\b|\bany (?:word|news|sign|chance)\b"),
)  # fmt: skip
_RULE = {kind: re.compile(pattern) for kind, pattern in _RULES}
_FRAME = re.compile(
    r"\baccording to the article\b\W*|\b(?:do|does|did|has|have) the article (?:say|report|write|mention|"
    r"state|claim|tell|cover|note)\w*\b"
    r"(?:\s+(?:us|that|about|of|on)\b)*|\bthe article (?:say|report|write|mention|state|claim|note)\w*\b|"
    r"\b(?:as )?(?:reported|stated|said|written) (?:by|in) the article\b|"
    r"\b(?:in|per|by|from) the article\b"
)
_ROLE_ONLY = re.compile(
    r"\b(?:boss|ceo|cto|cfo|coo|founders?|co-?founders?|chief|chairman|chairwoman|chair|president|"
    r"spokes\w+|head of|leader of|director|owner|author|mayor|manager|coach|minister|captain|editor|judge|"
    r"secretary|runs?|leads?|heads?|led|ran|chairs|interim|in charge)\b"
)
_TRUTH = re.compile(r"^\W*(?:is it (?:really )?(?:true|correct|right|so|the case)|true) (?:that|if)\s+")
_WHAT_IS = re.compile(r"^\W*(?:what|who) (?:is|are|was|were)\s+(?:a |an |the )?(?P<thing>[^,?]+?)\s*\??\W*$")
_NOUN_START = {
    Kind.HOW_MANY: re.compile(r"\bhow many (?:of (?:the|its|their|his|her|those|these)\s+)?(?:more\s+|other\s+)?"),
    Kind.WHICH: re.compile(
        r"\b(?:which|what) (?:of (?:the|its|their|these|those)\s+)?(?:(?:kinds?|types?|sorts?) "
        r"of\s+)?(?:other\s+|new\s+)?"
    ),
}
_NOUN_END = frozenset(
    """did do does has have had is are was were will would can could got get gets left who that in at on across from to for with
    after before by of be been being there go going than came per as may might must should shall and or if when while""".split()
)
_WHAT_IT_DOES = re.compile(
    r"^\W*what (?:do|does) (?:the )?[\w'’.-]+(?: [\w'’.-]+){0,2} do(?: for a living| (?:at|for|in|with) [\w'’. -]+)?\W*$"
)
_AFTER_VERB = frozenset(
    """to from in on at by for with of off up down out over about after before during the a an its their his her this that those these
    how what why when where who which if whether into as under through against because it them him now ? . , ; !""".split()
)
_BEFORE_NOUN = frozenset(
    "the a an its their his her this that these those of some any many much no my our your each every".split()
)
_BEING = frozenset("is are was were be been being".split())
_NOT_PREDICATE = (
    (_NOUN_END - frozenset(["get", "gets", "left", "go"])) | _AFTER_VERB | frozenset("not there here much many".split())
)
_NUMBER_OF = re.compile(rf"\b{_NUMBER_NOUN} of\s+(?P<noun>[\w'’-]+(?:\s+[\w'’-]+){{0,2}})")
_QUESTION_WORDS = frozenset(
    """what which who whom whose when where why how many much come is are was were did does do please tell me us can could
    you exactly according says say said tells name names list give show explain describe summarise summarize kind kinds type types
    sort sorts versus compare comparison difference anything something anybody anyone somebody someone everyone
    happen happens happened happening occur occurs occurred cause causes caused reason reasons exactly""".split()
)
_KIND_WORDS = {
    Kind.WHEN: frozenset("date dates day year month week time quarter century weekday calendar".split()),
    Kind.TIME: frozenset("time hour oclock".split()),
    Kind.WHERE: frozenset("place places location locations where".split()),
    Kind.HOW_MANY: frozenset("number numbers total count amount many".split()),
    Kind.HOW_MUCH: frozenset("amount sum much money".split()),
    Kind.PERCENT: frozenset("percentage percent proportion fraction portion much big large".split()),
    Kind.HOW_LONG: frozenset("long years months weeks days length duration".split()),
    Kind.AGE: frozenset("old age".split()),
    Kind.WHY: frozenset("reason reasons cause causes explanation come".split()),
    Kind.HAPPENED: frozenset("happened happen happens happening matter situation latest news".split()),
}


def read_kind(question: str, publishers: Iterable[str] = ()) -> Wanted:
    """What `question`, or one part of it, wants to know; `publishers` are those that it names, as it names them.

    A publisher isn't a speaker: "what does The Post say about the fire" wants what there is about the fire.
    """
    text = tidy_question(question)
    for publisher in publishers:
        text = text.replace(tidy_question(publisher), "the article")
    text = " ".join(_FRAME.sub(_about, text).split())
    speaker = asked_speaker(text)
    if speaker:
        who, rest = speaker
        return Wanted(Kind.SAY, topic=rest.strip(" ?.!,"), speaker=who)
    kind = _kind(_TRUTH.sub("is ", text))
    noun = _noun(kind, text)
    return Wanted(kind, topic=text, noun=noun, is_plural=_is_plural(noun))


def _about(frame: re.Match[str]) -> str:
    """What is left of "does the article say about": the "about"."""
    return " about " if frame.group().rstrip().endswith((" about", " of", " on")) else " "


def _kind(text: str) -> Kind:
    if _RULE[Kind.COMPARE].search(text):
        return Kind.COMPARE
    if _RULE[Kind.YES_NO].match(text):
        return Kind.YES_NO
    if re.match(r"\W*(?:what |how )?about\b", text):
        return Kind.ABOUT
    late = (Kind.COMPARE, Kind.YES_NO, Kind.ABOUT)
    asked = [
        (match.start(), place, kind)
        for place, (kind, rule) in enumerate(_RULE.items())
        if kind not in late and (match := rule.search(text))
    ]
    if not asked:
        if _RULE[Kind.YES_NO].search(text):
            return Kind.YES_NO
        return Kind.WHO if _ROLE_ONLY.search(text) and len(text.split()) <= 6 else Kind.ABOUT
    kind = min(asked)[2]
    return Kind.DEFINITION if kind is Kind.WHAT and _is_definition(text) else kind


def _is_definition(text: str) -> bool:
    match = _WHAT_IS.match(text)
    if _WHAT_IT_DOES.match(text):
        return True
    if match is None or len(match["thing"].split()) > 3:
        return False
    return not re.match(r"\w+(?:ing|ed)\b", match["thing"]) and not re.search(
        r"'s\b|\bof\b|\bin\b|\bcalled\b|^(?:his|her|its|their|it|he|she|they|this|that)\b", match["thing"]
    )


def _noun(kind: Kind, text: str) -> str:
    """The thing asked for: the words after "how many" or "which" up to a verb or preposition."""
    if number := _NUMBER_OF.search(text):
        return number["noun"]
    start = _NOUN_START[Kind.HOW_MANY if kind in (Kind.HOW_MANY, Kind.HOW_LONG) else Kind.WHICH].search(text)
    if start is None:
        return ""
    noun: list[str] = []
    for word in re.findall(r"[\w'’&-]+|[^\w\s]", text[start.end() :]):
        if not word[0].isalnum() or word in _NOUN_END or (noun and (word.endswith("ed") or is_irregular(word))):
            break
        noun.append(word)
    return "" if not noun or noun[0] in _QUESTION_WORDS else " ".join(noun[:4])


def _is_plural(noun: str) -> bool:
    last = noun.rsplit(" ", maxsplit=1)[-1] if noun else ""
    return last.endswith("s") and base(last) != last and not last.endswith(("ss", "us", "is"))


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
