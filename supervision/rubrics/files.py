"""Content as a file that people can read, mail and compare."""

import yaml

from .plain_yaml import WHOLE, Unreadable, parsed

__all__ = ["Unreadable", "dump", "load"]

# The order in which a reader wants to meet the parts; what is not named here keeps its place.
ORDER = {
    key: place
    for place, key in enumerate(
        "schema code value for id en version name purpose use mirrors target kinds filled_by"
        " duration_minutes notes scale type min max step anchors labels measures weight stage"
        " service part speaker required prompt descriptors required_evidence evidence_hint"
        " allow_na na_hint look_for result suggested_bands retired aspects items".split()
    )
}


def load(source: str | bytes) -> dict:
    """The content of a file. It may still be wrong in many ways: ask `checking`."""
    content = parsed(source)
    if not isinstance(content, dict):
        raise Unreadable("not_an_instrument")
    return content


def dump(content: dict) -> str:
    """Sound content as a file, of which `load` gives the same content back."""
    return yaml.dump(
        ordered(content), Dumper=Dumper, sort_keys=False, allow_unicode=True, width=2**16
    )


class Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data):
        """A part that stands in the content twice is written twice: `load` refuses aliases."""
        return True


def ordered(value):
    if isinstance(value, list):
        return [ordered(member) for member in value]
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: ORDER.get(key, len(ORDER)))
        return {unquoted(key): ordered(value[key]) for key in keys}
    return value


def unquoted(key):
    """Descriptors of levels with numbers are named 1, 2, 3 in a file, not '1', '2', '3'."""
    return int(key) if WHOLE.fullmatch(str(key)) else key
