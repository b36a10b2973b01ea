"""How percents are kept in sums: in whole millionths of a point, so that any order of adding
gives the same."""

POINT = 1_000_000
ALL = "all"  # the whole instrument, beside its stages
