"""footnote ask, footnote search: questions from the command line."""

from typing import Annotated

import typer

from bot.commands.options import (
    NO_ANSWER,
    WRONG_USE,
    BatchOption,
    CorpusOption,
    DataOption,
    JsonOption,
    PublisherOption,
    SinceOption,
    UntilOption,
    WrongUse,
    batch_lines,
    filters_of,
    opened_workspace,
    say,
    settings_of,
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
    generator: Annotated[
        str | None,
        typer.Option("--generator", metavar="NAME", help="auto, extractive or openai (FOOTNOTE_GENERATOR)."),
    ] = None,
    corpus: CorpusOption = None,
    data: DataOption = None,
) -> None:
    """Answer a question from the articles, with a citation for every statement."""
    from bot.asking import Asker, Shown, ask_batch, ask_once, ask_session

    if batch is not None and question:
        raise WrongUse("--batch", "give a question or a batch, not both")
    settings = settings_of(context, corpus, data, generator=generator)
    words = _checked(question)
    with (
        batch_lines(batch) as lines,
        opened_workspace(settings, for_one_question=words is not None) as workspace,
        Asker(workspace, settings) as asker,
    ):
        shown = Shown(as_json=json_, explain=explain)
        filters = filters_of(workspace, publisher, since, until)
        if lines is not None:
            clean = ask_batch(asker, lines, filters, shown, say)
            code = 0 if clean else WRONG_USE
        elif words is not None:
            code = 0 if ask_once(asker, words, filters, shown) else NO_ANSWER
        else:
            ask_session(asker, filters, shown, say)
            code = 0
    raise typer.Exit(code)


def _checked(words: list[str] | None) -> str | None:
    """The question that the words make, checked before anything is opened; None where there are no words."""
    from retrieval.question import check_question

    return check_question(" ".join(words)) if words else None


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
    from bot.asking import Shown, search_batch, search_once

    if (batch is None) == (not question):
        raise WrongUse("QUESTION", "give a question or --batch")
    words = _checked(question)
    settings = settings_of(context, corpus, data)
    with (
        batch_lines(batch) as lines,
        opened_workspace(settings, for_one_question=words is not None) as workspace,
    ):
        shown = Shown(as_json=json_)
        filters = filters_of(workspace, publisher, since, until)
        if lines is not None:
            code = 0 if search_batch(workspace, lines, limit, filters, shown, say) else WRONG_USE
        else:
            code = 0 if search_once(workspace, words or "", limit, filters, shown) else NO_ANSWER
    raise typer.Exit(code)
