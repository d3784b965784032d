import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.invisible import without_invisible

SEEN = [
    "Premiê diz que não há “plano B” – e agora?",
    "می‌خواهم بدانم",  # a joiner that Persian needs
    "क्‍ष is one letter",
    "A family 👨‍👩‍👧 at the sea ☀️",
    "日本語の見出し、そして韓国어 제목",
    "Цены выросли на 14 %",
    "ราคาน้ำมันขึ้น",
    "Line one\n\tline two\r\n",
    "שלום לכולם",
]


@pytest.mark.parametrize("text", SEEN)
def test_what_is_seen_stays(text):
    assert without_invisible(text) == text


@pytest.mark.parametrize(
    "code", [0xE0041, 0xE007F, 0x200B, 0x2060, 0xFEFF, 0x202E, 0x2066, 0xAD, 0xFE01, 0x0, 0x1B, 0x180E]
)
def test_what_is_not_seen_goes(code):
    assert without_invisible(f"fer{chr(code)}ry") == "ferry"


@given(st.text(st.characters(min_codepoint=0xE0000, max_codepoint=0xE007F), min_size=1), st.text("abc é"))
def test_words_written_in_tags_never_stay(hidden, seen):
    assert without_invisible(seen + hidden) == seen


@given(st.text())
def test_what_was_cleaned_once_is_clean(text):
    once = without_invisible(text)
    assert without_invisible(once) == once
