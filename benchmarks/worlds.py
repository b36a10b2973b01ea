"""The databases that are measured in, each made when the first measurement asks for it."""

import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import wraps

from django.core.management import call_command
from django.db import connection

from . import nation
from .district import load
from .place import Size
from .rows import take_stock


@dataclass(frozen=True)
class Scale:
    """How large everything is that is measured."""

    district: Size
    few: int  # schools of a small district
    many: int  # schools of a large one, of which all but `few` have nothing but summaries
    nation: int  # schools
    people: int  # in one import
    rows: int  # in one export
    rounds: int  # of what takes long
    short_rounds: int


SCALES = {
    "full": Scale(Size(), 50, 5000, 190_000, 10_000, 120_000, 3, 9),
    "small": Scale(Size(schools=20), 10, 200, 2_000, 500, 5_000, 3, 5),
}


def database(fill):
    """Makes of a function that fills an empty database one that enters it, filled once."""

    @wraps(fill)
    @contextmanager
    def enter(self):
        name = fill.__name__
        if name not in self.filled:
            self.filled[name] = self.make(name, fill)
        with inside(name):
            yield

    return enter


@contextmanager
def inside(name):
    """Speak to another database of the same server."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


class Worlds:
    def __init__(self, scale):
        self.scale = scale
        self.filled = {}  # name → seconds it took

    def make(self, name, fill):
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        with inside(name):
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
            began = time.perf_counter()
            fill(self)
            take_stock()
            took = time.perf_counter() - began
        print(f"{name}: filled in {took:.0f} s", file=sys.stderr)
        return took

    @database
    def district(self):
        load(self.scale.district)

    @database
    def few(self):
        load(replace(self.scale.district, schools=self.scale.few))
        nation.summaries_of_all()

    @database
    def many(self):
        load(replace(self.scale.district, schools=self.scale.few))
        nation.summaries_of_all()
        nation.more_schools(self.scale.many - self.scale.few)

    @database
    def nation(self):
        nation.load(self.scale.nation)
