"""The forms of goals, tasks and horizons."""

from typing import Any

from django import forms

from cairn_web.models import Goal, Person, Repeats, Task
from cairn_web.services.wishes import OwnSkill, find_skill, own_id


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
    also_for = forms.ModelMultipleChoiceField(
        queryset=Goal.objects.none(),
        required=False,
        label="It serves these goals too",
        help_text="It counts in each of them. Hold Ctrl for several.",
    )
    after = forms.ModelMultipleChoiceField(
        queryset=Task.objects.none(), required=False, label="Only after", help_text="Hold Ctrl for several."
    )
    repeats = forms.ChoiceField(
        choices=Repeats.choices,
        required=False,
        label="How often",
        help_text="Done makes the next one, a week or a month later. Remove it to stop.",
    )
    notes = forms.CharField(
        max_length=10_000, required=False, label="Notes", widget=forms.Textarea(attrs={"rows": 4})
    )
    reason = forms.CharField(
        max_length=300, required=False, label="Why do you change it? (kept in the history)"
    )

    def __init__(self, *args: Any, person: Person, task: Task | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        others = person.tasks.filter(removed_at=None)
        for name in ("goal", "also_for"):
            self.fields[name].queryset = person.goals.filter(removed_at=None)  # type: ignore[attr-defined]
        self.is_step = bool(task and task.step)
        self.fields["after"].queryset = others.exclude(pk=task.pk) if task else others  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a task that ends before it begins, or comes back when nothing says from when."""
        said = super().clean() or {}
        if said.get("start") and said.get("due") and said["due"] < said["start"]:
            self.add_error("due", "It would end before it begins; put the later day here.")
        if said.get("repeats") and self.is_step:
            self.add_error("repeats", "A step of the plan is done once; add a task of its own that repeats.")
        elif said.get("repeats") and not said.get("due") and "due" not in self.errors:
            self.add_error("due", "What repeats needs a first day to count from; give it here.")
        return said


class HorizonForm(forms.Form):
    """What short and mid term mean."""

    short_months = forms.IntegerField(min_value=1, max_value=120, label="Short term ends after (months)")
    mid_months = forms.IntegerField(min_value=2, max_value=600, label="Mid term ends after (months)")


class OwnSkillForm(forms.Form):
    """A skill to learn that the role may not ask for; what is unclear is asked back."""

    words = forms.CharField(
        max_length=100,
        label="What do you want to learn?",
        error_messages={"required": "Name a skill, as in “public speaking”."},
    )
    meaning = forms.ChoiceField(
        required=False, label="Which of these do you mean?", widget=forms.RadioSelect, choices=()
    )
    level = forms.TypedChoiceField(
        label="How far?",
        coerce=float,
        initial="2",
        choices=(
            ("1", "1 know what it is"),
            ("2", "2 with guidance"),
            ("3", "3 alone on ordinary cases"),
            ("4", "4 well enough to guide others"),
        ),
    )
    importance = forms.TypedChoiceField(
        label="How much does it matter?",
        coerce=float,
        initial="3",
        choices=(("2", "a little"), ("3", "as much as the rest"), ("5", "very much")),
    )
    why = forms.CharField(max_length=300, required=False, label="Why, in a few words")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django calls it
        super().__init__(*args, **kwargs)
        words = str(self.data.get("words", ""))[:100].strip()
        self.found = find_skill(words) if words else ()
        own = [(own_id(words), f"none of these: “{words}” as I wrote it")]
        self.fields["meaning"].choices = [(one.skill, one.label) for one in self.found] + own  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Settle which skill is meant, or ask."""
        said = super().clean() or {}
        if "words" not in said or said.get("meaning") or "meaning" in self.errors:
            return said
        if len(self.found) > 1:
            self.add_error("meaning", "The catalogue holds several that are near; choose one.")
        elif self.found:
            said["meaning"] = self.found[0].skill
        else:
            said["meaning"] = own_id(said["words"])
        return said

    def wish(self) -> OwnSkill:
        """The skill as it was meant."""
        said = self.cleaned_data
        labels = {one.skill: one.label for one in self.found}
        return OwnSkill(
            skill=said["meaning"],
            label=labels.get(said["meaning"], said["words"]),
            level=said["level"],
            importance=said["importance"],
            why=said["why"],
        )
