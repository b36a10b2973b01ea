"""Coming together: groups, meetings, practices. Imports from `staff` and `schools` only."""
