"""Which figures of schools are told to whoever may not see each of them.

One tree for all pages, papers and files: the district, its clusters, their schools. So what the
page of a cluster keeps, a report of the district does not give away.
"""

from itertools import groupby

from ..calculations import disclosure
from ..calculations.disclosure import Part

WHOLE = "whole"


def hidden(counted, whole=None):
    """The keys of what is not told: schools, clusters as (“cluster”, key), and WHOLE.

    `counted` says of each school its key, its cluster and of how many people its figure is;
    `whole` is the number of people behind the sum, where that is not all of them.
    """
    counted = sorted(counted, key=lambda one: (one[1] is not None, one[1] or 0))
    parts = []
    for cluster, schools in groupby(counted, key=lambda one: one[1]):
        schools = tuple(Part(key, n) for key, _cluster, n in schools)
        if cluster is None:
            parts += schools
        else:
            parts.append(Part(("cluster", cluster), disclosure.people(schools), schools))
    n = disclosure.people(parts) if whole is None else whole
    return disclosure.hidden(Part(WHOLE, n, tuple(parts))) if parts else frozenset()
