"""What was published: articles, the passages they are cut into, and the library that keeps them."""
