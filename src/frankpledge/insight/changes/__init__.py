"""What may happen: files come in, views are saved, problems raised, packs frozen."""
