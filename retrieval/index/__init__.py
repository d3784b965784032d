"""What is searched: caches of the library, which can be made again from it."""
