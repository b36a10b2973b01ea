"""Pure calculations: plain Python in and out, no Django, no rows."""

"""How results come about: plain Python in and out, nothing of the framework."""
