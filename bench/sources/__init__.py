"""Articles from pages and feeds: how many, how well, what kills and hostile inputs do."""
