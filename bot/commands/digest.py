"""footnote digest: what is new, told as stories."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from bot.commands.options import (
    NO_ANSWER,
    CorpusOption,
    DataOption,
    GeneratorOption,
    JsonOption,
    PublisherOption,
    SinceOption,
    UntilOption,
    WrongUse,
    day_of,
    opened_library,
    print_json,
    settings_of,
)


def digest(
    context: typer.Context,
    since: SinceOption = None,
    until: UntilOption = None,
    publisher: PublisherOption = None,
    topic: Annotated[list[str] | None, typer.Option("--topic", help="Only what touches this; may be repeated.")] = None,
    limit: Annotated[int, typer.Option("-k", "--limit", min=1, max=100, help="How many stories.")] = 8,
    json_: JsonOption = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown.")] = False,
    html: Annotated[bool, typer.Option("--html", help="Print a page that can be mailed.")] = False,
    generator: GeneratorOption = None,
    corpus: CorpusOption = None,
    data: DataOption = None,
) -> None:
    """Tell what is new as stories, each point cited; without --since, what came within a day."""
    import asyncio

    from bot.digest.fields import digest_fields
    from bot.digest.gathering import Choice, digest_of_days
    from bot.digest.markdown import digest_markdown
    from bot.digest.page import digest_page
    from bot.terminal.digest_view import digest_view
    from bot.terminal.view import console
    from bot.workspace.workspace import is_worded_by_model

    if json_ + markdown + html > 1:
        raise WrongUse("--json, --markdown, --html", "choose one")
    today = datetime.now(UTC).date()
    first, last = day_of(since, "--since") or today - timedelta(days=1), day_of(until, "--until")
    if last is not None and last < first:
        raise WrongUse("--since, --until", f"{first} is after {last}")
    try:
        choice = Choice(frozenset(publisher or ()), tuple(topic or ()))
    except ValueError as error:
        raise WrongUse("--publisher, --topic", str(error)) from None
    settings = settings_of(context, corpus, data, generator=generator)
    is_by_model = is_worded_by_model(settings)
    with opened_library(settings) as library:
        told = digest_of_days(library, first, last, choice, limit)
    if is_by_model:
        from bot.workspace.language_model import worded_by_model

        told = asyncio.run(worded_by_model(told, settings))
    if json_:
        print_json(digest_fields(told))
    elif markdown or html:
        print((digest_page if html else digest_markdown)(told, last or today), end="")
    else:
        console().print(digest_view(told))
    raise typer.Exit(NO_ANSWER if told.is_empty else 0)
