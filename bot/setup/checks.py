"""What `footnote check` tries itself: settings, clock, database, Chroma, articles, index. The model and each platform try their own."""

import asyncio
import os
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib import import_module

from bot.settings import FILE_VARIABLE, PREFIX, Settings, settings_file, variable_of
from bot.setup.findings import Check, Finding, Verdict

FURTHER_CHECKS = ("bot.setup.model_check", "bot.slack.check", "bot.discord.check")
"""Modules with a `check` of their own; a part that isn't there isn't tried."""

NOT_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
SLOW_SECONDS = 0.5
SKEW_SECONDS = 5.0
_OTHERS_VARIABLES = frozenset({FILE_VARIABLE, "FOOTNOTE_EVAL"})


async def check_all(settings: Settings) -> list[Finding]:
    """Everything, in the order in which things depend on each other."""
    findings: list[Finding] = []
    for check in (check_settings, check_clock, check_database, check_chroma, check_articles, *_further()):
        findings += await check(settings)
    return findings


def _further() -> list[Check]:
    """The checks of the parts that are installed."""
    checks: list[Check] = []
    for name in FURTHER_CHECKS:
        try:
            checks.append(import_module(name).check)
        except ModuleNotFoundError as error:
            if error.name is None or not name.startswith(error.name):
                raise
    return checks


async def check_settings(settings: Settings) -> Sequence[Finding]:
    """Where the settings come from, and names that no setting has."""
    known = {variable_of(name) for name in Settings.model_fields} | _OTHERS_VARIABLES
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    found = [
        Finding(f"setting {name}", Verdict.DOUBTFUL, "there is no such setting", "See the settings in the README.")
        for name in unknown
    ]
    file = settings_file()
    words = f"read from {file} and the environment" if file.is_file() else "read from the environment alone"
    found.append(Finding("settings", Verdict.GOOD, words))
    return found


async def check_clock(settings: Settings) -> Sequence[Finding]:
    """Whether the clock can be right: digests and limits go by it."""
    now = datetime.now(UTC)
    if now < NOT_BEFORE:
        remedy = "Set it, for example by switching on NTP."
        return [Finding("clock", Verdict.BAD, f"it says {now:%d %B %Y}, which is over", remedy)]
    return [Finding("clock", Verdict.GOOD, f"{now:%d %B %Y %H:%M} UTC")]


async def check_database(settings: Settings) -> Sequence[Finding]:
    """Open the bot's memory, write to it and read it back; its server's clock against ours."""
    from bot.workspace.stores import open_store
    from corpus.errors import CorpusError

    where = "PostgreSQL" if settings.database_url else f"SQLite in {settings.data}"
    began = time.monotonic()
    try:
        store = await asyncio.to_thread(open_store, settings)
        with store:
            await store.kept.put("check", began)
            written = await store.kept.get("check")
            await store.kept.put("check", None)
            skew = abs((await store.server_time() - datetime.now(UTC)).total_seconds())
    except CorpusError as error:
        remedy = (
            "Is the server running, and the address in DATABASE_URL right?" if settings.database_url else str(error)
        )
        return [Finding("database", Verdict.BAD, f"{where}: {error}", remedy)]
    seconds = time.monotonic() - began
    if written != began:
        return [Finding("database", Verdict.BAD, f"{where} doesn't keep what is written", "Check its disk.")]
    if skew > SKEW_SECONDS:
        remedy = "Set both clocks by NTP: leases and limits go by them."
        return [Finding("database", Verdict.DOUBTFUL, f"its clock and ours are {skew:.0f} s apart", remedy)]
    if seconds > SLOW_SECONDS * 4:
        return [
            Finding("database", Verdict.DOUBTFUL, f"{where} is slow: {seconds:.1f} s", "Check its disk or network.")
        ]
    return [Finding("database", Verdict.GOOD, f"{where}: writes and reads")]


async def check_chroma(settings: Settings) -> Sequence[Finding]:
    """Whether the server that several replicas share answers; without one, Chroma is tried with the articles."""
    from retrieval.errors import IndexUnavailable
    from retrieval.index.chroma_served import refuse_silent

    if settings.chroma_url is None:
        return []
    try:
        await asyncio.to_thread(refuse_silent, settings.chroma_url)
    except IndexUnavailable as error:
        remedy = "Is the server running, and the address in FOOTNOTE_CHROMA_URL right? Exact search answers meanwhile."
        return [Finding("Chroma", Verdict.BAD, str(error), remedy)]
    return [Finding("Chroma", Verdict.GOOD, "the server answers")]


async def check_articles(settings: Settings) -> Sequence[Finding]:
    """Open library and index as `serve` does, and find something in them."""
    return await asyncio.to_thread(_articles, settings, lambda *_: None)


def _articles(settings: Settings, progress: Callable[[int, int, str], None]) -> Sequence[Finding]:
    from bot.workspace.workspace import open_workspace
    from corpus.errors import CorpusError
    from retrieval.errors import RetrievalError
    from retrieval.retriever import NO_FILTERS

    notices: list[str] = []
    try:
        with open_workspace(settings, notices.append, progress) as workspace:
            records = workspace.library.listing()
            title = next((record.title for record in records if record.title), "news")
            found = workspace.retriever.retrieve(title, 1, NO_FILTERS) if records else ()
    except (CorpusError, RetrievalError) as error:
        return [Finding("articles", Verdict.BAD, str(error), "See the line before this one.")]
    findings = [Finding("index", Verdict.DOUBTFUL, notice, "It answers all the same.") for notice in notices]
    if not records:
        remedy = "Put articles into it, or name another folder in FOOTNOTE_CORPUS."
        return [*findings, Finding("articles", Verdict.BAD, f"{settings.corpus} has none", remedy)]
    if not found:
        return [
            *findings,
            Finding("index", Verdict.BAD, "it finds nothing", "Delete the folder index in the data folder."),
        ]
    return [*findings, Finding("articles", Verdict.GOOD, f"{len(records):,} in the library, and the index finds them")]
