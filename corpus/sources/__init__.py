"""The ways in: one module for each kind of source that articles come from."""
