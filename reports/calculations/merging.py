"""Numbers of several schools as one: sums that add up, in any order and any grouping."""


def merged(numbers):
    """Add up nested dicts of whole numbers. What only some of them hold counts for those."""
    total = {}
    for one in numbers:
        total = _added(total, one)
    return total


def _added(first, second):
    found = dict(first)
    for key, value in second.items():
        if isinstance(value, dict):
            found[key] = _added(found.get(key, {}), value)
        else:
            found[key] = found.get(key, 0) + value
    return found
