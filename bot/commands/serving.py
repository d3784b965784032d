"""footnote serve: the chat platforms, until it is stopped."""

import typer

from bot.commands.options import CorpusOption, DataOption, settings_of


def serve(context: typer.Context, corpus: CorpusOption = None, data: DataOption = None) -> None:
    """Answer on Slack and Discord, whichever tokens are set, until SIGTERM or Ctrl-C."""
    import asyncio
    import sys

    from bot import logs
    from bot.serving.serve import serve as serve_until_stopped

    settings = settings_of(context, corpus, data)
    as_json = settings.log_format == "json" or (settings.log_format == "auto" and not sys.stderr.isatty())
    logs.set_up(as_json=as_json, level=settings.log_level, with_text=settings.log_questions)
    asyncio.run(serve_until_stopped(settings))
