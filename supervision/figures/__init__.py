"""Where the lines of a figure run: numbers in, numbers out, nothing of the framework."""
