"""The terminal: answers, articles, sources and figures as a person reads them there."""
