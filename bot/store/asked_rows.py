"""What was asked as a row of the questions' table, and back. Pure."""

import json
from datetime import date
from typing import Any

from sqlalchemy import Row

from bot.desk.asked import Asked, Person, Place
from retrieval.retriever import Filters


def row_of(asked: Asked) -> dict[str, Any]:
    """The columns that hold what was asked."""
    return {
        "platform": asked.person.platform,
        "key": asked.key,
        "workspace": asked.place.workspace,
        "person": asked.person.id,
        "channel": asked.place.channel,
        "thread": asked.place.thread,
        "text": asked.text.replace("\x00", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode(),
        "filters": _encode_filters(asked.filters),
        "reply_to": asked.reply_to,
        "is_private": asked.is_private,
    }


def asked_of(row: Row[Any]) -> Asked:
    """What was asked, from its row."""
    return Asked(
        key=row.key,
        person=Person(row.platform, row.workspace, row.person),
        place=Place(row.platform, row.workspace, row.channel, row.thread),
        text=row.text,
        filters=_decode_filters(row.filters),
        reply_to=row.reply_to,
        is_private=row.is_private,
    )


def _encode_filters(filters: Filters) -> str:
    since, until = (day.isoformat() if day else None for day in (filters.since, filters.until))
    return json.dumps({"publishers": sorted(filters.publishers), "since": since, "until": until})


def _decode_filters(written: str) -> Filters:
    fields = json.loads(written)
    since, until = (date.fromisoformat(fields[name]) if fields[name] else None for name in ("since", "until"))
    return Filters(frozenset(fields["publishers"]), since, until)
