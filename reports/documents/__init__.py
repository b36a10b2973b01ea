"""The paper of a report: its sentences and its tables, under a letterhead."""
