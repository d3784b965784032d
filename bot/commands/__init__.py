"""The footnote command, a module for each group of its subcommands."""
