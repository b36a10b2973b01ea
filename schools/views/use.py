"""Taking a row of a register out of use, and bringing it back."""

from django.forms import modelform_factory
from django.utils.translation import gettext_lazy as _

from ..forms import UseForm
from ..scoped_views import ScopedUpdateView


class RegisterUse(ScopedUpdateView):
    """Asks once. A register has a subclass that names its `model`.

    Nothing is deleted: what names the row keeps it, only new uses are not offered it.
    """

    template_name = "schools/register_use.html"
    consequence = _(
        "It is no longer offered where something is chosen. What names it already stays as it is."
    )

    def get_form_class(self):
        return modelform_factory(self.model, form=UseForm, fields=["is_active"])

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        refused = form.non_field_errors()  # a refused form has changed the row in our hand
        return context | {
            "in_use": form.initial["is_active"],
            "hindrance": refused[0] if refused else self.object.hindrance(),
            "consequence": self.consequence,
        }
