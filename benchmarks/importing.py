"""Which packages a web process takes memory for: `python -m benchmarks.importing`."""

import importlib._bootstrap as loading
import os
from collections import Counter

from .measuring import memory

MOST = 12
grown, inner = Counter(), []  # package → MiB; what each module that is being loaded has brought in
load = loading._load_unlocked


def noted(spec):
    before = held()
    inner.append(0.0)
    try:
        return load(spec)
    finally:
        all_of_it = held() - before
        grown[spec.name.partition(".")[0]] += all_of_it - inner.pop()
        if inner:
            inner[-1] += all_of_it


def held():
    return memory(os.getpid(), "Pss")


def main():
    loading._load_unlocked = noted
    from . import web  # noqa: F401

    told = [f"{package} {size:.1f}" for package, size in grown.most_common(MOST)]
    print(", ".join([*told, f"all together {held():.0f}"]))


if __name__ == "__main__":
    main()
