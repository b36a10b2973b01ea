"""What stored numbers say: sentences and tables, the same for page, paper and file."""
