"""Metadata: what a person wrote down about articles, in `articles.toml` beside them or in the front matter above them.

What can't be understood is left out and told; the rest is used. Nothing is guessed.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

import yaml

from corpus.errors import MetadataError

FRONT_MATTER_CHARACTERS = 16_384
LONGEST_VALUE = 2_000
LONGEST_SHOWN = 80

_FENCE = "---"
_FENCES = (_FENCE, "...")
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?")
_TABLE = re.compile(r"\s*\[")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article besides its text; None where it isn't."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None

    def over(self, other: "Metadata") -> "Metadata":
        """This, and where it knows nothing, the other."""
        known: dict[str, Any] = {key: value for key in KEYS if (value := getattr(self, key)) is not None}
        return replace(other, **known)


KEYS = tuple(field.name for field in fields(Metadata))

Warn = Callable[[str], None]
"""Takes one clear line about a datum that is left out."""


def read_metadata(values: Mapping[str, object], warn: Warn) -> Metadata:
    """The metadata that a table of keys and values gives; what is wrong with a value is told and the value left out."""
    known: dict[str, Any] = {}
    for key, value in values.items():
        if key not in KEYS:
            warn(f"unknown key {_shown(key)}{_suggestion(key, KEYS)} (allowed: {', '.join(KEYS)})")
            continue
        try:
            known[key] = _READERS[key](value)
        except MetadataError as error:
            warn(f"{key} {error}")
    return Metadata(**known)


def split_front_matter(text: str) -> tuple[str | None, str]:
    """The YAML between the first line `---` and the next `---` or `...`, and the text below; None where there is none.

    Raises MetadataError where a front matter seems to begin and doesn't end in its first 16,384 characters.
    """
    lines = text[:FRONT_MATTER_CHARACTERS].splitlines(keepends=True)
    if not lines or lines[0].rstrip() != _FENCE:
        return None, text
    length = len(lines[0])
    for line in lines[1:]:
        length += len(line)
        if line.rstrip() in _FENCES and (line.endswith(("\n", "\r")) or length == len(text)):
            return text[len(lines[0]) : length - len(line)], text[length:]
    if len(lines) > 1 and re.match(r"\w+\s*:", lines[1]):
        raise MetadataError(f"the front matter has no closing --- within {FRONT_MATTER_CHARACTERS:,} characters")
    return None, text


def read_front_matter(yaml_text: str, warn: Warn) -> Metadata:
    """The metadata of a front matter; where it is no YAML, that of its lines that are.

    Read event by event, never built: an alias that would unfold into gigabytes, a tag or a deep nesting is only told.
    """
    values: dict[str, object] = {}
    for key, value in _front_matter_pairs(yaml_text, warn):
        if key in values:
            warn(f"{_shown(key)} is given twice; the first counts")
        else:
            values[key] = value
    return read_metadata(values, warn)


def _front_matter_pairs(yaml_text: str, warn: Warn) -> list[tuple[str, object]]:
    """Keys and values of the top level: a text, a list of texts, or None; `_Nested` for anything else."""
    try:
        return _yaml_pairs(yaml_text)
    except MetadataError as error:
        if "\n" not in yaml_text.strip():
            warn(f"front matter: {error}")
            return []
    pairs: list[tuple[str, object]] = []
    for number, line in enumerate(yaml_text.splitlines(), start=2):
        try:
            pairs += _yaml_pairs(line)
        except MetadataError as error:
            advice = "; put the value in quotes" if line.count(":") > 1 else ""
            warn(f"line {number}: {_shown(line.strip())} can't be read: {error}{advice}")
    return pairs


def _yaml_pairs(yaml_text: str) -> list[tuple[str, object]]:
    """The pairs of a YAML mapping; MetadataError where it isn't one."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        events = iter(list(yaml.parse(yaml_text, Loader=loader)))
    except yaml.YAMLError as error:
        raise MetadataError(_yaml_fault(error)) from error
    first = next((event for event in events if isinstance(event, yaml.NodeEvent)), None)
    if first is None:
        return []
    if not isinstance(first, yaml.MappingStartEvent):
        raise MetadataError('it is not of the form "title: …"')
    pairs: list[tuple[str, object]] = []
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key = _front_matter_value(event, events)
        pairs.append((key if isinstance(key, str) else "?", _front_matter_value(next(events), events)))
    return pairs


def _front_matter_value(event: yaml.Event, events: Iterator[yaml.Event]) -> object:
    """The value that begins with an event; consumes its events."""
    if isinstance(event, yaml.ScalarEvent):
        is_plain = not event.style
        return None if is_plain and event.value.lower() in ("", "~", "null") else event.value
    if not isinstance(event, yaml.CollectionStartEvent):
        return _NESTED
    items: list[object] = []
    depth = 1
    while depth:
        inner = next(events)
        depth += isinstance(inner, yaml.CollectionStartEvent) - isinstance(inner, yaml.CollectionEndEvent)
        if depth:
            items.append(inner.value if depth == 1 and isinstance(inner, yaml.ScalarEvent) else _NESTED)
    return items if isinstance(event, yaml.SequenceStartEvent) else _NESTED


def _yaml_fault(error: yaml.YAMLError) -> str:
    """What a YAML parser complains of, in a few words."""
    return str(getattr(error, "problem", None) or " ".join(str(error).split()))


def read_articles_toml(text: str, warn: Warn) -> dict[str, Metadata]:
    """The metadata by file name that an `articles.toml` gives.

    A file that isn't TOML as a whole is read table by table, and a table that isn't one, line by line: one slip costs
    one datum.
    """
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError):
        tables = _salvaged(text, warn)
    return {name: read_metadata(table, _about(name, warn)) for name, table in _named_tables(tables, warn)}


def _about(name: str, warn: Warn) -> Warn:
    """Says of each complaint which article it is about."""
    return lambda message: warn(f"{_shown(name)}: {message}")


def _named_tables(tables: Mapping[str, object], warn: Warn) -> Iterator[tuple[str, Mapping[str, object]]]:
    """File names and their tables; `[a.txt]` without quotes, which TOML takes for a table in a table, counts too."""
    for name, table in tables.items():
        if not isinstance(table, dict):
            warn(f'{_shown(name)} stands outside a table; begin each article with a line such as ["name.txt"]')
        elif table and all(isinstance(inner, dict) for inner in table.values()):
            for inner_name, inner in _named_tables(table, warn):
                yield f"{name}.{inner_name}", inner
        else:
            yield name, table


def _salvaged(text: str, warn: Warn) -> dict[str, object]:
    """What can be read of a file that is no TOML; each line that can't is told."""
    found: dict[str, object] = {}
    header: tuple[int, str] | None = None
    block: list[tuple[int, str]] = []
    for number, line in [*enumerate(text.splitlines(), start=1), (0, "[")]:
        if not _TABLE.match(line):
            block.append((number, line))
            continue
        _salvage_table(header, block, found, warn)
        header, block = (number, line), []
    return found


def _salvage_table(
    header: tuple[int, str] | None, block: list[tuple[int, str]], found: dict[str, object], warn: Warn
) -> None:
    """Add one table, or those of its lines that can be read, to what is found."""
    if header is None:
        return
    number, head = header
    empty = _loaded(head)
    if isinstance(empty, str):
        warn(f"line {number}: {_shown(head.strip())} names no article: {empty}")
        return
    whole = _loaded("\n".join([head, *(line for _, line in block)]))
    if isinstance(whole, str):
        whole = empty
        for line_number, line in block:
            one = _loaded(f"{head}\n{line}")
            if isinstance(one, str):
                warn(f"line {line_number}: {_shown(line.strip())} can't be read: {one}")
            else:
                whole = _merged(whole, one)
    found.update(_merged(found, whole))


def _loaded(text: str) -> dict[str, object] | str:
    """The TOML, or what is wrong with it."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        return "nested too deeply"
    except ValueError as error:
        return re.sub(r" \(at .*\)$", "", str(error))


def _merged(one: Mapping[str, object], other: Mapping[str, object]) -> dict[str, object]:
    """Both, tables within tables; where both have a value, the first counts."""
    result = dict(one)
    for key, value in other.items():
        mine = result.setdefault(key, value)
        if isinstance(mine, dict) and isinstance(value, dict):
            result[key] = _merged(mine, value)
    return result


class _Nested:
    """Stands for a value that is more than a text or a list of texts."""

    def __repr__(self) -> str:
        return "nested"


_NESTED = _Nested()


def _text(value: object) -> str | None:
    """A text on one line; None where it is empty."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise MetadataError(f"is {_shown(value)}, not a text")
    text = _BLANKS.sub(" ", value).strip()
    if len(text) > LONGEST_VALUE:
        raise MetadataError(f"has {len(text):,} characters; {LONGEST_VALUE:,} are allowed")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise MetadataError("holds characters that are no text") from None
    return text or None


def _names(value: object) -> str | None:
    """One name, or several in a list."""
    if isinstance(value, list):
        return _text(", ".join(name for item in value if (name := _text(item))))
    return _text(value)


def _day(value: object) -> date | None:
    """A date, or the date of a time, as it was written down."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or value is None or value == "":
        return value or None  # type: ignore[return-value]
    match = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        if match is not None:
            return date.fromisoformat(match[1])
    except ValueError:
        pass
    raise MetadataError(f"is {_shown(value)}, not a date such as 2025-07-16")


def _address(value: object) -> str | None:
    """An address on the web."""
    text = _text(value)
    if text is None:
        return None
    try:
        parts = urlsplit(text)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_web = False
    if not is_web or " " in text:
        raise MetadataError(f"is {_shown(text)}, not an address such as https://example.com/news")
    return text


_READERS: dict[str, Callable[[object], object]] = {
    "title": _text,
    "publisher": _text,
    "author": _names,
    "published": _day,
    "url": _address,
}


def _suggestion(word: str, allowed: tuple[str, ...]) -> str:
    """The question whether another word was meant, where one is close."""
    from difflib import get_close_matches

    close = get_close_matches(word.lower(), allowed, n=1)
    return f", did you mean {close[0]}?" if close else ""


def _shown(value: object) -> str:
    """A value as a person reads it in a message, cut short."""
    text = str(value)
    short = text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
    return f'"{short}"' if isinstance(value, str) else short
