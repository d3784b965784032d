"""Which sentences of the articles are said, and how they read alone."""
