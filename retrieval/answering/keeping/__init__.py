"""Readings of whole articles kept on disk: a cache beside the index, made again from the library whenever it is lost."""
