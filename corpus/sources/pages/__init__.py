"""One web page, as bytes, into the article on it: what is seen, what is known of it, and what is left out and why; pure."""
