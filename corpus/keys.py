"""What an article's key and stamp say of where it came from: the corpus folder, an added place, the web, an import."""

WEB_STAMP, WEB_TEXT_STAMP = "web", "web-text"
"""The stamps of web articles: of those that were told from their page, and of those read as a text, such as a PDF."""


IMPORTED_STAMP = "imported:"
"""How the stamps of files' articles begin that came from elsewhere: a folder that hasn't their file doesn't take them along."""


def added_key(path: str) -> str:
    """The key under which the articles of an added folder or file stand: no key of the corpus folder begins so."""
    return f"file://{path}"


def is_of_corpus_folder(key: str) -> bool:
    """Whether an article's key is that of a file in the corpus folder, rather than of the web or an added place."""
    return not key.startswith(("http://", "https://", "file://"))


def is_imported(stamp: str) -> bool:
    """Whether an article came without its file; a file of its name takes its place."""
    return stamp.startswith(IMPORTED_STAMP)


def is_of_web(key: str) -> bool:
    """Whether an article's key is its address on the web."""
    return key.startswith(("http://", "https://"))
