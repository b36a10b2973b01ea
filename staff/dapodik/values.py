"""One cell, one value: what stands in it, or why it cannot be used."""

import re
import unicodedata
from datetime import date, datetime, timedelta


class Unreadable(Exception):  # noqa: N818  (it says what is so)
    """A value that is left out; the rest of its row goes in."""

    def __init__(self, code: str, **params):
        super().__init__(code, params)
        self.code = code
        self.params = params


EMPTY = re.compile(r"'?([-–—]*|0+([.,]0+)?)")
INVISIBLE = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
IN_BETWEEN = re.compile(r"[\s'’`.\-–—\u200b\ufeff]+")
# A number that Excel has shortened, or that some program has read as a float.
ROUNDED = re.compile(r"\d([.,]\d+)?e\+?\d+|\d{16,}[.,]0+", re.I)
MOST_DIGITS_OF_EXCEL = 15
# UTF-8 read as Windows text: “Ã©” for “é”. Seen doubled, so it is undone up to three times.
MOJIBAKE = re.compile(r"[ÃÂâ][\u0080-\u00ff\u0152-\u0178\u02c6-\u2122]|â€")
SEXES = {
    "l": "L", "laki-laki": "L", "laki laki": "L", "laki": "L", "pria": "L",
    "p": "P", "perempuan": "P", "wanita": "P",
}  # fmt: skip
MONTHS = {
    name: number
    for number, names in enumerate(
        "jan januari january|feb februari february pebruari|mar maret march|apr april|mei may"
        "|jun juni june|jul juli july|agu agt agustus aug august|sep sept september"
        "|okt oktober oct october|nov nop november nopember|des desember dec december".split("|"),
        start=1,
    )
    for name in names.split()
}
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})([ t][\d:.]+)?")
DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})([ t][\d:.]+)?")
WITH_MONTH = re.compile(r"(\d{1,2})[ -]([a-z]+)[ -](\d{4})")
EXCEL_BEGINS = date(1899, 12, 30)
EXCEL_SERIALS = range(1, 73_051)  # until 2099
YEARS = range(1900, 2100)
PHONE = re.compile(r"0[0-9]{7,13}")
EMAIL = re.compile(r"[\w+-]+(\.[\w+-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.A)


def text_of(cell: object) -> str:
    """The cell as one clean line; what stands for nothing ("-", "--", 0) is empty."""
    written = str("" if cell is None else cell)
    if not (written.isascii() and written.isprintable()):
        written = printable(repaired(written))
    line = " ".join(written.split())
    return "" if EMPTY.fullmatch(line) else line


def printable(text: str) -> str:
    """`text` with every kind of space and control character as a plain space, or as nothing."""
    return re.sub(r"[^\S ]|[\x00-\x1f\x7f-\x9f]", " ", re.sub(INVISIBLE, "", text))


def repaired(text: str) -> str:
    """Undo mojibake, as long as each step back is possible without loss."""
    for _ in range(3):
        if not MOJIBAKE.search(text):
            break
        try:
            text = b"".join(as_byte(mark) for mark in text).decode()
        except UnicodeError:
            break
    return text


def as_byte(mark: str) -> bytes:
    # Five bytes have no Windows character; programs then keep the bare control code.
    return bytes([ord(mark)]) if "\x80" <= mark <= "\x9f" else mark.encode("cp1252")


def short_text(cell: object, most: int) -> str:
    text = text_of(cell)
    if len(text) > most:
        raise Unreadable("too_long", most=most, found=len(text))
    return text


def duties_of(cell: object, most: int) -> str:
    """Several duties in one cell as one list, each of them once."""
    duties = [text_of(duty) for duty in re.split(r"[,;\n]", cell if isinstance(cell, str) else "")]
    return short_text(", ".join(dict.fromkeys(filter(None, duties))), most)


def digits_of(cell: object) -> str:
    """The digits of a number that may have passed through Excel, without what stands between."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return digits_of_number(cell)
    text = text_of(cell)
    if ROUNDED.fullmatch(text.strip("'")):
        raise Unreadable("changed_by_excel")
    digits = IN_BETWEEN.sub("", unicodedata.normalize("NFKC", text))
    if digits and not re.fullmatch(r"[0-9]+", digits):
        raise Unreadable("not_digits")
    return digits


def digits_of_number(cell: int | float) -> str:
    if abs(cell) >= 10**MOST_DIGITS_OF_EXCEL or cell != cell:
        raise Unreadable("changed_by_excel")
    if cell < 0 or cell != int(cell):
        raise Unreadable("not_digits")
    return str(int(cell)) if cell else ""


def number_of(cell: object, lengths: tuple[int, ...]) -> str:
    """A number of one of these lengths. Nothing else is checked: their shapes vary too much."""
    digits = digits_of(cell)
    if digits and len(digits) not in lengths:
        raise Unreadable("wrong_length", expected=lengths[0], found=len(digits))
    return digits


def nip_of(cell: object) -> str:
    digits = number_of(cell, (18, 9))
    if len(digits) == 18 and digits.endswith("000"):  # sequence numbers begin at 001
        raise Unreadable("changed_by_excel")
    return digits


def code_of(cell: object, most: int) -> str:
    """A number that a school or foundation gives out itself, so it may hold letters."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return digits_of_number(cell)
    text = short_text(cell, most)
    if ROUNDED.fullmatch(text):
        raise Unreadable("changed_by_excel")
    return text.removeprefix("'").strip()


def sex_of(cell: object) -> str:
    text = text_of(cell)
    if text and text.casefold() not in SEXES:
        raise Unreadable("unknown_sex", value=text[:30])
    return SEXES.get(text.casefold(), "")


def date_of(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return within_reach(cell.date())
    if isinstance(cell, date):
        return within_reach(cell)
    text = text_of(cell).casefold().replace("‑", "-")
    if not text.strip("0-/. :"):
        return None
    if text.isascii() and text.isdigit() and len(text) < 7:
        return date_of_serial(int(text))
    for pattern, order in (
        (YEAR_FIRST, (1, 2, 3)),
        (DAY_FIRST, (3, 2, 1)),
        (WITH_MONTH, (3, 2, 1)),
    ):
        found = pattern.fullmatch(text)
        if found:
            year, month, day = (found[place] for place in order)
            return existing_date(int(year), MONTHS.get(month, month), int(day), text)
    raise Unreadable("unreadable_date", value=text[:30])


def existing_date(year, month, day, text):
    try:
        return within_reach(date(year, int(month), day))
    except ValueError:
        raise Unreadable("impossible_date", value=text) from None


def date_of_serial(number):
    if number not in EXCEL_SERIALS:
        raise Unreadable("unreadable_date", value=str(number)[:30])
    return EXCEL_BEGINS + timedelta(days=number)


def within_reach(day: date) -> date:
    if day.year not in YEARS:
        raise Unreadable("date_out_of_reach", value=day.isoformat())
    return day


def birth_date_of(cell: object) -> date | None:
    day = date_of(cell)
    if day and day > date.today():
        raise Unreadable("date_out_of_reach", value=day.isoformat())
    return day


def phone_of(cell: object) -> str:
    """The first number in the cell, beginning with 0 as people dial it."""
    text = text_of(cell).removeprefix("'")
    if ROUNDED.fullmatch(text):
        raise Unreadable("changed_by_excel")
    first = re.split(r"[/,;]", text)[0]
    digits = re.sub(r"[\s.()–-]", "", first)
    phone = re.sub(r"^(\+62|0062|62)?0?", "0", digits) if digits else ""
    if text and not PHONE.fullmatch(phone):
        raise Unreadable("unreadable_phone", value=text[:30])
    return phone


def email_of(cell: object) -> str:
    text = text_of(cell).replace(" ", "").lower()
    if text and not (EMAIL.fullmatch(text) and len(text) <= 254):
        raise Unreadable("unreadable_email", value=text[:60])
    return text
