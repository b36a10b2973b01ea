"""A school's own lists of levels. What supports are counted by already keeps its words."""

from django.db import transaction
from django.utils.text import slugify

from ..models import LevelSet


def free_code(taken, wanted, longest):
    """The wanted code, or with a number behind it if somebody has it already."""
    wanted = (slugify(wanted) or "lain")[:longest]
    code, number = wanted, 1
    while code in taken:
        number += 1
        code = f"{wanted[: longest - 5].rstrip('-_')}-{number}"
    return code


def keys_of(school):
    return set(LevelSet.objects.filter(school=school).values_list("key", flat=True))


@transaction.atomic
def copy_levels(level_set, school):
    """The library's list, or another one, as a list of the school's own."""
    return LevelSet.objects.create(
        school=school,
        key=free_code(keys_of(school), level_set.key, 60),
        name=level_set.name,
        how_to_check=level_set.how_to_check,
        levels=level_set.levels,
    )


@transaction.atomic
def change_levels(level_set, *, name, how_to_check, levels):
    """Write a list anew and return it. One in use stays, out of sight, for what it counted."""
    level_set = LevelSet.objects.select_for_update(of=("self",)).get(pk=level_set.pk)
    levels = coded(levels)
    in_use = level_set.supports.exists() and levels != level_set.levels
    if in_use:
        LevelSet.objects.filter(pk=level_set.pk).update(is_active=False)
        key = free_code(keys_of(level_set.school), level_set.key, 60)
        level_set = LevelSet(school=level_set.school, key=key)
    level_set.name, level_set.how_to_check, level_set.levels = name, how_to_check, levels
    level_set.save()
    return level_set


def coded(levels):
    """Each level with a code of its own; those that have one keep it, whatever they are called."""
    taken = {level["code"] for level in levels if level.get("code")}
    found = []
    for level in levels:
        code = level.get("code") or free_code(taken, level["name"], 40)
        taken.add(code)
        found.append({**level, "code": code})
    return found
