"""People of a school: persons and their placements. Imports from `schools` only."""
