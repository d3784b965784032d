"""Questions from the command line: one, a batch, or a session with follow-ups."""

import asyncio
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from bot.contract import reply_fields, search_fields
from bot.settings import Settings
from bot.terminal.progress import working_line
from bot.terminal.view import console, explanation_view, ranking_view, reply_view, rest_view, statement_view
from bot.workspace.workspace import Workspace, open_responder
from retrieval.answering.answer import Answer
from retrieval.answering.events import Stated, Working
from retrieval.answering.reply import Reply
from retrieval.errors import QuestionError
from retrieval.follow_up import Turn
from retrieval.question import check_question
from retrieval.retriever import Filters, RankedPassage

Say = Callable[[str], None]
FAREWELLS = frozenset({"exit", "quit", "bye", ":q"})


@dataclass(frozen=True, slots=True)
class Shown:
    """How results are shown: as JSON or as text, with or without the explanation."""

    as_json: bool = False
    explain: bool = False

    def statement(self, stated: Stated) -> None:
        """Print a statement as it comes; JSON comes whole, at the end."""
        if not self.as_json and not self.explain:
            console().print(statement_view(stated))

    def reply(self, reply: Reply) -> None:
        """Print what follows the statements; the whole as JSON, or after its explanation."""
        if self.as_json:
            _print_json(reply_fields(reply, explain=self.explain))
            return
        if self.explain:
            console().print(explanation_view(reply.explanation))
            console().print(reply_view(reply))
        else:
            console().print(rest_view(reply))

    def passages(self, question: str, passages: tuple[RankedPassage, ...]) -> None:
        """Print ranked passages."""
        if self.as_json:
            _print_json(search_fields(question, passages))
        else:
            console().print(ranking_view(passages))


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)


class Asker:
    """Asks a responder from code that waits: one event loop for all questions, what answers them open as long as the block lasts."""

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        self._workspace = workspace
        self._settings = settings
        self._runner = asyncio.Runner()
        self._opened = AsyncExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as undone:
            undone.callback(self._runner.close)
            opening = open_responder(self._workspace, self._settings)
            self._responder = self._runner.run(self._opened.enter_async_context(opening))
            undone.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._runner.run(self._opened.aclose())
        self._runner.close()

    def ask(self, question: str, filters: Filters, shown: Shown, turns: Sequence[Turn] = ()) -> Reply:
        """Answer a question, showing each statement as it comes; the reply."""
        return self._runner.run(self._ask(question, filters, shown, turns))

    async def _ask(self, question: str, filters: Filters, shown: Shown, turns: Sequence[Turn]) -> Reply:
        reply: Reply | None = None
        with working_line() as tell:
            async for event in self._responder.respond(question, filters, turns):
                if isinstance(event, Working):
                    tell(event.stage.value)
                elif isinstance(event, Stated):
                    shown.statement(event)
                else:
                    reply = event.reply
        if reply is None:
            raise RuntimeError("a responder ends with the whole reply")
        shown.reply(reply)
        return reply


def ask_once(asker: Asker, question: str, filters: Filters, shown: Shown) -> bool:
    """Answer one question; whether the articles did."""
    return isinstance(asker.ask(question, filters, shown).result, Answer)


def search_once(workspace: Workspace, question: str, limit: int, filters: Filters, shown: Shown) -> bool:
    """Find passages for one question; whether there are any."""
    passages = workspace.retriever.retrieve(question, limit, filters)
    shown.passages(question, passages)
    return bool(passages)


def ask_batch(asker: Asker, lines: Iterable[str], filters: Filters, shown: Shown, say: Say) -> bool:
    """Answer each line's question in order; whether every line held one."""

    def answer(question: str) -> None:
        if not shown.as_json:
            console().rule(question, align="left")
        ask_once(asker, question, filters, shown)

    return _each_question(lines, answer, shown, say)


def search_batch(
    workspace: Workspace, lines: Iterable[str], limit: int, filters: Filters, shown: Shown, say: Say
) -> bool:
    """Find passages for each line's question in order; whether every line held one."""

    def find(question: str) -> None:
        search_once(workspace, question, limit, filters, shown)

    return _each_question(lines, find, shown, say)


def _each_question(lines: Iterable[str], do: Callable[[str], None], shown: Shown, say: Say) -> bool:
    """Do it for each question; a line that holds none is named, answered by an error in JSON, and passed over."""
    clean = True
    for number, line in _filled(lines):
        try:
            question = check_question(_question(line))
        except QuestionError as error:
            clean = False
            say(f"line {number}: {error}")
            if shown.as_json:
                _print_json({"question": None, "line": number, "status": "error", "error": str(error)})
        else:
            do(question)
    return clean


def _filled(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _question(line: str) -> str:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise QuestionError(
            'not JSON; each line is an object such as {"question": "Who is the chief executive?"}'
        ) from None
    question = row.get("question") if isinstance(row, dict) else None
    if not isinstance(question, str):
        raise QuestionError('no "question"; each line is an object such as {"question": "Who is the chief executive?"}')
    return question


def ask_session(asker: Asker, filters: Filters, shown: Shown, say: Say) -> None:
    """Answer questions as they are typed, each understood as a follow-up of those before, until the input ends.

    Each is answered from the articles that the library has by then, whoever brought them in.
    """
    turns: list[Turn] = []
    for typed in _typed():
        try:
            reply = asker.ask(typed, filters, shown, turns)
        except QuestionError as error:
            say(str(error))
            continue
        if reply.understood != reply.question:
            say(f"understood as: {reply.understood}")
        turns.append(reply.turn)


def _typed() -> Iterator[str]:
    """Lines from the person at the keyboard; a prompt is shown only where there is one."""
    prompt = "\nAsk (an empty line leaves): " if sys.stdin.isatty() else ""
    if prompt:
        import readline  # noqa: F401 - gives input() line editing and a history
    while True:
        try:
            line = input(prompt)
        except (EOFError, KeyboardInterrupt):
            return
        if (prompt and not line.strip()) or line.strip().casefold() in FAREWELLS:
            return
        if line.strip():
            yield line
