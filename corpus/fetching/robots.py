"""robots.txt: what a site asks programs not to fetch, and how long to wait between two requests (RFC 9309); pure."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

LARGEST_BYTES = 512_000
LONGEST_DELAY_SECONDS = 30.0
_NAME = "footnote"
_ESCAPED = re.compile(r"%[0-9a-fA-F]{2}")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A path, with `*` for anything and `$` for the end, and whether it may be fetched."""

    path: str
    is_allowed: bool

    def matches(self, path: str) -> bool:
        """Whether the rule is about this path. By hand: a regular expression of many stars could take forever."""
        pattern = self.path
        is_anchored = pattern.endswith("$")
        pieces = (pattern[:-1] if is_anchored else pattern).split("*")
        if not path.startswith(pieces[0]):
            return False
        place = len(pieces[0])
        for piece in pieces[1:-1]:
            place = path.find(piece, place)
            if place < 0:
                return False
            place += len(piece)
        if len(pieces) == 1:
            return not is_anchored or place == len(path)
        if is_anchored:
            return path.endswith(pieces[-1]) and len(path) - len(pieces[-1]) >= place
        return path.find(pieces[-1], place) >= 0


@dataclass(frozen=True, slots=True)
class Robots:
    """What one site asks for. `delay_seconds` is the time between two requests, half a minute at most; None for no wish."""

    rules: tuple[_Rule, ...] = ()
    delay_seconds: float | None = None

    def allows(self, address: str) -> bool:
        """Whether the address may be fetched: the longest rule decides, and of two as long the one that allows."""
        parts = urlsplit(address)
        path = _plain((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        if path == "/robots.txt":
            return True
        matching = [rule for rule in self.rules if rule.path and rule.matches(path)]
        best = max(matching, key=lambda rule: (len(rule.path), rule.is_allowed), default=None)
        return best is None or best.is_allowed


EVERYTHING = Robots()
NOTHING = Robots((_Rule("/", is_allowed=False),))


def read_robots(data: bytes) -> Robots:
    """The rules for us in a robots.txt: those of groups that name us, else of those for all. Never raises."""
    own: list[tuple[str, str]] = []
    for_all: list[tuple[str, str]] = []
    agents: list[str] = []
    is_in_rules = False
    has_own = False
    for line in data[:LARGEST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff").splitlines():
        key, _, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            agents = [*([] if is_in_rules else agents), value.lower()]
            is_in_rules = False
            has_own = has_own or _is_ours(value.lower())
        elif key in ("allow", "disallow", "crawl-delay"):
            is_in_rules = True
            if any(map(_is_ours, agents)):
                own.append((key, value))
            elif "*" in agents:
                for_all.append((key, value))
    return _robots(own if has_own else for_all)


def _is_ours(agent: str) -> bool:
    return agent.partition("/")[0].strip() == _NAME


def _robots(lines: list[tuple[str, str]]) -> Robots:
    rules = tuple(_Rule(_plain(value), key == "allow") for key, value in lines if key != "crawl-delay" and value)
    delays = [
        float(value) for key, value in lines if key == "crawl-delay" and re.fullmatch(r"\d{1,6}(?:\.\d{1,3})?", value)
    ]
    return Robots(rules, min(delays[0], LONGEST_DELAY_SECONDS) if delays else None)


def _plain(path: str) -> str:
    """A path in one form: escapes in upper case, everything else that needs one escaped."""
    return quote(_ESCAPED.sub(lambda match: match[0].upper(), path), safe="/:@!$&'()*+,;=~-._%?#[]")
