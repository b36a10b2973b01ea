"""How results come about: plain Python in and out, nothing of the framework."""
