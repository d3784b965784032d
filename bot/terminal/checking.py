"""Statements checked from the command line: one, or a batch, each against the articles or against a passage of its own."""

import json
from collections.abc import Callable, Iterable

from bot.contract import Json, judgement_fields, verification_fields
from bot.terminal.view import console, verification_view
from bot.workspace.workspace import Workspace
from retrieval.answering.grounding.evidence import Evidence
from retrieval.answering.grounding.judging import judge
from retrieval.errors import QuestionError
from retrieval.retriever import Filters

Say = Callable[[str], None]
_SHAPE = '{"statement": "Scale AI cut 200 jobs.", "passage": "…"}'


def check_once(workspace: Workspace, statement: str, filters: Filters, *, as_json: bool) -> bool:
    """Check one statement against the articles; whether they support it."""
    verification = workspace.verifier.verify(statement, filters)
    if as_json:
        _print_json(verification_fields(verification))
    else:
        console().print(verification_view(verification))
    return verification.judgement.is_supported


def check_batch(workspace: Workspace, lines: Iterable[str], filters: Filters, say: Say, *, as_json: bool) -> bool:
    """Check each line's statement in order, against its passage where it has one; whether every line held one."""
    clean = True
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            statement, passage = _read(line)
            if passage is None:
                if not as_json:
                    console().rule(statement, align="left")
                check_once(workspace, statement, filters, as_json=as_json)
            else:
                _check_pair(workspace, statement, passage, as_json=as_json)
        except QuestionError as error:
            clean = False
            say(f"line {number}: {error}")
            if as_json:
                _print_json({"statement": None, "line": number, "status": "error", "error": str(error)})
    return clean


def _check_pair(workspace: Workspace, statement: str, passage: str, *, as_json: bool) -> None:
    evidence = Evidence((passage,) if passage.strip() else ())
    judgement = judge(statement, evidence, workspace.verifier.vectors)
    if as_json:
        _print_json(judgement_fields(judgement))
    else:
        reasons = "; ".join(judgement.verdict.reasons) or "nothing speaks against it"
        console().print(f"{judgement.standing}  {judgement.score:.2f}  {reasons}", markup=False)


def _read(line: str) -> tuple[str, str | None]:
    """The statement of a line, and its passage; QuestionError where it has none."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise QuestionError(f"not JSON; each line is an object such as {_SHAPE}") from None
    statement = row.get("statement") if isinstance(row, dict) else None
    passage = row.get("passage") if isinstance(row, dict) else None
    if not isinstance(statement, str) or not statement.strip() or not isinstance(passage, str | None):
        raise QuestionError(f'no "statement"; each line is an object such as {_SHAPE}')
    return statement, passage


def _print_json(value: Json) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)
