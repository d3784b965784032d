"""Identity: an article's id, from the key that names it in its source. Pure."""

import hashlib
import re
import unicodedata

LONGEST_ID = 80

_PLAIN = re.compile(rf"[A-Za-z0-9_][A-Za-z0-9._-]{{0,{LONGEST_ID - 1}}}")
_HASHED = re.compile(r"--[0-9a-f]{16}\Z")
_OTHER = re.compile(r"[^A-Za-z0-9._]+")


def article_id(key: str) -> str:
    """The id of the article with this key: at most 80 ASCII letters, digits, dots, underscores and hyphens.

    A plain name at the top of its folder stays readable: `name.txt` becomes `name`, `name.md` stays `name.md`. Every
    other key becomes what is readable of it, two hyphens and 16 hexadecimal digits of its SHA-256. The id depends on
    the key alone, whatever else there is, and no two keys share one: a plain name that looks like an id of the other
    kind becomes one.
    """
    stem = key.removesuffix(".txt")
    plain = key if key.endswith(".md") else stem if stem != key and not stem.endswith(".md") else ""
    if _PLAIN.fullmatch(plain) and not _HASHED.search(plain):
        return plain
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    ascii_key = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii")
    readable = _OTHER.sub("-", ascii_key).strip("-.")[: LONGEST_ID - len(digest) - 2].strip("-.")
    return f"{readable or 'article'}--{digest}"
