"""Rows of the floors below as tidy frames. Only workers come here: a page reads stored numbers."""
