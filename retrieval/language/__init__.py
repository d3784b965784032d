"""What is known of English: words and their stems, names, numbers, dates. Pure; knows nothing of articles."""
