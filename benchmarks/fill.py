"""Fill the database that DATABASE_URL names: `python -m benchmarks.fill --schools 50`."""

import argparse
import os
import time
from dataclasses import fields

import django


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from .district import load
    from .place import Size
    from .rows import take_stock

    asked = argparse.ArgumentParser(description="Write a made-up district into the database.")
    for field in fields(Size):
        asked.add_argument(f"--{field.name.replace('_', '-')}", type=int, default=field.default)
    began = time.perf_counter()
    load(Size(**vars(asked.parse_args())))
    take_stock()
    print(f"filled in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
