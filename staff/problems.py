"""What does not fit in a list of teachers and staff, in words.

Codes are what is kept; they are worded when somebody reads them, in the language of the reader.
"""

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

THE_FILE = {
    "too_large": _("The file is %(size)s; the limit is %(limit)s. Split the list."),
    "empty_file": _("There is nothing in this file. Download the list again from Dapodik."),
    "wrong_kind": _(
        "This file is not a table, whatever its name says."
        " Choose the .xlsx file as downloaded from Dapodik."
    ),
    "web_page": _(
        "This file is a web page, although it may be named like a table."
        " Open it in Excel, save it as .xlsx, then import that."
    ),
    "other_format": _(
        "Tables in this format are not read here."
        " Open it in Excel, save it as .xlsx, then import that."
    ),
    "encrypted": _(
        "This file is locked with a password. Save it without a password, then import it."
    ),
    "macros": _(
        "This file contains macros, so it was not opened. Save it as plain .xlsx, then import that."
    ),
    "formulas": _(
        "This file contains formulas, and their results cannot be checked."
        " Save it without formulas, or import the list as downloaded from Dapodik."
    ),
    "damaged": _("This file is incomplete or cannot be opened. Download it again from Dapodik."),
    "unpacks_too_large": _(
        "This file becomes far too large when it is unpacked, so it was not opened."
        " Download the list again from Dapodik."
    ),
    "unsafe_xml": _(
        "This file contains instructions that a list never needs, so it was not opened."
        " Download the list again from Dapodik."
    ),
    "too_many_rows": _(
        "The table goes on beyond %(most)s rows. Delete the empty rows below the list, or split it."
    ),
    "too_many_columns": _(
        "The table goes on beyond %(most)s columns."
        " Delete the empty columns beside the list, then import it."
    ),
    "too_many_cells": _("The table has more than %(most)s cells. Split the list."),
    "too_many_sheets": _(
        "The file has more than %(most)s sheets. Keep only the sheet with the list."
    ),
    "too_much_text": _(
        "The cells of this table hold more text than any list needs."
        " Download the list again from Dapodik."
    ),
    "not_text": _(
        "The letters in this file cannot be read."
        " Save the table as .xlsx, or as CSV UTF-8, then import that."
    ),
    "long_line": _(
        "One line of this file is far longer than a row of a list."
        " Save the table as .xlsx, then import that."
    ),
    "broken_quotes": _(
        "The quotation marks around line %(line)d do not match, so cells run into each other."
        " Save the table as .xlsx, then import that."
    ),
    "wrong_title": _(
        "Cell A1 says neither “Daftar Guru” nor “Daftar Tenaga Kependidikan”."
        " Download one of the two from Dapodik and import it as it is."
    ),
    "no_header": _(
        "The row with the column names was not found."
        " Download the list again from Dapodik and import it as it is."
    ),
    "pupils": _(
        "This is the list of pupils, and Sejawat keeps no names of pupils."
        " Download “Daftar Guru” or “Daftar Tenaga Kependidikan” from Dapodik."
    ),
}
A_ROW = {
    "no_name": _("Row %(row)d: the name is empty, so the row was left out. Add the name."),
    "changed_by_excel": _(
        "Row %(row)d: Excel has changed the last digits of this number, so it was left out."
        " Download the file again and import it without opening it in Excel."
    ),
    "not_digits": _(
        "Row %(row)d: %(column)s contains more than digits, so it was left out."
        " Correct it in Dapodik."
    ),
    "wrong_length": _(
        "Row %(row)d: %(column)s has %(expected)d digits; this one has %(found)d,"
        " so it was left out. Compare it with Dapodik."
    ),
    "too_long": _(
        "Row %(row)d: %(column)s has room for %(most)s characters; this one has %(found)d,"
        " so it was left out."
    ),
    "unknown_sex": _("Row %(row)d: “%(value)s” was not understood as L or P, so it was left out."),
    "unreadable_date": _(
        "Row %(row)d: “%(value)s” was not understood as a date, so it was left out."
        " Write it like 27-07-1972."
    ),
    "impossible_date": _(
        "Row %(row)d: there is no day like “%(value)s”, so it was left out. Correct it in Dapodik."
    ),
    "date_out_of_reach": _(
        "Row %(row)d: “%(value)s” is too early or too late for %(column)s, so it was left out."
        " Correct it in Dapodik."
    ),
    "unreadable_phone": _(
        "Row %(row)d: “%(value)s” was not understood as a phone number, so it was left out."
    ),
    "unreadable_email": _(
        "Row %(row)d: “%(value)s” was not understood as an email address, so it was left out."
    ),
    "unknown_kind": _(
        "Row %(row)d: the position “%(value)s” is not known here."
        " The person goes in; choose the position afterwards."
    ),
    "two_values": _(
        "Row %(row)d: the column %(column)s stands in the file twice, with different values."
        " The first one was used."
    ),
    "own_record": _(
        "Row %(row)d: this is your own record. Let the principal or a colleague import it."
    ),
    "shared_number": _(
        "Row %(row)d: %(other_name)s has the same %(column)s, so it was left out of both."
        " Correct it in Dapodik."
    ),
    "number_of_someone_else": _(
        "Row %(row)d: this %(column)s is already written down for someone else,"
        " so it was left out. Compare it with Dapodik."
    ),
    "perhaps_twice": _(
        "Row %(row)d: this is perhaps the same person as in row %(other_row)d, so it was left out."
        " Complete the date of birth or NUPTK in both."
    ),
}
SENTENCES = THE_FILE | A_ROW
WORDED = {
    "size": filesizeformat,
    "limit": filesizeformat,
    "most": lambda number: number_format(number, force_grouping=True),
}


def sentence(code: str, params: dict) -> str:
    values = {name: WORDED.get(name, _same)(value) for name, value in params.items()}
    return str(SENTENCES[code]) % values


def _same(value):
    return value
