"""A number too large for any column is in no list. Django knows that of “=”, not of “IN”."""

from django.db.models import IntegerField
from django.db.models.lookups import In

LARGEST = 2**63 - 1


@IntegerField.register_lookup
class IntegerIn(In):
    def get_prep_lookup(self):
        numbers = super().get_prep_lookup()
        if not self.rhs_is_direct_value():
            return numbers
        return [n for n in numbers if not isinstance(n, int) or abs(n) <= LARGEST]
