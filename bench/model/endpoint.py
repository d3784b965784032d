"""A local server that speaks OpenAI's API, streaming, and answers as a script says: for benches and tests.

A script is a function of the request's JSON; it gives a `Scripted`: a text and how it is sent, or an error.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from string import ascii_lowercase
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

    async def embed(request: web.Request) -> web.StreamResponse:
        asked = await request.json()
        scripted = script(asked)
        if scripted.status != 200 or scripted.raw is not None:
            return await _answer(request, scripted)
        return web.json_response(_vectors(asked["input"]))

    app = web.Application(client_max_size=1 << 24)
    app.router.add_post("/v1/chat/completions", chat)
    app.router.add_post("/v1/embeddings", embed)
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}/v1"
    finally:
        await runner.cleanup()


@contextmanager
def endpoint_beside(script: Script) -> Iterator[str]:
    """The server in a thread of its own, for callers that wait; its base address."""
    ready, over = threading.Event(), threading.Event()
    addresses: list[str] = []

    async def run() -> None:
        async with endpoint(script) as address:
            addresses.append(address)
            ready.set()
            await asyncio.to_thread(over.wait)

    thread = threading.Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    try:
        ready.wait(10)
        yield addresses[0]
    finally:
        over.set()
        thread.join()


async def _answer(request: web.Request, scripted: Scripted) -> web.StreamResponse:
    if scripted.hang_seconds:
        await asyncio.sleep(scripted.hang_seconds)
    if scripted.status != 200:
        message = {"error": {"message": "scripted, with a secret sk-canary-in-an-error", "type": "scripted"}}
        return web.json_response(message, status=scripted.status, headers=scripted.headers)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    try:
        await response.prepare(request)
        await (response.write(scripted.raw) if scripted.raw is not None else _stream(response, scripted))
        if scripted.is_reset and request.transport is not None:
            request.transport.abort()
        else:
            await response.write_eof()
    except ConnectionError:  # the client has had enough
        return response
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


def _vectors(texts: list[str]) -> Json:
    """A vector for each text, in which each letter of the alphabet has a place; the last text's comes first."""
    data = [
        {
            "object": "embedding",
            "index": index,
            "embedding": [1.0, *(float(text.lower().count(letter)) for letter in ascii_lowercase)],
        }
        for index, text in enumerate(texts)
    ]
    tokens = sum(len(text.split()) for text in texts)
    return {
        "object": "list",
        "data": data[::-1],
        "model": "scripted",
        "usage": {"prompt_tokens": tokens, "total_tokens": tokens},
    }


def _chunk(delta: Json, finish: str | None = None) -> Json:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": [choice]}


def _event(value: Json) -> bytes:
    return b"data: " + json.dumps(value).encode() + b"\n\n"
