"""Which rules articles are read by: what was read by others is read anew."""

import hashlib
import unicodedata
from functools import lru_cache
from importlib import resources
from importlib.metadata import version

_READ_BY = ("retrieval.answering.keeping", "retrieval.answering.reading", "retrieval.language")
"""Packages whose modules and tables decide what is found in an article."""


@lru_cache(maxsize=1)
def rules() -> str:
    """Names the rules: a change of any module or table that articles are read by, or of what stems words, is another name."""
    digest = hashlib.blake2b(digest_size=16)
    for package in _READ_BY:
        for each in sorted(resources.files(package).iterdir(), key=lambda path: path.name):
            if each.name.endswith((".py", ".txt")):
                digest.update(each.name.encode() + b"\0" + each.read_bytes() + b"\0")
    digest.update(f"{version('PyStemmer')} {unicodedata.unidata_version}".encode())
    return digest.hexdigest()
