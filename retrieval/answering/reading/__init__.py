"""What is read in a question and in the articles, before anything is chosen or compared."""
