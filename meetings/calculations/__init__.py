"""Pure calculations: plain Python in and out, no Django, no rows."""
