"""The digest: what is new, told as stories, at the hour that a channel chose."""
