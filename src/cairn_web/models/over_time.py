"""What happens over time: the log, other ways, reviews, and the history of changes."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from cairn_web.models.person import Person
from cairn_web.models.plan import Run, Task


class LogKind(models.TextChoices):
    """What happened to a task."""

    START = "start", "begun"
    LOG = "log", "worked"
    LEFT = "left", "still to do"
    FINISH = "finish", "finished"
    DROP = "drop", "dropped"
    REOPEN = "reopen", "open again"


class LogEntry(models.Model):
    """One line of the log; `hours` were worked, or are still to do where it says so."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="log")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="log")
    kind = models.CharField(max_length=10, choices=LogKind)
    day = models.DateField()
    hours = models.FloatField(default=0)
    note = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "removed_at", "day"], name="log_by_day")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(hours__gte=0), name="log_hours_not_below_zero")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class BranchKind(models.TextChoices):
    """What sort of other way it is."""

    STAY = "stay", "Stay and grow here"
    MOVE = "move", "Another role"
    STUDY = "study", "Study full time"
    BUSINESS = "business", "A business of my own"
    OTHER = "other", "Something else"


class Branch(models.Model):
    """Another way, with inputs of its own; what is empty is as in the plan. `run` is its own plan."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="branches")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=BranchKind, default=BranchKind.OTHER)
    role = models.CharField(max_length=120, blank=True)
    role_title = models.CharField(max_length=300, blank=True)
    hours_per_week = models.FloatField(null=True, blank=True)
    hours_at_work = models.FloatField(null=True, blank=True)
    budget = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    is_without_budget = models.BooleanField(default=False)
    deadline = models.DateField(null=True, blank=True)
    is_without_deadline = models.BooleanField(default=False)
    pay_now = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    share_given_up = models.FloatField(default=0)
    run = models.ForeignKey(Run, on_delete=models.SET_NULL, related_name="branches", null=True, blank=True)
    merged_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(share_given_up__gte=0) & models.Q(share_given_up__lte=1),
                name="branch_gives_up_a_share",
            )
        ]

    def __str__(self) -> str:
        return self.name


class RejectedSuggestion(models.Model):
    """A suggested adjustment that the person does not want to hear again, by its key."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="rejected")
    key = models.CharField(max_length=200)
    sentence = models.CharField(max_length=500)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "key"], name="rejected_once")]

    def __str__(self) -> str:
        return self.sentence


class PlanReview(models.Model):
    """A day on which the person looked at the whole plan, and what they made of it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reviews")
    day = models.DateField()
    note = models.TextField(blank=True)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"review of {self.day}"


class Change(models.Model):
    """What was changed, and why; `before` holds the row as it was."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="changes")
    table = models.CharField(max_length=30)
    row = models.BigIntegerField(default=0)
    sentence = models.CharField(max_length=500)
    reason = models.CharField(max_length=500, blank=True)
    before = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)
    is_removal = models.BooleanField(default=False)
    is_undone = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sentence
