"""From ranked passages to an answer whose every statement is cited, or to an abstention."""
