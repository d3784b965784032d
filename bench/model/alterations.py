"""Statements made of an article's sentence: altered ones that it doesn't support, and honest ones that it does.

Each kind is a function of the sentence and a random generator; None where the sentence has nothing to alter. Names and added
sentences come from a `Stock` taken from other sentences, so that what is put in could stand there.
"""

import itertools
import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from retrieval.language.dates import read_dates
from retrieval.language.names import Name, read_names
from retrieval.language.numbers import read_quantities
from retrieval.language.quantity import Kind

_MONTHS = "January February March April May June July August September October November December".split()
_DIGITS = re.compile(r"(?<![\w.,:])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w:]|[.,]\d)")
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|should|did|does|do)\b(?!\s+not\b|n['’]t)", re.IGNORECASE
)
_PAST = re.compile(
    r"\b(?:announced|confirmed|sold|bought|agreed|opened|closed|cut|approved|reported|raised|won|lost|paid|joined|left|found|released"
    r"|blamed|invested|hired|began|started|ended|voted|met|signed)\b(?=\s+\w)"
)
_NEGATION = re.compile(r"\s(?:not|never)(?=\s)|(?<=\w)n['’]t\b")
_HEDGE = re.compile(
    r"\b(?:reportedly|allegedly|apparently|supposedly|possibly|perhaps|probably|likely)\s", re.IGNORECASE
)
_PLAN = re.compile(
    r"\b(?P<plan>plans? to|planned to|hopes? to|hoped to|aims? to|intends? to|expects? to|is expected to|are expected to"
    r"|wants? to|may|might|could)\s(?P<verb>[a-z]+)\b"
)
_SAID_AT_END = re.compile(
    r",\s(?:according to [^,.”“]{3,60}|(?:[A-Z][\w.’'-]+\s){1,3}(?:said|says)(?:\s[^,.”“]{0,40})?)\.?$"
)
_SAID_FIRST = re.compile(r"^(?:[A-Z][\w.’'-]+\s){1,4}(?:said|says|told [A-Z]\w+)\s(?:that\s)?(?=[a-z])")
_OPPOSITES = {
    "rose": "fell", "fell": "rose", "increase": "decrease", "increased": "decreased", "decreased": "increased", "won": "lost",
    "lost": "won", "approved": "rejected", "rejected": "approved", "opened": "closed", "closed": "opened", "accepted": "refused",
    "hired": "fired", "gained": "lost", "growth": "decline", "higher": "lower", "lower": "higher", "best": "worst", "raised": "lowered",
    "supports": "opposes", "supported": "opposed", "joined": "left", "success": "failure", "profit": "loss", "more": "fewer",
}  # fmt: skip
_INVENTED = (
    "this is the beginning of a whole new chapter", "we regret every part of that", "nobody saw this coming",
    "the numbers simply speak for themselves", "we will fight this to the very end",
)  # fmt: skip
_PLAUSIBLE = (
    "Analysts had warned investors about precisely this outcome.", "Shareholders welcomed the move at once.",
    "A second inquiry is under way in Brussels.", "Unions have called a strike over the matter.",
    "The chairman is considering his position.", "Neighbouring towns complained about the noise.",
)  # fmt: skip
_PLAUSIBLE_CLAUSES = (
    ", which angered several trade unions", ", a decision that regulators in Brussels are now investigating",
    ", after months of pressure from activist shareholders", ", despite fierce protests by local residents",
)  # fmt: skip
_ONES = "zero one two three four five six seven eight nine ten eleven twelve".split()
_SYNONYMS = {
    "purchase": "buy", "bought": "acquired", "acquired": "bought", "employees": "staff", "workers": "employees", "staff": "employees",
    "started": "began", "began": "started", "announced": "said", "chief executive": "CEO", "CEO": "chief executive",
    "laid off": "let go", "roughly": "about", "approximately": "about", "around": "about", "told": "said to", "film": "movie",
    "started in": "began in", "help": "assist", "stated": "said",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stock:
    """What can be put into a sentence: names that stand in other sentences."""

    names: tuple[str, ...]

    @classmethod
    def of(cls, sentences: Iterable[str]) -> "Stock":
        """The names of the sentences."""
        return cls(tuple(sorted({name.text for sentence in sentences for name in read_names(sentence)})))


Kindly = Callable[[str, random.Random, Stock], str | None]


def _put(sentence: str, start: int, end: int, new: str) -> str:
    return sentence[:start] + new + sentence[end:]


def _number(sentence: str, rng: random.Random, stock: Stock) -> str | None:
    found = [match for match in _DIGITS.finditer(sentence) if not re.fullmatch(r"(?:19|20)\d\d", match[0])]
    dates = read_dates(sentence)
    found = [match for match in found if not any(each.start <= match.start() < each.end for each in dates)]
    if not found:
        return None
    match = rng.choice(found)
    value = float(match[0].replace(",", ""))
    turned = match[0][::-1]
    if match[0].isdigit() and len(match[0]) > 1 and turned[0] != "0" and turned != match[0] and rng.random() < 0.4:
        return _put(sentence, *match.span(), turned)
    new = value * rng.choice((0.5, 1.1, 2, 3, 10)) if rng.random() < 0.6 else value + rng.choice((1, 2, 5))
    new = round(new, 1) if "." in match[0] else int(new) + (int(new) == int(value))
    return _put(sentence, *match.span(), f"{new:,}" if "," in match[0] else str(new))


def _number_swap(sentence: str, rng: random.Random, stock: Stock) -> str | None:
    """Two numbers of different things change places."""
    found = [each for each in read_quantities(sentence) if each.kind is Kind.COUNT and each.counted and each.low > 1]
    if len(found) < 2 or set(found[0].counted) & set(found[1].counted) or found[0].low == found[1].low:
        return None
    one, two = found[0].span, found[1].span
    return (
        sentence[: one.start]
        + two.of(sentence)
        + sentence[one.end : two.start]
        + one.of(sentence)
        + sentence[two.end :]
    )


def _name(sentence: str, rng: random.Random, stock: Stock) -> str | None:
    names = [name for name in read_names(sentence) if name.text.lower() not in {"the", "a"}]
    if not names:
        return None
    name = rng.choice(names)
    taken = sentence.lower()
    others = [each for each in stock.names if not any(part.lower() in taken for part in each.split())]
    return _put(sentence, name.start, name.end, rng.choice(others)) if others else None


def _roles(sentence: str, rng: random.Random, stock: Stock) -> str | None:
    """The doer and the one it is done to change places."""
    names = read_names(sentence)
    for first, second in itertools.pairwise(names):
        between = sentence[first.end : second.start]
        inside = between.split()
        if (
            1 <= len(inside) <= 4
            and _PAST.search(between + " x")
            and not re.search(r"\b(?:by|of|and|or|in|on|at)\b|[,;(]", between)
        ):
            return _swapped(sentence, first, second)
    return None


def _swapped(sentence: str, first: Name, second: Name) -> str:
    return (
        sentence[: first.start] + second.text + sentence[first.end : second.start] + first.text + sentence[second.end :]
    )


def _date(sentence: str, rng: random.Random, stock: Stock) -> str | None:
    dates = read_dates(sentence)
    if not dates:
        return None
    mention = rng.choice(dates)
    written = sentence[mention.start : mention.end]
    month = next((each for each in _MONTHS if each in written), None)
    if month and rng.random() < 0.5:
        new = written.replace(month, rng.choice([each for each in _MONTHS if each != month]))
    else:
        number = re.search(r"\d+", written)
        if number is None:
            return None
        changed = int(number[0]) + rng.choice((1, 2, 3)) * (1 if int(number[0]) < 25 or int(number[0]) > 31 else -1)
        new = _put(written, *number.span(), str(changed))
    return _put(sentence, mention.start, mention.end, new)


def _negate(sentence: str, rng: random.Random, stock: Stock) -> str | None:
    if match := _NEGATION.search(sentence):
        return _put(sentence, *match.span(), "")
    if (match := _AUXILIARY.search(sentence)) and match.start():
        return _put(sentence, match.end(), match.end(), " not")
    if match := _PAST.search(sentence):
        return _put(sentence, match.start(), match.start(), "never ")
    return None


def _unhedge(sentence: str, rng: random.Random, stock: Stock) -> str | None:
    if match := _HEDGE.search(sentence):
        return _put(sentence, *match.span(), "")
    if match := _PLAN.search(sentence):
        verb = match["verb"]
        past = f"has {verb}d" if verb.endswith("e") else f"has {verb}ed"
        return _put(sentence, *match.span(), past)
    return None


def _unattribute(sentence: str, rng: random.Random, stock: Stock) -> str | None:
    if "“" in sentence or '"' in sentence:
        return None
    if match := _SAID_AT_END.search(sentence):
        rest = sentence[: match.start()]
    elif match := _SAID_FIRST.search(sentence):
        rest = sentence[match.end() :].rstrip(".")
    else:
        return None
    return rest[:1].upper() + rest[1:] + "." if len(rest.split()) > 5 else None


def _opposite(sentence: str, rng: random.Random, stock: Stock) -> str | None:
    found = [match for match in re.finditer(r"\b[a-z]+\b", sentence) if match[0] in _OPPOSITES]
    if not found:
        return None
    match = rng.choice(found)
    return _put(sentence, *match.span(), _OPPOSITES[match[0]])


def _invented_quote(sentence: str, rng: random.Random, stock: Stock) -> str | None:
    names = read_names(sentence)
    if not names:
        return None
    return f"“{rng.choice(_INVENTED).capitalize()},” {names[0].text} said."


def _added(sentence: str, rng: random.Random, stock: Stock) -> str | None:
    if rng.random() < 0.5:
        return f"{sentence} {rng.choice(_PLAUSIBLE)}"
    return sentence.rstrip(".") + rng.choice(_PLAUSIBLE_CLAUSES) + "."


def _verbatim(sentence: str, rng: random.Random, stock: Stock) -> str | None:
    return sentence


def _respelt(sentence: str, rng: random.Random, stock: Stock) -> str | None:
    """Numbers, amounts and dates written otherwise."""
    changed = (
        re.sub(r"(\d)%", r"\1 percent", sentence)
        if "%" in sentence
        else re.sub(r"(\d) (?:percent|per cent)\b", r"\1%", sentence)
    )
    changed = re.sub(r"(?<!\w)\$(\d[\d.]*) billion", r"US$\1bn", changed)
    changed = re.sub(r"£(\d[\d.]*) million", r"£\1m", changed)
    changed = re.sub(rf"\b(\d\d?) ({'|'.join(_MONTHS)})\b", r"\2 \1", changed) if changed == sentence else changed
    if changed == sentence:
        changed = re.sub(rf"\b({'|'.join(_MONTHS)}) (\d\d?)\b(?!,? \d\d\d\d)", r"\2 \1", sentence)
    if changed == sentence:
        changed = re.sub(r"(?<![\w$£€.,-])([2-9]|1[0-2])(?= [a-z]+s\b)", lambda match: _ONES[int(match[1])], sentence)
    if changed == sentence:
        words = "|".join(_ONES[2:])
        changed = re.sub(rf"(?<=\s)({words})(?= [a-z]+s\b)", lambda match: str(_ONES.index(match[1])), sentence)
    return changed if changed != sentence else None


def _short_name(sentence: str, rng: random.Random, stock: Stock) -> str | None:
    names = [name for name in read_names(sentence) if re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", name.text)]
    if not names:
        return None
    name = rng.choice(names)
    return _put(sentence, name.start, name.end, name.text.split()[-1])


def _synonym(sentence: str, rng: random.Random, stock: Stock) -> str | None:
    for word, other in _SYNONYMS.items():
        if re.search(rf"\b{word}\b", sentence) and "“" not in sentence and '"' not in sentence:
            return re.sub(rf"\b{word}\b", other, sentence, count=1)
    return None


def _shortened(sentence: str, rng: random.Random, stock: Stock) -> str | None:
    """Without what hangs on the end after a comma: a relative clause, "after …", "amid …"."""
    match = re.search(r",\s(?:which|who|after|amid|following|including|with)\s[^,“”\"]+\.$", sentence)
    return sentence[: match.start()] + "." if match and match.start() > 40 and sentence.count("“") == 0 else None


def _marked(sentence: str, rng: random.Random, stock: Stock) -> str | None:
    """Quotation marks straight instead of curly, dashes short instead of long."""
    changed = sentence.translate(str.maketrans("“”’—", '""\'–'))
    return changed if changed != sentence else None


ALTERED: dict[str, Kindly] = {
    "number": _number,
    "numbers swapped": _number_swap,
    "name": _name,
    "roles swapped": _roles,
    "date": _date,
    "negation": _negate,
    "hedge dropped": _unhedge,
    "speaker dropped": _unattribute,
    "opposite": _opposite,
    "invented quote": _invented_quote,
    "added": _added,
}
"""What makes a statement of a sentence that the sentence doesn't support, by kind."""

HONEST: dict[str, Kindly] = {
    "verbatim": _verbatim,
    "written otherwise": _respelt,
    "short name": _short_name,
    "like words": _synonym,
    "shortened": _shortened,
    "other marks": _marked,
}
"""What makes a statement that the sentence supports, by kind."""


def variants(
    kinds: dict[str, Kindly], sentences: Sequence[str], stock: Stock, rng: random.Random
) -> list[tuple[str, str, str]]:
    """Every kind of every sentence that it can be made of: (kind, sentence, statement), where it differs as it should."""
    found = []
    for sentence in sentences:
        for kind, make in kinds.items():
            made = make(sentence, rng, stock)
            if made is not None and (made != sentence or kind == "verbatim"):
                found.append((kind, sentence, made))
    return found
