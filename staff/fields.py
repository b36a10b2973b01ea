"""Choices of people, shown with their full names."""

from django import forms


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, person):
        return person.full_name


class PeopleChoice(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, person):
        return person.full_name
