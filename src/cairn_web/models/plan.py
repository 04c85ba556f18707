"""Long work and its results, goals, and what there is to do."""

from typing import ClassVar

from django.db import models

from cairn_web.models.person import Person


class RunKind(models.TextChoices):
    """What long work was asked for."""

    READ = "read", "Reading"
    POSTING = "posting", "Reading a posting"
    PLAN = "plan", "Planning"
    TRIAL = "trial", "Trying it out"
    ADAPT = "adapt", "Healing the plan"
    SETTLE = "settle", "Taking some of a proposal"
    TRACK = "track", "Reckoning the dates"
    BRANCH = "branch", "Planning another way"


class RunState(models.TextChoices):
    """How far it is."""

    RUNNING = "running", "under way"
    DONE = "done", "done"
    REFUSED = "refused", "refused"
    CANCELLED = "cancelled", "cancelled"


class Verdict(models.TextChoices):
    """What the person made of a proposal."""

    TAKEN = "taken", "taken"
    DECLINED = "declined", "not taken"


class Run(models.Model):
    """One piece of long work and its result, kept whole; what is newer has the larger number.

    `base` is the plan it was made from, for a plan the one it took the place of;
    `verdict` is what became of a proposal.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="runs")
    kind = models.CharField(max_length=10, choices=RunKind)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.RUNNING)
    input_digest = models.CharField(max_length=64)
    version = models.CharField(max_length=20)
    reason = models.CharField(max_length=300, blank=True)
    message = models.TextField(blank=True)
    summary = models.JSONField(default=dict)
    result = models.JSONField(null=True, blank=True)
    base = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="made_from", null=True, blank=True
    )
    is_baseline = models.BooleanField(default=False)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "kind", "state", "-id"], name="runs_newest_first")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(is_baseline=True), name="one_baseline_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Basis(models.Model):
    """What a plan can be healed, forecast and branched from: the whole report, beside the pages' result.

    `impacts` is what each step gives the goal, a share of the whole.
    """

    run = models.OneToOneField(Run, on_delete=models.CASCADE, related_name="basis")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="bases")
    document = models.JSONField()
    impacts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"basis of {self.run_id}"


class Goal(models.Model):
    """A goal with a field for each SMART letter; `importance` 1 to 5 is how much it weighs."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="goals")
    statement = models.CharField(max_length=300)
    measure = models.CharField(max_length=500, blank=True)
    relevance = models.TextField(blank=True)
    deadline = models.DateField(null=True, blank=True)
    role = models.CharField(max_length=300, blank=True)
    importance = models.PositiveSmallIntegerField(default=3)
    is_from_plan = models.BooleanField(default=False)
    reached_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(importance__gte=1) & models.Q(importance__lte=5),
                name="goal_importance_1_to_5",
            )
        ]

    def __str__(self) -> str:
        return self.statement


class Repeats(models.TextChoices):
    """How often a task comes back."""

    NEVER = "", "Once"
    WEEK = "week", "Every week"
    MONTH = "month", "Every month"


class Task(models.Model):
    """Something to do; `baseline_due` stays when `due` moves, `step` names the plan's step.

    It serves `goal` and those `also_for`. One that repeats comes back on the day of the
    month `repeats_on` once it is done, as a row of its own that names it in `repeat_of`.
    `is_with_others` says whether it is agreed with somebody (empty: as the plan has it).
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tasks")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="tasks", null=True, blank=True)
    also_for = models.ManyToManyField(Goal, related_name="also_tasks", blank=True)
    title = models.CharField(max_length=300)
    notes = models.TextField(blank=True)
    next_step = models.CharField(max_length=500, blank=True)
    done_when = models.CharField(max_length=500, blank=True)
    hours = models.FloatField(null=True, blank=True)
    start = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    baseline_due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    step = models.CharField(max_length=160, blank=True)
    repeats = models.CharField(max_length=10, choices=Repeats, default=Repeats.NEVER, blank=True)
    repeats_on = models.PositiveSmallIntegerField(null=True, blank=True)
    repeat_of = models.OneToOneField(
        "self", on_delete=models.SET_NULL, related_name="repeated_by", null=True, blank=True
    )
    is_milestone = models.BooleanField(default=False)
    is_with_others = models.BooleanField(null=True, blank=True)
    after = models.ManyToManyField("self", symmetrical=False, related_name="before", blank=True)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "removed_at", "due"], name="tasks_by_due")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(repeats_on=None) | models.Q(repeats_on__gte=1, repeats_on__lte=31),
                name="task_repeats_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.title


class DoneSession(models.Model):
    """A session of the plan that was worked, by its step and its start."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="done_sessions")
    step = models.CharField(max_length=160)
    start = models.CharField(max_length=16)
    minutes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "step", "start"], name="session_done_once")
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.start}"
