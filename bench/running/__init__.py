"""`footnote serve` under faults, load and growth."""
