"""What can go wrong with articles and the library.

CorpusError
├── SourceError            a folder or a file of articles can't be used
│   └── MetadataError      what is said of the articles is wrong
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
    """A folder or a file of articles can't be used."""


class MetadataError(SourceError):
    """What a metadata file or a front matter says is wrong."""


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
