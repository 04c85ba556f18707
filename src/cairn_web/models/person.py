"""The person: what they did, can, want, and the terms a plan must fit."""

from typing import ClassVar

from django.db import models


class Stage(models.TextChoices):
    """Where somebody stands in working life."""

    STUDENT = "student", "I am studying"
    FIRST_JOB = "first-job", "I look for a first job"
    PROMOTION = "promotion", "I want to move up where I am"
    CHANGE = "change", "I want to change what I do"
    RETURN = "return", "I come back after time away"
    SENIOR = "senior", "I have gone far and ask what next"


class Person(models.Model):
    """Somebody who plans, with the terms the plan must fit; empty ones were not said.

    `free_times` and `protected_times` are times of the week as people write them;
    `step_minutes` is how long a next small step may take.
    """

    stage = models.CharField(max_length=20, choices=Stage, blank=True)
    hours_per_week = models.FloatField(null=True, blank=True)
    hours_at_work = models.FloatField(null=True, blank=True)
    budget = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    deadline = models.DateField(null=True, blank=True)
    relevance = models.TextField(blank=True)
    free_times = models.TextField(blank=True)
    protected_times = models.TextField(blank=True)
    short_months = models.PositiveIntegerField(default=12)
    mid_months = models.PositiveIntegerField(default=60)
    step_minutes = models.PositiveSmallIntegerField(default=25)
    has_terms = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"person {self.pk}"


class Away(models.Model):
    """Days on which nothing is planned, both ends included."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="away")
    first = models.DateField()
    last = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="away_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


class ReadResume(models.Model):
    """A résumé as it was read; `document` is the value, `found` what was made of it."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="resume")
    file_name = models.CharField(max_length=200)
    document = models.JSONField()
    found = models.JSONField()
    is_confirmed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.file_name


class ExperienceKind(models.TextChoices):
    """What sort of thing was done."""

    JOB = "job", "Job"
    STUDY = "study", "Study"
    PROJECT = "project", "Project"
    VOLUNTEERING = "volunteering", "Volunteering"
    HOBBY = "hobby", "Hobby"
    CARE = "care", "Care"


class Experience(models.Model):
    """One thing the person did; `origin` is its place among those that were read, or -1."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="experiences")
    origin = models.IntegerField(default=-1)
    kind = models.CharField(max_length=20, choices=ExperienceKind, default=ExperienceKind.JOB)
    title = models.CharField(max_length=300)
    organisation = models.CharField(max_length=300, blank=True)
    start = models.CharField(max_length=7, blank=True)
    end = models.CharField(max_length=7, blank=True)
    is_current = models.BooleanField(default=False)
    highlights = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class SkillRating(models.Model):
    """What the person says of a skill: its level 0-5, how they like it 1-5, or that it is not theirs."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ratings")
    skill = models.CharField(max_length=120)
    label = models.CharField(max_length=200)
    level = models.FloatField(null=True, blank=True)
    enjoyment = models.PositiveSmallIntegerField(null=True, blank=True)
    is_rejected = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "skill"], name="one_rating_a_skill")
        ]

    def __str__(self) -> str:
        return self.label


class CredentialAnswer(models.Model):
    """Whether the person holds a credential."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="credentials")
    credential = models.CharField(max_length=120)
    label = models.CharField(max_length=200)
    is_held = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "credential"], name="one_answer_a_credential")
        ]

    def __str__(self) -> str:
        return self.label


class Ambition(models.Model):
    """The role to reach: one of the catalogue, or one made from a posting (`document`)."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="ambition")
    role = models.CharField(max_length=120)
    title = models.CharField(max_length=300)
    posting = models.TextField(blank=True)
    document = models.JSONField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class RefusedOption(models.Model):
    """A way to learn that the person does not want in the plan."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="refused")
    option = models.CharField(max_length=160)
    title = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "option"], name="refused_once")]

    def __str__(self) -> str:
        return self.title


class GapOrder(models.Model):
    """The person's own place for a gap, before all that have none."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="gap_order")
    skill = models.CharField(max_length=120)
    position = models.IntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "skill"], name="one_place_a_gap")]

    def __str__(self) -> str:
        return f"{self.position} {self.skill}"
