"""Words of Django and its libraries that we say in our own way.

Their own Indonesian would stand beside ours (“sandi” beside “kata sandi”). Our catalogue wins
for the same message, and these lines keep each one in it.
"""

from django.utils.translation import gettext_noop as _

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
# allauth
_("The username and/or password you specified are not correct.")
_("The email address and/or password you specified are not correct.")
_("The password you entered is incorrect.")
_("Please type in your current password.")
_("You must type the same password each time.")
_("Incorrect code.")
_("Too many failed login attempts. Try again later.")
_("You cannot deactivate two-factor authentication.")
_("Incorrect password.")
_("Current Password")
