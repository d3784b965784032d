"""Footnote on Discord: the only home of discord.py. Never run anything as a script from here: it would shadow the library."""
