"""Small things that every drawing needs."""

LETTER, DIGIT = 7.8, 9.5  # about as wide as a letter of 13 px, and a bold digit of 15 px


def place(number) -> str:
    """A coordinate: always with a decimal point, whatever language the page is in."""
    return f"{float(number):.1f}"
