"""Is each statement supported by what it cites? Rules that both generators pass through, and a score."""
