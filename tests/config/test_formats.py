from datetime import date, datetime

import pytest
from django import forms
from django.utils.formats import date_format, number_format
from django.utils.translation import override


@pytest.mark.parametrize(
    ("language", "day", "hour", "number"),
    [("id", "27 Juli 2026", "10.42", "1.240,08"), ("en", "27 July 2026", "10:42", "1,240.08")],
)
def test_dates_times_and_numbers_are_written_as_people_write_them(language, day, hour, number):
    moment = datetime(2026, 7, 27, 10, 42)
    with override(language):
        assert date_format(moment) == day
        assert date_format(moment, "TIME_FORMAT") == hour
        assert number_format(1240.08, 2, use_l10n=True, force_grouping=True) == number


@pytest.mark.parametrize(
    "typed", ["2026-07-13", "13-07-2026", "13/07/2026", "13.07.2026", "13 July 2026"]
)
def test_a_date_is_read_in_each_way_that_people_write_it(typed):
    with override("en"):
        assert forms.DateField().clean(typed) == date(2026, 7, 13)


def test_an_american_date_is_asked_about_and_not_guessed():
    with override("id"), pytest.raises(forms.ValidationError):
        forms.DateField().clean("07/13/2026")
