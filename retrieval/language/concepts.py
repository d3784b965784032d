"""Everyday words of the news that mean much the same: "laid off", "let go" and "fired"; "boss" and "chief executive".

Each line of `concepts.txt`, beside this module, is one concept; the file says how it is written.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path

from retrieval.language.terms import Word, stem

_TABLE = Path(__file__).with_name("concepts.txt")

_IRREGULAR = dict(
    pair.split(":")
    for pair in """
    laid:lay fell:fall fallen:fall bought:buy sold:sell paid:pay left:leave led:lead ran:run went:go gone:go
    took:take taken:take gave:give given:give got:get gotten:get made:make said:say told:tell knew:know
    known:know held:hold kept:keep lost:lose won:win began:begin begun:begin grew:grow grown:grow rose:rise
    risen:rise wrote:write written:write spoke:speak spoken:speak built:build brought:bring caught:catch
    chose:choose chosen:choose drew:draw drawn:draw drove:drive driven:drive ate:eat felt:feel fought:fight
    found:find flew:fly flown:fly forgot:forget hid:hide hidden:hide met:meet rode:ride saw:see seen:see
    sent:send shook:shake shot:shoot sang:sing sat:sit slept:sleep spent:spend stood:stand stole:steal
    stolen:steal struck:strike swore:swear taught:teach thought:think threw:throw thrown:throw
    understood:understand woke:wake wore:wear worn:wear broke:break broken:break became:become came:come
    dealt:deal died:die dying:die fled:flee meant:mean sank:sink sunk:sink sought:seek bore:bear
    withdrew:withdraw withdrawn:withdraw undertook:undertake overtook:overtake vowed:vow burnt:burn better:good
    best:good worse:bad worst:bad children:child men:man women:woman people:people lives:life wives:wife
    shareholders:shareholder quit:quit
    """.split()
)
_MAX_GAP = 3
_NO_CONCEPTS: frozenset[int] = frozenset()


@lru_cache(maxsize=1 << 16)
def base(word: str) -> str:
    """The stem of a word's base form: "laid" and "lay" are one, "founded" and "found" are two."""
    folded = word.lower().removesuffix("'s").removesuffix("’s")
    return stem(_IRREGULAR.get(folded, word))


def is_irregular(word: str) -> bool:
    """Whether `word` is an irregular form, such as "laid" or "children"."""
    return word.lower() in _IRREGULAR


_Phrases = Mapping[str, Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]]
"""First base stem → last base stem → the phrases between, each with the number of its concept."""


@lru_cache(maxsize=1)
def _entries() -> tuple[_Phrases, _Phrases]:
    """The phrases of questions, and those of texts."""
    asked: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    told: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(line for line in lines if line and not line.startswith("#")):
        both, _, only_told = line.partition(" > ")
        for phrases, sides in ((both, (asked, told)), (only_told, (told,))):
            for phrase in filter(None, phrases.split(",")):
                stems = tuple("_" if word == "_" else base(word) for word in phrase.replace("-", " ").split())
                for side in sides:
                    side.setdefault(stems[0], []).append((stems, number))
    return _sorted(asked), _sorted(told)


def _sorted(found: Mapping[str, list[tuple[tuple[str, ...], int]]]) -> _Phrases:
    return {
        first: {
            last: tuple(each for each in sorted(set(phrases)) if each[0][-1] == last)
            for last in {phrase[-1] for phrase, _ in phrases}
        }
        for first, phrases in found.items()
    }


def concepts(words: Sequence[Word]) -> tuple[frozenset[int], ...]:
    """For each of the words the concepts it belongs to, alone or as a part of a phrase."""
    return concepts_of([base(word.text) for word in words])


def concepts_of(stems: Sequence[str]) -> tuple[frozenset[int], ...]:
    """For each of a text's base stems (see `base`), function words included, the concepts it belongs to."""
    return _concepts_of(stems, _entries()[1])


def asked_concepts_of(stems: Sequence[str]) -> tuple[frozenset[int], ...]:
    """The same for a question, where the longest phrase is what is meant: a "share price" is neither a stake nor a cost."""
    entries = _entries()[0]
    phrases = {
        first: {last: tuple(each for each in some if len(each[0]) > 1) for last, some in entries[first].items()}
        for first in set(stems) & entries.keys()
    }
    whole, found = _concepts_of(stems, phrases), _concepts_of(stems, entries)
    return tuple(own or numbers for own, numbers in zip(whole, found, strict=True))


def _concepts_of(stems: Sequence[str], entries: _Phrases) -> tuple[frozenset[int], ...]:
    found: dict[int, set[int]] = {}
    there = {"_", *stems}
    for place, first in enumerate(stems):
        if first not in entries:
            continue
        by_last = entries[first]
        for last in by_last.keys() & there:  # most phrases begin with a word that others begin with as well
            for phrase, number in by_last[last]:
                for at in _places(stems, place, phrase) if len(phrase) > 1 else (place,):
                    found.setdefault(at, set()).add(number)
    return tuple(frozenset(found[place]) if place in found else _NO_CONCEPTS for place in range(len(stems)))


@lru_cache(maxsize=1)
def _kindred() -> dict[str, frozenset[str]]:
    """Base stem → the base stems of all single words that share a concept with it."""
    members: dict[int, set[str]] = {}
    for by_last in _entries()[0].values():
        for phrase, number in chain.from_iterable(by_last.values()):
            if len(phrase) == 1:
                members.setdefault(number, set()).add(phrase[0])
    found: dict[str, set[str]] = {}
    for group in members.values():
        for member in group:
            found.setdefault(member, set()).update(group)
    return {member: frozenset(others - {member}) for member, others in found.items()}


def kindred(base_stem: str) -> frozenset[str]:
    """The base stems of the single words that mean much the same as the word of this base stem."""
    return _kindred().get(base_stem, frozenset())


def _places(stems: Sequence[str], place: int, phrase: tuple[str, ...]) -> tuple[int, ...]:
    """Where the words of the phrase stand when it begins at `place`; nothing where it doesn't."""
    taken = [place]
    at = place + 1
    gap = 0
    for part in phrase[1:]:
        if part == "_":
            gap = _MAX_GAP
            continue
        reach = range(at, min(at + gap + 1, len(stems)))
        hit = next((here for here in reach if stems[here] == part), None)
        if hit is None:
            return ()
        taken.append(hit)
        at, gap = hit + 1, 0
    return tuple(taken)
