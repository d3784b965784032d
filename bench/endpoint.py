"""A local server that speaks OpenAI's API, streaming, and answers as a script says: for benches and tests.

A script is a function of the request's JSON; it gives a `Scripted`: a text and how it is sent, or an error.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scripted:
    """What the server does with one request.

    `text` is sent in pieces of `piece` characters and ended with `finish`; None for `finish` cuts the stream off there.
    `status` other than 200 answers with an error and `headers`. `raw` is sent as it is. `hang_seconds` waits first.
    """

    text: str = ""
    finish: str | None = "stop"
    piece: int = 40
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    hang_seconds: float = 0.0
    is_reset: bool = False
    has_choices: bool = True
    refusal: str | None = None


Script = Callable[[Json], Scripted]


@asynccontextmanager
async def endpoint(script: Script) -> AsyncIterator[str]:
    """The server, running as long as the block lasts; its base address."""

    async def chat(request: web.Request) -> web.StreamResponse:
        return await _answer(request, script(await request.json()))

    app = web.Application(client_max_size=1 << 24)
    app.router.add_post("/v1/chat/completions", chat)
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}/v1"
    finally:
        await runner.cleanup()


async def _answer(request: web.Request, scripted: Scripted) -> web.StreamResponse:
    if scripted.hang_seconds:
        await asyncio.sleep(scripted.hang_seconds)
    if scripted.status != 200:
        message = {"error": {"message": "scripted, with a secret sk-canary-in-an-error", "type": "scripted"}}
        return web.json_response(message, status=scripted.status, headers=scripted.headers)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    try:
        await (response.write(scripted.raw) if scripted.raw is not None else _stream(response, scripted))
    except ConnectionError:  # the client has had enough
        return response
    if scripted.is_reset and request.transport is not None:
        request.transport.abort()
        return response
    await response.write_eof()
    return response


async def _stream(response: web.StreamResponse, scripted: Scripted) -> None:
    pieces = [scripted.text[at : at + scripted.piece] for at in range(0, len(scripted.text), scripted.piece)]
    for piece in pieces if scripted.has_choices else []:
        await response.write(_event(_chunk({"content": piece})))
    if scripted.refusal:
        await response.write(_event(_chunk({"refusal": scripted.refusal})))
    if scripted.finish is None:
        return
    if scripted.has_choices:
        await response.write(_event(_chunk({}, scripted.finish)))
    used = {"prompt_tokens": 1000, "completion_tokens": len(scripted.text) // 4, "total_tokens": 1000}
    await response.write(_event({**_chunk({}), "choices": [], "usage": used}))
    await response.write(b"data: [DONE]\n\n")


def _chunk(delta: Json, finish: str | None = None) -> Json:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": [choice]}


def _event(value: Json) -> bytes:
    return b"data: " + json.dumps(value).encode() + b"\n\n"
