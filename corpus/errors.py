"""What can go wrong with articles and the library.

CorpusError
├── SourceError            a folder, a file, a page or a feed of articles can't be used
│   ├── MetadataError      what is said of the articles is wrong
│   └── FetchError         nothing is to be had from an address on the web
└── LibraryError           the library can't be used
    ├── LibraryTooNew      made by a newer version of Footnote
    ├── LibraryReadOnly    needs to be written and can't be
    ├── LibraryFull        the disk has no room left
    ├── LibraryDamaged     its file is not what was written to it
    └── LibraryBusy        another process is bringing it up to date

The message of each is one line for the person at the keyboard: what is wrong, and what to do.
"""


class CorpusError(Exception):
    """Anything wrong with articles or the library."""


class SourceError(CorpusError):
    """A folder, a file, a page or a feed of articles can't be used."""


class MetadataError(SourceError):
    """What a metadata file or a front matter says is wrong."""


class FetchError(SourceError):
    """Nothing is to be had from an address on the web; the message says why, without the address.

    `status` is that of the web server's answer, `retry_after_seconds` how long it asks to wait; `is_refused` says that
    its site asks programs not to fetch it.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        retry_after_seconds: float | None = None,
        is_refused: bool = False,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after_seconds = retry_after_seconds
        self.is_refused = is_refused

    @property
    def is_answer(self) -> bool:
        """Whether a web server answered."""
        return self.status is not None

    @property
    def is_busy(self) -> bool:
        """Whether its site asks to be left alone for a while, which is no fault of it."""
        return self.retry_after_seconds is not None

    @property
    def is_missing(self) -> bool:
        """Whether there is nothing at the address."""
        return self.status in (404, 410)

    @property
    def is_gone(self) -> bool:
        """Whether there will be nothing at the address any more."""
        return self.status == 410

    @property
    def is_fault_of_server(self) -> bool:
        """Whether the server has a fault of its own, or too much to do."""
        return self.status is not None and (self.status >= 500 or self.status == 429)


class LibraryError(CorpusError):
    """The library can't be used."""


class LibraryTooNew(LibraryError):
    """The data folder was made by a newer version."""


class LibraryReadOnly(LibraryError):
    """The data folder needs to be written and can't be."""


class LibraryFull(LibraryError):
    """The disk that holds the data folder has no room left."""


class LibraryDamaged(LibraryError):
    """The library's file is not what was written to it, or never was a library."""


class LibraryBusy(LibraryError):
    """Another process is bringing the library up to date."""
