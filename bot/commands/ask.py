"""footnote ask, footnote search: questions from the command line."""

from typing import Annotated

import typer

from bot.commands.options import (
    NO_ANSWER,
    WRONG_USE,
    BatchOption,
    CorpusOption,
    DataOption,
    GeneratorOption,
    JsonOption,
    Narrowing,
    PublisherOption,
    SinceOption,
    UntilOption,
    WrongUse,
    opened_for,
    say,
    settings_of,
    words_of,
)


def ask(
    context: typer.Context,
    question: Annotated[list[str] | None, typer.Argument(help="The question; without one, a session.")] = None,
    batch: BatchOption = None,
    publisher: PublisherOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    json_: JsonOption = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show why the answer came out.")] = False,
    generator: GeneratorOption = None,
    corpus: CorpusOption = None,
    data: DataOption = None,
) -> None:
    """Answer a question from the articles, with a citation for every statement."""
    from bot.terminal.asking import Asker, Shown, ask_batch, ask_once, ask_session

    if batch is not None and question:
        raise WrongUse("--batch", "give a question or a batch, not both")
    settings = settings_of(context, corpus, data, generator=generator)
    words, shown = words_of(question), Shown(as_json=json_, explain=explain)
    with (
        opened_for(words, batch, settings, Narrowing(publisher, since, until)) as (workspace, filters, lines),
        Asker(workspace, settings) as asker,
    ):
        if lines is not None:
            clean = ask_batch(asker, lines, filters, shown, say)
            code = 0 if clean else WRONG_USE
        elif words is not None:
            code = 0 if ask_once(asker, words, filters, shown) else NO_ANSWER
        else:
            ask_session(asker, filters, shown, say)
            code = 0
    raise typer.Exit(code)


def search(
    context: typer.Context,
    question: Annotated[list[str] | None, typer.Argument(help="What to look for.")] = None,
    limit: Annotated[int, typer.Option("-k", "--limit", min=1, max=100, help="How many passages.")] = 10,
    batch: BatchOption = None,
    publisher: PublisherOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    json_: JsonOption = False,
    corpus: CorpusOption = None,
    data: DataOption = None,
) -> None:
    """Find the passages closest to a question, best first."""
    from bot.terminal.asking import Shown, search_batch, search_once

    if (batch is None) == (not question):
        raise WrongUse("QUESTION", "give a question or --batch")
    words, shown = words_of(question), Shown(as_json=json_)
    settings = settings_of(context, corpus, data)
    with opened_for(words, batch, settings, Narrowing(publisher, since, until)) as (workspace, filters, lines):
        if lines is not None:
            code = 0 if search_batch(workspace, lines, limit, filters, shown, say) else WRONG_USE
        else:
            code = 0 if search_once(workspace, words or "", limit, filters, shown) else NO_ANSWER
    raise typer.Exit(code)
