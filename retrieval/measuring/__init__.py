"""The measures of a candidate passage, a module for each kind."""
