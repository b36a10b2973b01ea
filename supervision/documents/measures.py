"""Means, spreads and counts of a cycle, from exact percents."""

from functools import cached_property


class Measures:
    """One number per measurement; None where nobody, or nobody to compare with, was measured."""

    def __init__(self, results):
        self.columns = [
            [person.percents[at] for person in results.people if person.percents[at] is not None]
            for at in range(len(results.measurements))
        ]
        self.people = results.people

    @cached_property
    def counts(self):
        return [len(column) for column in self.columns]

    @cached_property
    def means(self):
        return [mean(column) for column in self.columns]

    @cached_property
    def spreads(self):
        """From the lowest to the highest; one person alone has no spread."""
        return [max(column) - min(column) if len(column) > 1 else None for column in self.columns]

    @cached_property
    def paired(self):
        """First and last percent of the people who have both: only they can have changed."""
        if len(self.columns) < 2:
            return []
        ends = [(person.percents[0], person.percents[-1]) for person in self.people]
        return [pair for pair in ends if None not in pair]

    @cached_property
    def mean_change(self):
        return mean([last - first for first, last in self.paired])


def mean(values):
    return sum(values) / len(values) if values else None
