"""What touches several rows at once, one transaction each."""
