"""Hostile inputs of every kind, the same at each run: pages, feeds, ZIP files, PDFs, mails, addresses, redirects."""

import io
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.sources.website import page, paragraphs

_WORDS = "the harbour authority said that a ferry will be taken out of service in March and replaced by another".split()
_SPELLINGS = (
    "127.0.0.1", "localhost", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "[::1]",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0", "000.0.0.0", "127.127.127.127", "localhost.", "[::]", "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]", "user:pass@127.0.0.1", "127.0.0.1%2f@8.8.8.8", "LOCALHOST", "①②⑦.⓪.⓪.①", "127。0。0。1", "[fe80::1]",
    "169.254.169.254", "10.0.0.1", "192.168.0.1", "172.16.0.1", "100.64.0.1", "[fc00::1]", "[::ffff:169.254.169.254]",
)  # fmt: skip
_FILE_ENTITY = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_CHARSETS = (b"hex", b"zlib", b"utf-7", b"idna", b"utf-32", b"\xff")
_STRANGE: tuple[Any, ...] = (1, None, [], {"url": 7}, {"url": "file:///etc/passwd"}, {"authors": [1]})


@dataclass(frozen=True, slots=True)
class Input:
    """One input: of what kind, and the bytes or the address."""

    kind: str
    data: bytes
    name: str = ""


def made(number: int, chance: random.Random) -> Input:
    """The input of a number: three in ten are pages, the others of every other kind."""
    makers: tuple[Callable[[int, random.Random], Input], ...] = (
        _page, _page, _page, _feed, _archive, _pdf, _mail, _address, _redirect, _feed,
    )  # fmt: skip
    return makers[number % len(makers)](number // len(makers), chance)


def _sane(chance: random.Random) -> bytes:
    return page("Ferry to go", paragraphs(chance, _WORDS, 6)).encode()


def _mutated(data: bytes, chance: random.Random) -> bytes:
    """The same with bytes changed, cut out, doubled."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 60)):
        place = chance.randrange(len(changed))
        kind = chance.random()
        if kind < 0.5:
            changed[place] = chance.randrange(256)
        elif kind < 0.75:
            del changed[place : place + chance.randint(1, 200)]
        else:
            changed[place:place] = changed[place : place + chance.randint(1, 400)]
        if len(changed) < 50:
            break
    return bytes(changed)


def _page(number: int, chance: random.Random) -> Input:
    sane = _sane(chance)
    deep = chance.randint(1_000, 90_000)
    monsters: tuple[tuple[str, Callable[[], bytes]], ...] = (
        ("mutated", lambda: _mutated(sane, chance)),
        ("random bytes", lambda: chance.randbytes(chance.randint(1, 20_000))),
        ("deep divs", lambda: b"<div>" * deep + sane),
        ("deep inline", lambda: b"<p><b><i><a href=x>x " * (deep // 4) + sane),
        ("many paragraphs", lambda: b"<p>A sentence of the article, said the mayor on Tuesday.</p>" * min(deep, 30_000)),
        ("long attribute", lambda: b'<p class="' + b"a " * deep * 5 + b'">x</p>' + sane),
        ("open style sheet", lambda: b"<style>" + b"@media{a{" * deep + b"</style>" + sane),
        ("open doctypes", lambda: b"<!DOCTYPE x [" * (deep // 2) + sane),
        ("entities", lambda: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + sane + b"&b;" * 999),
        ("file entity", lambda: b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>&a;</p>' + sane),
        ("include", lambda: b'<xi:include href="/etc/passwd" parse="text"/><iframe src="file:///etc/passwd"></iframe>' + sane),
        ("deep json", lambda: b'<script type="application/ld+json">' + b"[" * deep + b"</script>" + sane),
        ("wide json", lambda: b'<script type="application/ld+json">[' + b'{"@type":"Article"},' * (deep // 2) + b"{}]</script>" + sane),
        ("strange charset", lambda: b'<meta charset="' + chance.choice(_CHARSETS) + b'">' + sane),
        ("zeros", lambda: b"\0" * deep + sane),
        ("table", lambda: b"<table>" + b"<tr><td>x<td>" * min(deep, 20_000) + sane),
        ("brackets", lambda: b"<" * deep + sane),
        ("one long word", lambda: b"<p>" + b"a" * 900_000 + b"</p>" + sane),
        ("one long line", lambda: b"<p>" + b"a. " * 300_000 + b"</p>"),
        ("too large", lambda: sane * 400),
    )  # fmt: skip
    name, make = monsters[number * 3 % len(monsters) if number % 2 else 0]
    return Input("html", make(), name)


def _feed(number: int, chance: random.Random) -> Input:
    items = "".join(f"<item><link>https://n.example/{each}</link><title>T{each}</title></item>" for each in range(20))
    sane = f'<rss version="2.0"><channel><title>C</title>{items}</channel></rss>'.encode()
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 12))
    deep = chance.randint(1_000, 90_000)
    monsters: tuple[tuple[str, Callable[[], bytes]], ...] = (
        ("mutated", lambda: _mutated(sane, chance)),
        ("laughs", lambda: b'<!DOCTYPE x [<!ENTITY l0 "ha">' + laughs + b"]>" + sane.replace(b"T1", b"&l11;")),
        ("file entity", lambda: b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + sane.replace(b"T1", b"&a;")),
        ("entity in utf-16", lambda: (_FILE_ENTITY + sane.decode().replace("T1", "&a;")).encode("utf-16")),
        ("deep xml", lambda: b"<rss><channel>" + b"<item>" * deep),
        ("deep json", lambda: b'{"version":"https://jsonfeed.org/version/1.1","items":' + b"[" * deep),
        ("wide json", lambda: json.dumps({"items": [{"url": "https://n.example/a", "content_html": "<p>" * 999}] * 2_000}).encode()),
        ("strange json", lambda: json.dumps({"items": [chance.choice(_STRANGE) for _ in range(9)]}).encode()),
        ("random bytes", lambda: chance.randbytes(5_000)),
        ("local links", lambda: sane.replace(b"https://n.example/", b"file:///etc/passwd?")),
        ("dates", lambda: sane.replace(b"<title>T", b"<pubDate>" + b"9" * 9_999 + b"</pubDate><title>T")),
    )  # fmt: skip
    name, make = monsters[number % len(monsters)]
    return Input("feed", make(), name)


def _archive(number: int, chance: random.Random) -> Input:
    data = io.BytesIO()
    names = (
        "../evil.txt",
        "/evil.txt",
        "a/../../evil.txt",
        "..\\evil.txt",
        "C:\\evil.txt",
        "evil.zip",
        "a.txt",
        "b.html",
        "c.pdf",
        "d.eml",
    )
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in chance.sample(names, 4):
            bomb = chance.random() < 0.3
            archive.writestr(name, b"0" * 40_000_000 if bomb else _mutated(_sane(chance), chance))
        if number % 5 == 0:
            for each in range(12_000):
                archive.writestr(f"n{each}.txt", b"")
    packed = data.getvalue()
    return Input("zip", _mutated(packed, chance) if number % 3 == 1 else packed, f"zip {number}")


def _pdf(number: int, chance: random.Random) -> Input:
    pages = b"".join(b"%d 0 obj<</Type/Page/Parent 2 0 R>>endobj\n" % (each + 3) for each in range(5))
    sane = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R 2 0 R]/Count 5>>endobj\n"
        + pages
    )
    loops = (
        b"4 0 obj<</Length 99999999/Filter["
        + b"/FlateDecode" * chance.randint(1, 999)
        + b"]>>stream\n"
        + chance.randbytes(999)
        + b"endstream endobj\n"
    )
    whole = (
        sane
        + loops
        + b"trailer<</Root 1 0 R/Size 99999999/Prev 9>>\nstartxref\n"
        + str(chance.randrange(9_999)).encode()
        + b"\n%%EOF"
    )
    return Input("pdf", whole if number % 4 == 0 else _mutated(whole, chance), f"pdf {number}")


def _mail(number: int, chance: random.Random) -> Input:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (each, each)
        for each in range(chance.randint(1, 2_000))
    )
    plain = (
        b"From: =?utf-8?B?"
        + chance.randbytes(30)
        + b"?= <a@b>\nSubject: "
        + b"=?x?q?a?= " * 99
        + b"\nDate: yesterday\nContent-Type: text/html; charset=hex\n\n"
        + _sane(chance)
    )
    return Input("eml", (nested, _mutated(plain, chance), plain, chance.randbytes(9_000))[number % 4], f"mail {number}")


def _address(number: int, chance: random.Random) -> Input:
    host = _SPELLINGS[number % len(_SPELLINGS)]
    scheme = chance.choice(["http", "https", "HTTP"]) if number % 3 else "http"
    return Input("address", b"", f"{scheme}://{host}:PORT/{chance.choice(['', '?a=b', '#x', '..%2f'])}")


def _redirect(number: int, chance: random.Random) -> Input:
    host = _SPELLINGS[(number * 7) % len(_SPELLINGS)]
    other = (
        "file:///etc/passwd",
        "gopher://127.0.0.1:PORT/",
        "//127.0.0.1:PORT/",
        "http:127.0.0.1:PORT",
        "data:text/html,root:",
        "\\\\127.0.0.1:PORT\\x",
    )
    return Input("redirect", b"", f"http://{host}:PORT/" if number % 4 else chance.choice(other))
