import codecs
import gzip
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import SourceError
from corpus.sources.decoding import decode

FRENCH = "L’élève a déjà été reçu à l’hôtel, dit-elle : « c’est où ? »\r\nLa mairie n’a rien confirmé.\n" * 3
GERMAN = "Die Größe der Straße wäre übrigens für München nichts Außergewöhnliches.\n" * 3
ENGLISH = "The company’s “new” plan costs £14.3 million – about 14% more than last year’s…\n" * 3
RUSSIAN = "Компания подтвердила, что уволила двести сотрудников.\n" * 3
JAPANESE = "同社は二百人の従業員を解雇したと確認した。\n" * 3


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf_8_is_read_character_for_character(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decode(text.encode("utf-8")) == (text, None)


def test_line_ends_stay_as_they_are() -> None:
    assert decode(b"one\r\ntwo\rthree\nfour")[0] == "one\r\ntwo\rthree\nfour"


@pytest.mark.parametrize("text", [FRENCH, GERMAN, ENGLISH, RUSSIAN, JAPANESE])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_is_believed_and_is_not_part_of_the_text(text: str, mark: bytes, encoding: str) -> None:
    assert decode(mark + text.encode(encoding)) == (text, None)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [FRENCH, GERMAN, ENGLISH])
def test_utf_16_of_latin_letters_is_read_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, None)


@pytest.mark.parametrize("text", [FRENCH, GERMAN, ENGLISH])
def test_windows_1252_is_read_where_the_text_reads_western(text: str) -> None:
    assert decode(text.encode("cp1252")) == (text, None)


def test_latin_1_is_read_as_its_superset() -> None:
    assert decode(GERMAN.encode("latin-1")) == (GERMAN, None)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift-jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "gb18030"),
        (FRENCH.replace("’", "'"), "mac-roman"),
        (GERMAN, "mac-roman"),
    ],
)
def test_what_can_not_be_told_for_certain_is_named_and_not_guessed(text: str, encoding: str) -> None:
    with pytest.raises(SourceError, match="save it as UTF-8"):
        decode(text.encode(encoding))


def test_a_few_damaged_bytes_are_shown_as_such_and_told() -> None:
    good = RUSSIAN.encode("utf-8")
    text, note = decode(good + b"\xff\xfe damaged\n" + good)
    assert text == RUSSIAN + "\ufffd\ufffd damaged\n" + RUSSIAN
    assert note is not None
    assert "line 4" in note


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_that_is_followed_by_something_else_is_told(encoding: str) -> None:
    with pytest.raises(SourceError, match="throughout"):
        decode("One. ".encode(encoding) + b"\xff\xff\xff")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"text with a \x00 in it",
        gzip.compress(ENGLISH.encode(), mtime=0),
        random.Random(1).randbytes(5000),
        b"\x01\x02\x03\x04\x05\x06",
        "one\0two".encode("utf-16"),
        b"\x00" * 100,
    ],
)
def test_a_binary_file_is_not_taken_for_text(data: bytes) -> None:
    with pytest.raises(SourceError):
        decode(data)


@given(st.binary())
def test_any_bytes_are_text_without_surrogates_and_zeros_or_refused(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except SourceError:
        return
    text.encode("utf-8")
    assert "\0" not in text
