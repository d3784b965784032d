"""What can go wrong between a question and its answer.

RetrievalError
├── QuestionError      the question can't be asked as it stands
├── EmbedderError      the embedder named in the settings can't be used
├── ModelError         the language model gave no answer that can be used
│   ├── ModelUnavailable    it is down, slow, or over its limits
│   ├── ModelMisconfigured  the key, the model's name or the address is wrong
│   ├── ModelRefused        it would not answer
│   └── ModelUnusable       its answer broke off, or is not in form
└── IndexUnavailable   the index can't be used by this process
    ├── IndexOwned     another process owns it
    ├── IndexDamaged   its files are not what was written; it is rebuilt from the library
    ├── IndexReadOnly  needs to be written and can't be
    └── IndexFull      the disk has no room left

The message of each is one line for the person who asked: what is wrong, and what to do.
"""


class RetrievalError(Exception):
    """Anything wrong between a question and its answer."""


class QuestionError(RetrievalError):
    """The question is empty, too long, or not text."""


class EmbedderError(RetrievalError):
    """The embedder named in the settings can't be used."""


class ModelError(RetrievalError):
    """The language model gave no answer that can be used."""


class ModelUnavailable(ModelError):
    """The language model is down, slow, or over its limits."""


class ModelMisconfigured(ModelError):
    """The key, the model's name or the address in the settings is wrong."""


class ModelRefused(ModelError):
    """The language model would not answer."""


class ModelUnusable(ModelError):
    """The language model's answer broke off, or is not in form."""


class IndexUnavailable(RetrievalError):
    """The index can't be used by this process."""


class IndexOwned(IndexUnavailable):
    """Another process owns the index; the message names it."""


class IndexDamaged(IndexUnavailable):
    """The index's files are not what was written to them."""


class IndexReadOnly(IndexUnavailable):
    """The index needs to be written and can't be."""


class IndexFull(IndexUnavailable):
    """The disk that holds the index has no room left."""
