"""A web site on this machine: pages by path, and what was asked for."""

import asyncio
from collections import Counter
from contextlib import asynccontextmanager

from aiohttp import web


class Site:
    def __init__(self):
        self.pages = {}
        self.asked = []
        self.headers = []
        self.connections = 0
        self.port = 0

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def url(self, path):
        return f"{self.address}{path}"

    def put(self, path, body="", status=200, kind="text/html; charset=utf-8", **headers):
        data = body if isinstance(body, bytes) else body.encode()
        self.pages[path] = lambda request: web.Response(
            body=data,
            status=status,
            headers={"Content-Type": kind, **{k.replace("_", "-"): v for k, v in headers.items()}},
        )

    def put_tagged(self, path, body, kind="text/html"):
        """A page that answers 304 to who has it already."""
        data = body if isinstance(body, bytes) else body.encode()
        etag = f'"{hash(data)}"'

        def answer(request):
            if request.headers.get("If-None-Match") == etag:
                return web.Response(status=304)
            return web.Response(body=data, headers={"Content-Type": kind, "ETag": etag})

        self.pages[path] = answer

    def put_redirect(self, path, to, status=302):
        self.pages[path] = lambda request: web.Response(status=status, headers={"Location": to})

    def put_drip(self, path, seconds=60.0):
        async def drip(request):
            response = web.StreamResponse()
            await response.prepare(request)
            for _ in range(int(seconds * 10)):
                await response.write(b".")
                await asyncio.sleep(0.1)
            return response

        self.pages[path] = drip

    def put_handler(self, path, handler):
        self.pages[path] = handler

    def times(self, path):
        return Counter(self.asked)[path]

    async def _answer(self, request):
        self.asked.append(request.path_qs)
        self.headers.append(dict(request.headers))
        page = self.pages.get(request.path_qs) or self.pages.get(request.path)
        if page is None:
            return web.Response(status=404)
        answer = page(request)
        return await answer if asyncio.iscoroutine(answer) else answer


@asynccontextmanager
async def serving(site=None):
    site = site or Site()
    server = web.Server(site._answer)

    def counted():
        site.connections += 1
        return server()

    loop = asyncio.get_running_loop()
    listener = await loop.create_server(counted, "127.0.0.1", 0)
    site.port = listener.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        listener.close()
        await server.shutdown(0.1)
