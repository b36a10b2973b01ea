"""All that people wrote and stored, as one file that either database takes in again."""
