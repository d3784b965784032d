"""footnote check, footnote init: setting it up, and finding out what is wrong with it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import FAULT, CorpusOption, DataOption, JsonOption, WrongUse, print_json, say, settings_of

if TYPE_CHECKING:
    from bot.setup.findings import Finding

SIGNS = {"good": "✓", "doubtful": "?", "bad": "✗", "absent": "–"}


def check(
    context: typer.Context, json_: JsonOption = False, corpus: CorpusOption = None, data: DataOption = None
) -> None:
    """Try everything for real – settings, clock, database, articles, index, platforms – and say what works."""
    import asyncio

    from bot import logs
    from bot.setup.checks import check_all
    from bot.setup.findings import Verdict

    logs.set_up(as_json=False, level="error")
    findings = asyncio.run(check_all(settings_of(context, corpus, data)))
    for finding in findings:
        _print(finding, json_=json_)
    raise typer.Exit(FAULT if any(finding.verdict is Verdict.BAD for finding in findings) else 0)


def _print(finding: "Finding", *, json_: bool) -> None:
    from dataclasses import asdict

    from bot.terminal.view import console, one_line

    if json_:
        print_json(asdict(finding))
        return
    console().print(one_line(f"{SIGNS[finding.verdict]} {finding.what}: {finding.words}"), markup=False)
    if finding.remedy:
        console().print(one_line(f"  → {finding.remedy}"), markup=False)


def init(
    force: Annotated[bool, typer.Option("--force", help="Write over the file that is there.")] = False,
) -> None:
    """Ask the few questions that a bot needs answered, and write footnote.toml."""
    from bot.settings import settings_file
    from bot.setup.questionnaire import QUESTIONS, toml_of

    file = settings_file()
    if file.exists() and not force:
        raise WrongUse(str(file), "is there already; --force writes over it")
    answers: dict[str, str] = {}
    is_hidden = sys.stdin.isatty()  # what comes through a pipe isn't seen anyhow
    for question in QUESTIONS:
        while True:
            given = typer.prompt(
                question.words, default="", show_default=False, hide_input=is_hidden and question.is_secret
            ).strip()
            wrong = question.fault_of(given)
            if wrong is None:
                break
            say(wrong)
        if given:
            answers[question.name] = given
    _write_privately(file, toml_of(answers))
    say(f"{file} is written; footnote check tries it, footnote serve runs it")


def _write_privately(file: Path, text: str) -> None:
    """Write a file that nobody else may read: there are tokens in it."""
    try:
        file.unlink(missing_ok=True)
        file.touch(mode=0o600)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise WrongUse(str(file), f"can't be written: {error.strerror}") from None
