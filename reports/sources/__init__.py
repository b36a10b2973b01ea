"""Rows of the floors below as dicts, and what was measured as a frame.

Only workers come here: a page reads stored numbers.
"""
