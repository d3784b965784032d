"""Which articles say the same, and which say otherwise on the point of a question."""
