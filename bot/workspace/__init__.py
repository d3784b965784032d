"""What the settings name, opened: library, index, embedder, language model, store."""
