"""Answers from the articles' own sentences: no model, no key; pure.

Each part of the question is read for the kind of answer it wants, the stretches in view are scored, and the best are said once
each, with all their sources.
"""

import math
import re
from collections.abc import Mapping, Sequence
from functools import partial

from corpus.article import Article
from retrieval.answering.choosing.answer_names import CLASSES
from retrieval.answering.choosing.office_holders import of_holders
from retrieval.answering.choosing.possible_answer import Asked
from retrieval.answering.choosing.readability import readable, spans_of, statement_text
from retrieval.answering.choosing.requirements import admit
from retrieval.answering.choosing.scoring import Scored, Task, score_stretches
from retrieval.answering.choosing.selection import Choice, choose
from retrieval.answering.comparing.point import read_point
from retrieval.answering.draft import Draft, DraftStatement, Source, Weighed
from retrieval.answering.reading.article_reading import ArticleReading, Stretch, read_article
from retrieval.answering.reading.asking_words import asks_only, predicates
from retrieval.answering.reading.chat_spelling import written_out
from retrieval.answering.reading.coverage import AskedTerm, WordVectors, asked_terms, no_vectors
from retrieval.answering.reading.framing import asks_of_publisher, without_frame
from retrieval.answering.reading.kinds import Kind
from retrieval.answering.reading.parts import Part, read_parts
from retrieval.answering.reading.people import names_of_people
from retrieval.answering.reading.roles import office_passed_on
from retrieval.answering.reading.scene import Scene
from retrieval.answering.reading.speakers import Utterance
from retrieval.answering.reading.spoken_by import spoken_by
from retrieval.language.concepts import base, concepts_of
from retrieval.language.terms import fold, stem, words
from retrieval.query import Query
from retrieval.retriever import RankedPassage

_MAX_QUOTATION = 560
_OF_CONTEXT, _OF_IMPLIED, _OF_PREDICATE = 0.35, 0.35, 1.3
_LEAST_PREDICATE = 0.5
_IMPLIED = {
    Kind.HOW_MUCH: frozenset(
        "pay pays paid paying cost costs price spend spent worth charge amount sum money value valued valuation".split()
    ),
    Kind.HOW_MANY: frozenset("number numbers count total figure figures many people".split()),
    Kind.WHEN: frozenset("time moment start".split()),
    Kind.WHERE: frozenset("located location place happen based".split()),
    Kind.WHY: frozenset("reason reasons cause caused explanation".split()),
    Kind.SAY: frozenset("say said comment feel feels felt think view".split()),
    Kind.AGE: frozenset("old age aged years".split()),
    Kind.PERCENT: frozenset("percent percentage share stake proportion".split()),
}
_CHANGES_HANDS = re.compile(
    r"\b(?:replac|succe|appoint|hir|nam(?:ed|es)|took over|step|resign|quit|fired|sack|poach)", re.IGNORECASE
)
"""Deeds by which an office passes on: who did them is asked, not who holds it."""
_SHOWN = 24
"""Stretches that an explanation shows for each part."""


def draft_answer(query: Query, ranked: Sequence[RankedPassage], vectors: WordVectors = no_vectors) -> Draft:
    """What the passages say to the question; a draft without statements where nothing in them can be an answer."""
    named = tuple(mention.text for mention in query.mentions)
    readings = {each.passage.article.id: read_article(each.passage.article) for each in ranked}
    parts = read_parts(query.question, named)
    stretches = _stretches(ranked, readings)
    scene = Scene(stretches, readings)
    passages = _passage_scores(ranked)
    people = names_of_people(readings.values())
    published = _published(readings)
    statements: list[DraftStatement] = []
    weighed: list[Weighed] = []
    evidence: list[Mapping[str, float]] = []
    reading: dict[str, str] = {}
    for number, part in enumerate(parts):
        heard = spoken_by(part.wanted.speaker, readings) if part.wanted.speaker else {}
        terms = _terms(part, query, named, scene, vectors, without=part.wanted.speaker if heard else "")
        shares = _shares(part, terms, query.names)
        spoken = frozenset(heard) if heard else None
        task = Task(
            part.wanted, terms, _asked(part, people), query.names, shares, spoken, _foreign(query, readings), published
        )
        publishers = _own_publishers(query, parts, part)
        seen = score_stretches(task, scene, _with_whole_quotations(stretches, heard), passages, vectors)
        scored = tuple(each for each in seen if publishers is None or each.stretch.article.publisher in publishers)
        admitted, lacking = _admitted(query, task, part, scored, seen if publishers is not None else (), readings)
        choices = choose(admitted, task, part.text)
        choices += tuple(
            Choice(each, is_chosen=False, why=why) for each in scored if (why := lacking.get(each.stretch.key))
        )
        statements += [_statement(choice, readings, number) for choice in choices if choice.is_chosen]
        weighed += [_weighed(choice, readings, number) for choice in choices[:_SHOWN]]
        evidence.append(_evidence(choices, part, heard=bool(heard)))
        reading |= _reading(task, part, number if len(parts) > 1 else None)
    texts = tuple(part.text for part in parts)
    return Draft(_once(statements), tuple(weighed), reading, texts, tuple(evidence))


def _reading(task: Task, part: Part, number: int | None) -> dict[str, str]:
    """How a part was read, in words; with its number where there are several."""
    told = {
        "part": part.text,
        "kind": task.wanted.kind.value,
        "thing asked for": task.wanted.noun,
        "speaker": task.wanted.speaker,
        "office": task.asked.office or "",
        "terms": ", ".join(term.text for term in task.terms),
    }
    suffix = "" if number is None else f" {number + 1}"
    return {f"{name}{suffix}": value for name, value in told.items() if value}


def _own_publishers(query: Query, parts: Sequence[Part], part: Part) -> frozenset[str] | None:
    """The publishers whose articles answer a part, where parts name publishers of their own; None where all do."""
    if len(parts) < 2 or len({mention.text for mention in query.mentions}) < 2:
        return None
    own = [mention for mention in query.mentions if mention.text in part.text]
    return frozenset(publisher for mention in own for publisher in mention.publishers) if own else None


def _admitted(
    query: Query,
    task: Task,
    part: Part,
    scored: tuple[Scored, ...],
    seen: tuple[Scored, ...],
    readings: Mapping[str, ArticleReading],
) -> tuple[tuple[Scored, ...], dict[tuple[str, tuple[int, ...]], str]]:
    """What can be an answer, and what the others lack; where publishers are named, no one sentence has all that is asked."""
    named = tuple(mention.text for mention in query.mentions)
    if asks_of_publisher(part.text, named):  # what it published says nothing of it
        scored = tuple(each for each in scored if _names_any(each.stretch, named))
    elif query.mentions and not seen:
        return scored, {}
    return admit(of_holders(task, part, scored, readings), task, part.text, seen)


def _names_any(stretch: Stretch, names: Sequence[str]) -> bool:
    """Whether one of the names stands in the stretch itself."""
    article = stretch.article
    said = " ".join(article.sentences[index].span.of(article.text) for index in stretch.indices).lower()
    return any(name.lower() in said for name in names)


def _published(readings: Mapping[str, ArticleReading]) -> frozenset[str]:
    """The years and months in which the articles appeared, as terms."""
    dates = [each.article.published for each in readings.values() if each.article.published]
    return frozenset(told for each in dates for told in (str(each.year), f"{each:%B}".lower()))


def _foreign(query: Query, readings: Mapping[str, ArticleReading]) -> frozenset[str]:
    """The articles of other publishers than those that the question names; none where it names none."""
    publishers = {publisher for mention in query.mentions for publisher in mention.publishers}
    if not publishers:
        return frozenset()
    return frozenset(id_ for id_, each in readings.items() if each.article.publisher not in publishers)


def _asked(part: Part, people: frozenset[str]) -> Asked:
    point = read_point(part)
    folded = frozenset(fold(word.text).removesuffix("'s") for word in words(f"{part.text} {part.context}"))
    return Asked(
        folded,
        people,
        None if _CHANGES_HANDS.search(part.text) and not office_passed_on(part.text) else point.office,
        point.tenure,
    )


def _stretches(ranked: Sequence[RankedPassage], readings: Mapping[str, ArticleReading]) -> list[Stretch]:
    """The stretches that touch one of the passages, each once."""
    inside: dict[str, set[int]] = {}
    for each in ranked:
        inside.setdefault(each.passage.article.id, set()).update(range(each.passage.first, each.passage.last))
    return [
        stretch
        for article, indices in inside.items()
        for stretch in readings[article].stretches
        if not indices.isdisjoint(stretch.indices)
    ]


def _with_whole_quotations(
    stretches: Sequence[Stretch], heard: Mapping[tuple[str, int], Utterance]
) -> tuple[Stretch, ...]:
    """The stretches, with a quotation of several sentences by the speaker who is asked about as one, where it isn't long."""
    runs: dict[tuple[str, int, int], Utterance] = {
        (article, said.first, said.last): said for (article, _), said in heard.items()
    }
    whole: dict[tuple[str, int], Stretch] = {}
    for stretch in stretches:
        for (article, first, last), said in runs.items():
            inside = stretch.article.id == article and first <= stretch.indices[0] and stretch.indices[-1] < last
            if (
                inside
                and said.is_quoted
                and last - first > 1
                and _length(stretch.article, first, last) <= _MAX_QUOTATION
            ):
                whole[article, first] = Stretch(stretch.article, tuple(range(first, last)))
    covered = {(run.article.id, index) for run in whole.values() for index in run.indices}
    single = [each for each in stretches if not all((each.article.id, index) in covered for index in each.indices)]
    return (*single, *whole.values())


def _length(article: Article, first: int, last: int) -> int:
    return article.sentences[last - 1].span.end - article.sentences[first].span.start


def _passage_scores(ranked: Sequence[RankedPassage]) -> dict[tuple[str, int], float]:
    """The score of the passage that each sentence is in, the best being 1."""
    best = max((each.score for each in ranked), default=1.0) or 1.0
    scores: dict[tuple[str, int], float] = {}
    for each in ranked:
        for index in range(each.passage.first, each.passage.last):
            key = (each.passage.article.id, index)
            scores[key] = max(scores.get(key, 0.0), 0.0, each.score / best)
    return scores


def _terms(
    part: Part, query: Query, named: Sequence[str], scene: Scene, vectors: WordVectors, without: str
) -> tuple[AskedTerm, ...]:
    """The terms that a part is looked up by: without the words that only ask, the publishers and the speaker."""
    text = without_frame(f"{part.text} {part.context}", named)
    text = _with_acronyms(written_out(text), scene)
    terms = asked_terms(text, query.names, vectors, scene.capitals(stem(word.text) for word in words(text)))
    speaker = {base(word.text) for word in words(without)}
    kept = tuple(term for term in terms if not asks_only(term.text, part.wanted.kind) and term.base not in speaker)
    return kept or terms


def _with_acronyms(text: str, scene: Scene) -> str:
    """`text` with the words that its acronyms stand for where the sentences in view write them out: "DEI"."""
    for acronym in dict.fromkeys(re.findall(r"\b[A-Z]{3,6}\b", text)):
        if any(concepts_of((base(acronym),))):
            continue
        for sentence in scene.sentences:
            long = [word for word in sentence.words if not word.is_stop]
            for at in range(len(long) - len(acronym) + 1):
                run = long[at : at + len(acronym)]
                if "".join(word.folded[:1] for word in run) == acronym.lower():
                    return f"{text} {' '.join(word.folded for word in run)}"
    return text


def _shares(part: Part, terms: Sequence[AskedTerm], names: Sequence[str]) -> dict[str, float]:
    """What part of its weight a term keeps: little where the kind of answer says as much, less where only the context has it."""
    own = {base(word.text) for word in words(part.text)}
    implied = _IMPLIED.get(part.wanted.kind, frozenset()) | CLASSES.intersection(part.wanted.noun.split()[-1:])
    verbs = predicates(part.text)
    shares = {}
    for term in terms:
        share = _OF_IMPLIED if term.text in implied else 1.0
        if term.text in verbs and term.text not in implied:
            share = max(_OF_PREDICATE, _LEAST_PREDICATE / max(term.weight, 0.05))
        share /= math.sqrt(max((len(name.split()) for name in names if term.text in fold(name).split()), default=1))
        shares[term.stem] = share * (1.0 if term.base in own else _OF_CONTEXT)
    return shares


def _statement(choice: Choice, readings: Mapping[str, ArticleReading], part: int) -> DraftStatement:
    reading = readings[choice.scored.stretch.article.id]
    stretch = readable(reading, choice.scored.stretch)
    sources = [_source(reading, stretch)]
    sources += [_source(readings[other.article.id], other) for other in choice.same]
    return DraftStatement(statement_text(reading, stretch), tuple(sources), part, choice.scored.score)


def _source(reading: ArticleReading, stretch: Stretch) -> Source:
    return Source(reading.article, spans_of(reading, stretch.indices))


def _weighed(choice: Choice, readings: Mapping[str, ArticleReading], part: int) -> Weighed:
    scored: Scored = choice.scored
    reading = readings[scored.stretch.article.id]
    return Weighed(
        partial(statement_text, reading, scored.stretch),
        _source(reading, scored.stretch),
        part,
        scored.score,
        scored.parts,
        choice.is_chosen,
        choice.why,
    )


def _evidence(choices: Sequence[Choice], part: Part, *, heard: bool) -> Mapping[str, float]:
    """What speaks for the part's answer; `speaker` only where somebody's words are wanted: 1 where he or she speaks, 0 where not."""
    chosen = [choice.scored for choice in choices if choice.is_chosen]
    evidence = {
        "score": max((each.score for each in chosen), default=0.0),
        "coverage": max((each.parts["terms"] for each in chosen), default=0.0),
        "fit": max((each.parts["answer"] for each in chosen), default=0.0),
        "pointed": float(
            part.wanted.kind not in (Kind.YES_NO, Kind.WHY) and (heard or part.wanted.kind is not Kind.SAY)
        ),
        "given": float(any(choice.gives_answer for choice in choices if choice.is_chosen)),
    }
    if part.wanted.kind is Kind.SAY and (heard or not part.text.lower().startswith("how")):
        evidence["speaker"] = float(heard)
    return evidence


def _once(statements: Sequence[DraftStatement]) -> tuple[DraftStatement, ...]:
    """The statements without those that another says with more around it; that one stands where the first of them stood."""
    kept: list[DraftStatement] = []
    for statement in statements:
        if any(statement.text in other.text for other in kept):
            continue
        within = [place for place, other in enumerate(kept) if other.text in statement.text]
        if within:
            kept[within[0]] = statement
            kept = [other for place, other in enumerate(kept) if place not in within[1:]]
        else:
            kept.append(statement)
    return tuple(kept)
