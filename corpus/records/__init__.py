"""The library's tables, a module for each kind of record: what is read and written in one transaction."""
