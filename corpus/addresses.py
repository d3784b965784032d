"""Addresses on the web: which are articles' addresses at all, and the one form of those that lead to the same page; pure."""

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

LONGEST_ADDRESS = 2_000

_DEFAULT_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_ga|_gl|ncid|cmpid?|smid|ocid|ito|ref_?src|guccounter|"
    r"sh|spm|s_cid|icid|xtor|at_(?:medium|campaign|custom\d|format|link_\w+|ptr_name|bbc_team)",
    re.IGNORECASE,
)
_SAFE_PATH = "/:@!$&'()*+,;=~-._%"
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


def is_web_address(text: str) -> bool:
    """Whether the text is an http(s) address with a host, without white space or control characters."""
    if len(text) > LONGEST_ADDRESS or re.search(r"[\s\x00-\x20\x7f]", text):
        return False
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme.lower() in _DEFAULT_PORTS and bool(parts.hostname)


def canonical(address: str) -> str:
    """The one form of an address: host in lower case, no default port, no fragment, no tracking, no name or password.

    After RFC 3986, section 6.2.2; what follows `?` keeps its order. Raises ValueError where it is no web address.

    >>> canonical("HTTPS://News.Example:443/a?utm_source=mail#top")
    'https://news.example/a'
    """
    if not is_web_address(address):
        raise ValueError("not an http or https address")
    parts = urlsplit(address)
    scheme = parts.scheme.lower()
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    if ":" in host:
        host = f"[{host}]"
    if parts.port and parts.port != _DEFAULT_PORTS[scheme]:
        host = f"{host}:{parts.port}"
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    query = parts.query if len(pairs) == len(parts.query.split("&")) else urlencode(pairs)
    path = quote(_ESCAPE.sub(_plain_escape, parts.path), safe=_SAFE_PATH) or "/"
    return urlunsplit((scheme, host, path, query, ""))


def _plain_escape(match: re.Match[str]) -> str:
    """An escape as it is written where it must be, else the character that it stands for."""
    character = chr(int(match[1], 16))
    return character if _UNRESERVED.match(character) else match[0].upper()
