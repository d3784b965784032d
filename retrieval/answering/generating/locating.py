"""Where quoted words stand in a text, however quotation marks, dashes, spaces and capitals are written. Pure."""

import unicodedata

_ONE_MARK = str.maketrans(dict.fromkeys('“”"‘’`´„‟', "'") | dict.fromkeys("–—−‐‑", "-"))


def locate(quote: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """The half-open range of `text` between `start` and `end` that has the words of `quote`, or None."""
    wanted, _ = _plain(quote, 0)
    wanted = wanted.strip(" .,;:…'")
    found, places = _plain(text[start:end], start)
    at = found.find(wanted) if wanted else -1
    if at < 0:
        return None
    return places[at], places[at + len(wanted) - 1] + 1


def _plain(text: str, offset: int) -> tuple[str, list[int]]:
    """The text with everything written one way, and for each of its characters where it came from."""
    plain: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text, start=offset):
        if unicodedata.category(char) in {"Cf", "Cc"} and char not in "\n\t\r":
            continue
        if char.isspace():
            if plain and plain[-1] == " ":
                continue
            plain.append(" ")
            places.append(place)
            continue
        for folded in char.translate(_ONE_MARK).casefold():
            plain.append(folded)
            places.append(place)
    return "".join(plain), places
