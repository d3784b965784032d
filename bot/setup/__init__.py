"""Setting up: the questions that `footnote init` asks, and what `footnote check` finds."""
