"""English, as far as reading a news page needs it: word lists and what they are made with."""


def words_of(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())


COMMON = words_of(
    "the a an of to in and or but is are was were be been has have had that this it its he she they we you i his "
    "her their "
    "our for on at by with as from not will would can could said who which what when where if there than then so "
    "into about "
    "after"
)
"""Words that running text is full of and link lines are not."""
