"""`footnote serve`: the parts that run side by side, and what they stand on."""
