"""A text to copy: a pattern of lines, from which those that have nothing to say are left out."""

NOTHING = "\N{SYMBOL FOR NULL}"
LONGEST = 400  # of one passage; the minutes have the rest


def filled(pattern, **values):
    """The lines of `pattern` with what they name; without those that name something empty."""
    said = {name: NOTHING if value == "" else value for name, value in values.items()}
    lines = (line % said for line in pattern.splitlines())
    lines = (line.replace(f", {NOTHING}", "") for line in lines)
    return "\n".join(line for line in lines if NOTHING not in line)


def listed(lines):
    """Below each other, behind a dash; alone, one line stays in its place."""
    lines = [" ".join(line.split()) for line in lines]
    return lines[0] if len(lines) == 1 else "".join(f"\n- {line}" for line in lines)


def shortened(text):
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
