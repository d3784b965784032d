"""Inflate: compressed bytes made plain, up to a limit and no further; pure."""

import zlib

from corpus.errors import FetchError

_BLOCK = 1 << 16
_WINDOWS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS}
ACCEPTED = "gzip, deflate"


class Inflater:
    """Takes the parts of a body as they come; `plain` holds what they are. Raises FetchError at the limit or for rubbish."""

    def __init__(self, encoding: str, limit: int) -> None:
        self._coding = encoding.strip().lower()
        self._limit = limit
        self._raw = 0
        self._inflate: zlib._Decompress | None = None
        self.plain = bytearray()
        if self._coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FetchError(f"is packed as {self._coding[:20]!r}, which was not asked for")

    def take(self, part: bytes) -> None:
        """The next part of the body."""
        self._raw += len(part)
        if self._raw > self._limit:
            raise self._too_large()
        if self._coding in ("", "identity"):
            self._keep(part)
            return
        if self._inflate is None:
            self._inflate = zlib.decompressobj(_WINDOWS.get(self._coding) or _deflate_window(part))
        try:
            self._keep_all(self._inflate, part)
        except zlib.error as error:
            raise FetchError("is packed in a way that can't be read") from error

    def _keep_all(self, inflate: "zlib._Decompress", part: bytes) -> None:
        while part and not inflate.eof:
            self._keep(inflate.decompress(part, _BLOCK))
            part = inflate.unconsumed_tail

    def _keep(self, plain: bytes) -> None:
        self.plain += plain
        if len(self.plain) > self._limit:
            raise self._too_large()

    def _too_large(self) -> FetchError:
        return FetchError(f"is larger than {self._limit / 1e6:,.0f} MB")


def _deflate_window(part: bytes) -> int:
    """With its header or bare: servers send both as `deflate`."""
    has_header = len(part) > 1 and part[0] & 0x0F == zlib.DEFLATED and int.from_bytes(part[:2], "big") % 31 == 0
    return zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS
