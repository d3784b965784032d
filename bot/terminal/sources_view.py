"""Sources → the terminal and JSON: where articles come from, when it last worked, and what is wrong."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from bot.chat.wording import counted
from bot.terminal.view import one_line
from corpus.keys import added_key
from corpus.library import Library
from corpus.source_list import Source, SourceKind


def sources_view(
    sources: Sequence[Source], counts: Mapping[int, tuple[int, int]], faults: Mapping[int, str], now: datetime
) -> RenderableType:
    """A row a source: how many articles it has brought, when it last worked and is asked next, what is wrong."""
    if not sources:
        return Text("No feeds yet; footnote add ADDRESS adds one.")
    table = Table("source", "kind", "articles", "worked", "next", "wrong")
    for source in sources:
        read, left = counts.get(source.number, (0, 0))
        name = one_line(source.title) if source.title else one_line(source.address)
        table.add_row(
            Text.assemble(name, *([("\n" + one_line(source.address), "dim")] if source.title else []), overflow="fold"),
            source.kind.value,
            f"{read}" + (f" (+{left})" if left else ""),
            since(source.worked_at, now) if source.worked_at else "never" if source.tried_at else "–",
            "never" if source.is_gone else since(source.due_at, now) if source.due_at else "at each sync",
            Text(one_line(source.problem or faults.get(source.number, "")), style="yellow"),
        )
    return table


def since(moment: datetime, now: datetime) -> str:
    """How long ago a moment is, or how far ahead, as people say it."""
    away = moment - now
    if abs(away) < timedelta(minutes=1):
        return "now"
    steps = ((timedelta(days=1), "day"), (timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute"))
    length, unit = next((length, unit) for length, unit in steps if abs(away) >= length)
    count = abs(away) // length
    said = counted(count, unit)
    return f"in {said}" if away > timedelta() else f"{said} ago"


def source_fields(source: Source, counts: Mapping[int, tuple[int, int]]) -> dict[str, Any]:
    """A source as JSON; moments are ISO 8601 in UTC, unknown is null."""
    read, left = counts.get(source.number, (0, 0))
    return {
        "address": source.address,
        "kind": source.kind.value,
        "title": source.title,
        "articles": read,
        "waiting": left,
        "tried_at": _moment(source.tried_at),
        "worked_at": _moment(source.worked_at),
        "due_at": _moment(source.due_at),
        "failures": source.failures,
        "problem": source.problem,
        "is_gone": source.is_gone,
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def counts_of(library: Library, sources: Sequence[Source]) -> dict[int, tuple[int, int]]:
    """By source, how many articles it has brought, and how many of its pages wait or can't be read."""
    counts = library.sources.counts()
    local = {
        added_key(each.address): each.number for each in sources if each.kind in (SourceKind.FOLDER, SourceKind.FILE)
    }
    if local:
        keys = [record.key for record in library.listing()]
        for prefix, number in local.items():
            counts[number] = (sum(key == prefix or key.startswith(f"{prefix}/") for key in keys), 0)
    return counts
