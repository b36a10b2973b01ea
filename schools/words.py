"""Words of Django and its libraries that we say in our own way.

Their own Indonesian would stand beside ours (“sandi” beside “kata sandi”). Our catalogue wins
for the same message, and these lines keep each one in it.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

_("This field is required.")
_("Enter a valid date.")
_("Select a valid choice. That choice is not one of the available choices.")
_("Select a valid choice. %(value)s is not one of the available choices.")
_("Enter a valid email address.")
_("Enter a whole number.")
_("The two password fields didn’t match.")
_("Upload a valid image. The file you uploaded was either not an image or a corrupted image.")
_("The submitted file is empty.")
_("Null characters are not allowed.")
_("%(model_name)s with this %(field_labels)s already exists.")
_("%(model_name)s with this %(field_label)s already exists.")
_("Your password can’t be too similar to your other personal information.")
_("The password is too similar to the %(verbose_name)s.")
_("Your password can’t be a commonly used password.")
_("This password is too common.")
_("Your password can’t be entirely numeric.")
_("This password is entirely numeric.")
_("Email")
_("Password")
_("Enter a valid value.")
_("Enter a number.")
_("Enter a valid time.")
_("Enter a valid date/time.")
_("Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.")
_("This field cannot be null.")
_("This field cannot be blank.")
_("Value %(value)r is not a valid choice.")
_("“%(pk)s” is not a valid value.")
_("“%(value)s” is not a valid UUID.")
_("Constraint “%(name)s” is violated.")
_("No file was submitted.")
_("No file was submitted. Check the encoding type on the form.")
_("Ensure this value is less than or equal to %(limit_value)s.")
_("Ensure this value is greater than or equal to %(limit_value)s.")
ngettext_lazy(
    "Ensure that there are no more than %(max)s digit in total.",
    "Ensure that there are no more than %(max)s digits in total.",
)
ngettext_lazy(
    "Ensure that there are no more than %(max)s decimal place.",
    "Ensure that there are no more than %(max)s decimal places.",
)
ngettext_lazy(
    "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
    "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
)
ngettext_lazy(
    "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
    "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
)
_("File extension “%(extension)s” is not allowed. Allowed extensions are: %(allowed_extensions)s.")
_("(Hidden field %(name)s) %(error)s")
ngettext_lazy(
    "Ensure that there are no more than %(max)s digit in total.",
    "Ensure that there are no more than %(max)s digits in total.",
)
ngettext_lazy(
    "Ensure that there are no more than %(max)s decimal place.",
    "Ensure that there are no more than %(max)s decimal places.",
)
ngettext_lazy(
    "Ensure that there are no more than %(max)s digit before the decimal point.",
    "Ensure that there are no more than %(max)s digits before the decimal point.",
)
ngettext_lazy(
    "Ensure this filename has at most %(max)d character (it has %(length)d).",
    "Ensure this filename has at most %(max)d characters (it has %(length)d).",
)
ngettext_lazy(
    "This password is too short. It must contain at least %d character.",
    "This password is too short. It must contain at least %d characters.",
)
ngettext_lazy(
    "Your password must contain at least %(min_length)d character.",
    "Your password must contain at least %(min_length)d characters.",
)
# allauth
_("The username and/or password you specified are not correct.")
_("The email address and/or password you specified are not correct.")
_("You must type the same password each time.")
_("Incorrect code.")
_("Too many failed login attempts. Try again later.")
_("You cannot deactivate two-factor authentication.")
_("Incorrect password.")
_("Current Password")
_("This account is currently inactive.")
_("Please type your current password.")
_("Invalid login.")
_("The password reset token was invalid.")
_("Be patient, you are sending too many requests.")
_("You cannot generate recovery codes without having two-factor authentication enabled.")
_("You cannot activate two-factor authentication until you have verified your email address.")
_("Use your password")
_("Use authenticator app or code")
