"""Decoding: bytes to text, as what they are, or not at all.

UTF-8 first, what a byte order mark says before that, then UTF-16 without a mark, then Windows-1252 where the result
reads like a Western text. Nothing else is guessed: a wrong guess would quote words that nobody wrote.
"""

import codecs
import re

from corpus.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE_BYTES = 65_536
_MOST_CONTROLS = 0.02
_MOST_NON_ASCII = 0.2
_MOST_ODD = 0.1
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_ODD = re.compile(r"[a-zß-ÿ][À-ÖØ-ÞŠŒŽŸ]|(?<=[A-Za-z])[^\x00-\x7fÀ-ÖØ-öø-ÿŠŒŽšœžŸ’‘–—…·®™\xa0\xad](?=[A-Za-z])")
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def decode(data: bytes) -> tuple[str, str | None]:
    """The text, and one line about what had to be left out of it, or None.

    Line ends stay as they are; a byte order mark isn't part of the text. Raises SourceError where the bytes are no
    text, or in no encoding that can be told for certain.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    if b"\0" in data:
        return _decode_unmarked_wide(data), None
    try:
        return _refuse_binary(data.decode("utf-8")), None
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(data):
            line = data.count(b"\n", 0, error.start) + 1
            note = f"line {line} is not UTF-8 throughout; what can't be read is shown as \N{REPLACEMENT CHARACTER}"
            return _refuse_binary(data.decode("utf-8", "replace")), note
    return _decode_western(data), None


def _decode_marked(data: bytes, encoding: str) -> tuple[str, str | None]:
    """The text of an encoding that the file itself names."""
    try:
        return _refuse_binary(data.decode(encoding)), None
    except UnicodeDecodeError as error:
        raise SourceError(f"begins as {encoding.upper()} but isn't throughout; save it as UTF-8") from error


def _decode_unmarked_wide(data: bytes) -> str:
    """UTF-16 of mostly Latin letters shows a zero in every second byte; any other file with zeros is no text."""
    even, odd = data[:_SAMPLE_BYTES:2].count(0), data[1:_SAMPLE_BYTES:2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if (
        len(data) % 2 == 0
        and max(even, odd) > 20 * min(even, odd)
        and max(even, odd) > min(len(data), _SAMPLE_BYTES) / 4
    ):
        try:
            return _refuse_binary(data.decode(encoding))
        except UnicodeDecodeError:
            pass
    raise SourceError("is a binary file, not text")


def _refuse_binary(text: str) -> str:
    """The text, unless it holds a NUL or too many control characters."""
    sample = text[:_SAMPLE_BYTES]
    if "\0" in text or len(_CONTROLS.findall(sample)) > _MOST_CONTROLS * len(sample):
        raise SourceError("is a binary file, not text")
    return text


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether nearly everything beyond ASCII is well-formed UTF-8, so that a few bytes are damaged."""
    good = sum(len(found) for found in _UTF8_SEQUENCE.findall(data))
    beyond = len(data) - len(data.translate(None, bytes(range(128, 256))))
    return good > 0 and (beyond - good) <= _MOST_ODD * beyond


def _decode_western(data: bytes) -> str:
    """Windows-1252, which holds Latin-1, where the result has the look of a Western language."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = None
    if text is None or not _reads_western(_refuse_binary(text)):
        raise SourceError("is not UTF-8, and its encoding can't be told for certain; save it as UTF-8")
    return text


def _reads_western(text: str) -> bool:
    """Whether letters with accents and curly quotes are as rare, and stand where, a Western text has them."""
    beyond = len(_NON_ASCII.findall(text))
    return beyond <= _MOST_NON_ASCII * len(text) and len(_ODD.findall(text)) <= _MOST_ODD * beyond
