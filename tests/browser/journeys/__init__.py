"""The ways of real people through Sejawat, from the first page to what they came for.

    make journeys      # walks them all at both widths and in both languages, and writes the tables

Each test is one person's way. It taps and types as a thumb does, and what it took stands in
docs/journeys.md beside what it took at first.
"""
