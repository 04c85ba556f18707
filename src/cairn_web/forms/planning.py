"""The forms of goals, tasks and horizons."""

from typing import Any

from django import forms

from cairn_web.models import Goal, Person, Task


class GoalForm(forms.Form):
    """A goal, a field for each letter."""

    statement = forms.CharField(
        max_length=300,
        label="Specific: what will you have reached?",
        error_messages={"required": "Say what you will have reached."},
    )
    role = forms.CharField(max_length=300, required=False, label="Role it is about, if any")
    measure = forms.CharField(
        max_length=500,
        required=False,
        label="Measurable: how will you see it?",
        help_text="A number, a certificate, an accepted offer.",
    )
    deadline = forms.DateField(
        required=False,
        label="Timely: by when?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    relevance = forms.CharField(
        max_length=2000,
        required=False,
        label="Relevant: why does it matter to you?",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.CharField(
        max_length=300, required=False, label="Why do you change it? (kept in the history)"
    )


class TaskForm(forms.Form):
    """Something to do."""

    title = forms.CharField(
        max_length=300, label="What", error_messages={"required": "Say what is to be done, verb first."}
    )
    next_step = forms.CharField(max_length=500, required=False, label="The first small step")
    done_when = forms.CharField(max_length=500, required=False, label="Done when")
    hours = forms.FloatField(required=False, min_value=0, max_value=5000, label="Hours it will take")
    start = forms.DateField(
        required=False, label="From", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    due = forms.DateField(
        required=False, label="By", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    goal = forms.ModelChoiceField(queryset=Goal.objects.none(), required=False, label="For which goal")
    after = forms.ModelMultipleChoiceField(
        queryset=Task.objects.none(), required=False, label="Only after", help_text="Hold Ctrl for several."
    )
    reason = forms.CharField(
        max_length=300, required=False, label="Why do you change it? (kept in the history)"
    )

    def __init__(self, *args: Any, person: Person, task: Task | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        others = person.tasks.filter(removed_at=None)
        self.fields["goal"].queryset = person.goals.filter(removed_at=None)  # type: ignore[attr-defined]
        self.fields["after"].queryset = others.exclude(pk=task.pk) if task else others  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a task that ends before it begins."""
        said = super().clean() or {}
        if said.get("start") and said.get("due") and said["due"] < said["start"]:
            self.add_error("due", "It would end before it begins; put the later day here.")
        return said


class HorizonForm(forms.Form):
    """What short and mid term mean."""

    short_months = forms.IntegerField(min_value=1, max_value=120, label="Short term ends after (months)")
    mid_months = forms.IntegerField(min_value=2, max_value=600, label="Mid term ends after (months)")
