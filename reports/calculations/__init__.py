"""Figures of reports: pure functions over plain numbers and frames."""
