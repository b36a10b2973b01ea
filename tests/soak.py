"""Seed and length of the random runs: short in `make test`, long in `make soak`."""

import os
import random

SEED = int(os.environ.get("SEED") or random.SystemRandom().randrange(10**9))
ROUNDS = int(os.environ.get("ROUNDS") or 1)


def dice(name):
    """A generator of its own for each run, so that adding one run changes no other."""
    return random.Random(f"{SEED} {name}")


def report(name, **figures):
    said = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in figures.items())
    print(f"\n{name}: seed {SEED}, {said}")
