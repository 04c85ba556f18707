"""The forms of a plan over time: what was done, what has changed, another way."""

from typing import Any, ClassVar

from django import forms

from cairn_web.models import BranchKind

_DAY = {"type": "date"}


def _day(label: str, **more: Any) -> forms.DateField:  # noqa: ANN401 - a field's own arguments
    widget = forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, **more)


class LogForm(forms.Form):
    """What happened to a task."""

    KINDS = (
        ("log", "I worked on it"),
        ("finish", "It is done"),
        ("left", "It still takes"),
        ("later", "Put it off by a week"),
        ("drop", "I leave it aside"),
    )
    kind = forms.ChoiceField(choices=KINDS, label="What happened?", error_messages={"required": "Say what."})
    hours = forms.FloatField(
        required=False,
        min_value=0,
        max_value=1000,
        label="Hours",
        help_text="0.5 is half an hour. What you log here and tick in the week both count.",
        widget=forms.NumberInput(attrs={"step": "0.25"}),
    )
    day = _day("On")

    def __init__(self, *args: Any, is_planned: bool = False, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        if is_planned:  # leaving a step of the plan aside changes the plan: it has a page of its own
            kinds = [one for one in self.KINDS if one[0] != "drop"]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the hours where the line means nothing without them."""
        said = super().clean() or {}
        if said.get("kind") in {"log", "left"} and not said.get("hours") and "hours" not in self.errors:
            self.add_error("hours", "Give the hours, as in 1.5.")
        return said


class ChangeForm(forms.Form):
    """What has changed; what stays empty stays as it is."""

    KINDS = (
        ("behind", "I am behind"),
        ("away", "I am ill or away"),
        ("pause", "I need a pause"),
        ("hours", "My hours changed"),
        ("money", "My money changed"),
        ("date", "The date changed"),
        ("longer", "A step takes longer, or less"),
        ("later", "A step begins later"),
        ("drop", "I do not want a step"),
        ("option", "I found another way for a step"),
    )
    kind = forms.ChoiceField(choices=KINDS, error_messages={"required": "Say what has changed."})
    reason = forms.CharField(max_length=300, required=False, label="In your words, for the history")
    first = _day("From")
    last = _day("Until, that day included")
    hours_per_week = forms.FloatField(
        required=False, min_value=0.5, max_value=70, label="Hours of your own a week, from now on"
    )
    hours_at_work = forms.FloatField(
        required=False, min_value=0, max_value=40, label="Hours a week of learning at work"
    )
    budget = forms.DecimalField(required=False, min_value=0, max_digits=12, label="Money in all")
    is_without_budget = forms.BooleanField(required=False, label="There is no limit on money")
    deadline = _day("Ready by")
    is_without_deadline = forms.BooleanField(required=False, label="There is no date any more")
    step = forms.ChoiceField(required=False, label="Which step?")
    more_hours = forms.FloatField(
        required=False,
        min_value=-1000,
        max_value=1000,
        label="How many hours more?",
        help_text="Less than planned is written with a minus, as in -4.",
    )
    begins = _day("It cannot begin before")
    leave_open = forms.ChoiceField(
        required=False,
        choices=(("", "Find another way to the same"), ("yes", "Leave open what it closes")),
        label="What then?",
    )
    title = forms.CharField(required=False, max_length=200, label="What is the other way called?")
    hours = forms.FloatField(required=False, min_value=0.25, max_value=5000, label="Hours it takes")
    cost = forms.DecimalField(required=False, min_value=0, max_digits=10, label="What it costs")
    weeks = forms.IntegerField(
        required=False, min_value=0, max_value=300, label="Weeks it lasts at least, if it has its own dates"
    )
    at_work = forms.BooleanField(required=False, label="It falls into paid hours")
    deadline_moves = forms.BooleanField(required=False, label="The date may move if nothing else helps")

    _NEEDED: ClassVar = {
        "away": (("first", "Give the first day."), ("last", "Give the last day.")),
        "pause": (("first", "Give the day it begins."), ("last", "Give its last day.")),
        "longer": (("step", "Say which step."), ("more_hours", "Give the hours, as in 10 or -4.")),
        "later": (("step", "Say which step."), ("begins", "Give the day it can begin.")),
        "drop": (("step", "Say which step."),),
        "option": (
            ("step", "Say which step it takes the place of."),
            ("title", "Give it a name."),
            ("hours", "Give the hours it takes."),
        ),
    }

    def __init__(self, *args: Any, steps: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [("", "Choose a step"), *steps]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for what each kind of change needs."""
        said = super().clean() or {}
        kind = said.get("kind", "")
        for name, flaw in self._NEEDED.get(kind, ()):
            if said.get(name) in {None, ""} and name not in self.errors:
                self.add_error(name, flaw)
        first, last = said.get("first"), said.get("last")
        if kind in {"away", "pause"} and first and last and last < first:
            self.add_error("last", "It would end before it begins; put the later day here.")
        self._clean_terms(kind, said)
        return said

    def _clean_terms(self, kind: str, said: dict[str, Any]) -> None:
        if kind == "hours" and said.get("hours_per_week") is None and said.get("hours_at_work") is None:
            self.add_error("hours_per_week", "Give the hours you have now.")
        if kind == "money" and said.get("budget") is None and not said.get("is_without_budget"):
            self.add_error("budget", "Give the amount, or say that there is no limit.")
        if kind == "date" and said.get("deadline") is None and not said.get("is_without_deadline"):
            self.add_error("deadline", "Give the date, or say that there is none.")
        if kind == "longer" and said.get("more_hours") == 0:
            self.add_error("more_hours", "No hours more or less changes nothing.")


class BranchForm(forms.Form):
    """Another way; what stays empty is as in the plan."""

    name = forms.CharField(
        max_length=120, label="What do you call it?", error_messages={"required": "Give it a name."}
    )
    kind = forms.ChoiceField(choices=BranchKind.choices, label="What sort of way is it?")
    role_words = forms.CharField(
        max_length=200, required=False, label="Role to reach", help_text="Empty: the same as now."
    )
    hours_per_week = forms.FloatField(
        required=False, min_value=0.5, max_value=70, label="Hours of your own a week"
    )
    hours_at_work = forms.FloatField(
        required=False, min_value=0, max_value=40, label="Hours a week of learning at work"
    )
    budget = forms.DecimalField(
        required=False, min_value=0, max_digits=12, decimal_places=2, label="Money in all"
    )
    is_without_budget = forms.BooleanField(required=False, label="No limit on money")
    deadline = _day("Ready by")
    is_without_deadline = forms.BooleanField(required=False, label="No date")
    pay_now = forms.DecimalField(
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        label="What you earn a year now",
        help_text="Only to reckon what this way costs in pay; it stays on this machine.",
    )
    percent_given_up = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=100,
        label="Percent of that you would give up on the way",
        help_text="100: no job meanwhile.",
    )
