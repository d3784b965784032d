import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.addresses import canonical, is_web_address

SAME = [
    "https://News.Example/a",
    "https://news.example:443/a",
    "https://news.example/a#comments",
    "https://news.example/a?utm_source=feed&utm_medium=rss",
    "https://reader:secret@news.example./a",
    "https://news.example/%61",
]


@pytest.mark.parametrize("address", SAME)
def test_addresses_of_one_page_have_one_form(address):
    assert canonical(address) == "https://news.example/a"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://n.example/a", "https://n.example/A"),
        ("https://n.example/?id=1", "https://n.example/?id=2"),
        ("https://n.example/a%2Fb", "https://n.example/a/b"),
        ("http://n.example/a", "https://n.example/a"),
    ],
)
def test_addresses_of_two_pages_stay_two(one, other):
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "news",
        "file:///etc/passwd",
        "ftp://n.example/",
        "javascript:alert(1)",
        "http://",
        "http://a b/",
        "http://n.example:x/",
        "http://[::1/",
        "https://n.example/\nHost: x",
    ],
)
def test_what_is_not_on_the_web_is_no_address(text):
    assert not is_web_address(text)
    with pytest.raises(ValueError, match="address"):
        canonical(text)


@given(st.text("abc/%?=&é.-", max_size=20))
def test_the_one_form_is_its_own(rest):
    once = canonical(f"https://n.example/{rest}")
    assert canonical(once) == once
