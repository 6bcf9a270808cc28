"""The action plan as a document: what its tables mean, what is wrong with it, and how to write it out again."""
