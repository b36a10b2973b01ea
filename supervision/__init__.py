"""Looking at teaching: cycles, visits, feedback. Imports from the floors below only."""
