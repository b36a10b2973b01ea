"""Promises that somebody could break: each test says one, in the way it was broken."""
