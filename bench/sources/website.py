"""A web site on this machine, in a process of its own: the files of a folder, and feeds that name its pages."""

import functools
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SENTENCES_A_PARAGRAPH = 4
PARAGRAPHS = 12
_CLUTTER = "".join(f'<li><a href="/section/{number}">Section {number}</a></li>' for number in range(40))


class _Handler(SimpleHTTPRequestHandler):
    """Keeps connections open, and says nothing on the terminal."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        """Nothing."""


def main() -> None:
    """Serve the folder named on the command line; the port is the first line printed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=sys.argv[1]))
    print(server.server_address[1], flush=True)
    server.serve_forever()


@dataclass(frozen=True, slots=True)
class Website:
    """A folder that is served, and its address."""

    folder: Path
    address: str

    def publish(self, name: str, body: str, moment: int) -> None:
        """Put a file there, of a certain age: what is newer is sent again."""
        path = self.folder / name
        path.write_text(body, encoding="utf-8")
        os.utime(path, (moment, moment))

    def feed(self, name: str, pages: Sequence[tuple[str, str]], moment: int) -> None:
        """Put a feed there that names pages, each with a description."""
        items = "".join(
            f"<item><link>{self.address}/{page}</link><title>{page}</title><description>{said}</description></item>"
            for page, said in pages
        )
        self.publish(name, f'<rss version="2.0"><channel><title>Bench</title>{items}</channel></rss>', moment)


@contextmanager
def serving(folder: Path) -> Iterator[Website]:
    """The folder as a web site while the block lasts."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "bench.sources.website", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            port = int(process.stdout.readline()) if process.stdout else 0
            yield Website(folder, f"http://127.0.0.1:{port}")
        finally:
            process.kill()


def page(title: str, paragraphs: Sequence[str]) -> str:
    """A page as publishers make them: an article with as much around it."""
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    related = "".join(
        f'<li><a href="/other/{number}">Another story of the day, number {number}</a></li>' for number in range(12)
    )
    return (
        f'<!doctype html><html lang="en"><head><title>{title} | Bench News</title><meta charset="utf-8">'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="Bench News">'
        '<meta name="author" content="A. Reporter"><meta property="article:published_time" content="2025-07-17T10:00:00Z">'
        "<style>body{margin:0}</style><script>var a=1;</script></head><body>"
        f"<header><nav><ul>{_CLUTTER}</ul></nav></header><main><article><h1>{title}</h1><p class=byline>By A. Reporter</p>{body}"
        f"</article><aside><h3>Most read</h3><ul>{related}</ul></aside></main>"
        f"<footer><ul>{_CLUTTER}</ul><p>© 2025 Bench News. All rights reserved.</p></footer></body></html>"
    )


def paragraphs(chance: random.Random, words: Sequence[str], count: int = PARAGRAPHS) -> list[str]:
    """Made-up prose."""
    return [
        " ".join(" ".join(chance.choices(words, k=16)).capitalize() + "." for _ in range(SENTENCES_A_PARAGRAPH))
        for _ in range(count)
    ]


if __name__ == "__main__":
    main()
