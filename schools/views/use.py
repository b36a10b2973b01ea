"""Taking a row of a register out of use, and bringing it back."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..forms import UseForm
from ..scoped_views import ScopedActView


class RegisterUse(ScopedActView):
    """A register has a subclass that names its `model`.

    Nothing is deleted: what names the row keeps it, only new uses are not offered it.
    """

    form_class = UseForm
    consequence = gettext_lazy(
        "It is no longer offered where something is chosen. What names it already stays as it is."
    )

    def get_initial(self):
        return {"is_active": not self.object.is_active}

    def asks(self, row):
        words = {"name": row}
        if row.is_active:
            asked = {
                "question": _("Take %(name)s out of use?") % words,
                "text": self.consequence,
                "verb": _("Take out of use"),
                "no": _("Keep in use"),
            }
        else:
            asked = {
                "question": _("Use %(name)s again?") % words,
                "text": _("It is offered again where something is chosen."),
                "verb": _("Use again"),
                "no": _("Leave it out"),
            }
        return asked | {"hindrance": row.hindrance()}

    def form_invalid(self, form):
        """Whatever was sent instead of an answer: ask again."""
        anew = self.form_class(initial=self.get_initial())
        return self.render_to_response(self.get_context_data(form=anew))

    def act(self, row, is_active):
        if is_active == row.is_active:  # pressed twice: the wish is fulfilled already
            return
        if reason := row.hindrance():
            raise ValidationError(reason)
        row.is_active = is_active
        row.save(update_fields=["is_active"])
