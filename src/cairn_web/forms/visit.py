"""The forms of the first visit."""

import math
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from cairn.errors import BadInput
from cairn.plan.calendar import check_hours
from cairn.plan.week_times import read_week_times
from cairn.units import Month, parse_deadline, parse_money
from cairn_web import clock
from cairn_web.models import ExperienceKind, Stage


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class MonthField(forms.CharField):
    """A month as 2020-03, or a year."""

    def clean(self, value: Any) -> str:  # noqa: ANN401 - as Django calls it
        text = super().clean(value).strip()
        try:
            return str(Month.parse(text)) if text else ""
        except BadInput as error:
            raise forms.ValidationError(str(error)) from error


class WeekTimesField(forms.CharField):
    """Times of the week, kept as they were written."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - as Django calls it
        super().__init__(required=False, max_length=600, **kwargs)

    def clean(self, value: Any) -> str:  # noqa: ANN401 - as Django calls it
        text = super().clean(value).strip()
        _refused(lambda: read_week_times(text))
        return str(text)


class StageForm(forms.Form):
    """Where somebody stands."""

    stage = forms.ChoiceField(choices=Stage.choices, widget=forms.RadioSelect, label="Where do you stand?")


class UploadForm(forms.Form):
    """A résumé to read."""

    file = forms.FileField(
        label="Your résumé",
        help_text="PDF, Word, text, HTML, JSON Resume or a LinkedIn export. It stays on this machine.",
        error_messages={"required": "Choose a file first, or answer the ten questions instead."},
    )


class QuestionsForm(forms.Form):
    """Ten questions instead of a résumé; only the first must be answered."""

    title = forms.CharField(
        max_length=200,
        label="1. What do you do now, or did last?",
        help_text="A job title in everyday words, or “student of …”.",
        error_messages={"required": "Say what you do now or did last, as in “shop assistant”."},
    )
    organisation = forms.CharField(max_length=200, required=False, label="2. Where?")
    since = MonthField(required=False, label="3. Since when?", help_text="As in 2021-09, or just 2021.")
    work = forms.CharField(
        required=False,
        max_length=5000,
        widget=_lines(5),
        label="4. What do you do there, and what came of it?",
        help_text="A line for each thing: “Built the weekly stock report in Excel; two shops use it”.",
    )
    before = forms.CharField(max_length=200, required=False, label="5. What did you do before?")
    before_from = MonthField(required=False, label="From")
    before_to = MonthField(required=False, label="To")
    degree = forms.CharField(
        max_length=200,
        required=False,
        label="6. Your highest schooling or degree",
        help_text="As in “Bachelor”.",
    )
    area = forms.CharField(max_length=200, required=False, label="In what subject?")
    skills = forms.CharField(
        required=False,
        max_length=3000,
        widget=_lines(3),
        label="7. Tools and skills you use",
        help_text="With commas between them.",
    )
    certificates = forms.CharField(
        required=False, max_length=2000, label="8. Licences and certificates you hold"
    )
    languages = forms.CharField(required=False, max_length=500, label="9. Languages you work in")
    name = forms.CharField(max_length=200, required=False, label="10. What shall Cairn call you?")


class ExperienceForm(forms.Form):
    """One thing the person did."""

    title = forms.CharField(
        max_length=300, label="What you were", error_messages={"required": "Give it a title."}
    )
    organisation = forms.CharField(max_length=300, required=False, label="Where")
    kind = forms.ChoiceField(choices=ExperienceKind.choices, label="Kind")
    start = MonthField(required=False, label="From", help_text="2020-03 or 2020")
    end = MonthField(required=False, label="To", help_text="empty while it goes on")
    is_current = forms.BooleanField(required=False, label="I still do this")
    highlights = forms.CharField(
        required=False,
        widget=_lines(5),
        label="What you did",
        help_text="One thing a line.",
        max_length=20_000,
    )


class StudyForm(forms.Form):
    """A course of study, finished or not."""

    degree = forms.CharField(
        max_length=200,
        label="Degree or schooling",
        help_text="As in “Bachelor of Science”.",
        error_messages={"required": "Name the degree or the school-leaving certificate."},
    )
    area = forms.CharField(max_length=200, required=False, label="In what subject")
    institution = forms.CharField(max_length=200, required=False, label="Where")
    start = MonthField(required=False, label="From", help_text="2016-09 or 2016")
    end = MonthField(required=False, label="To", help_text="empty while it goes on")
    is_current = forms.BooleanField(required=False, label="I am still at it")


class CertificateForm(forms.Form):
    """A licence, certificate or award."""

    text = forms.CharField(
        max_length=300, label="What it is", error_messages={"required": "Name the licence or certificate."}
    )
    kind = forms.ChoiceField(
        label="Kind",
        choices=(("certificate", "Certificate"), ("licence", "Licence"), ("award", "Award")),
    )
    issuer = forms.CharField(max_length=200, required=False, label="Who gave it")
    granted = MonthField(required=False, label="Since", help_text="2020-03 or 2020")
    expires = MonthField(required=False, label="Valid until", help_text="empty where it does not end")


class PostingForm(forms.Form):
    """A posting to take as the target."""

    title = forms.CharField(max_length=200, required=False, label="Title of the job")
    text = forms.CharField(
        widget=_lines(5),
        max_length=100_000,
        label="The posting, as text",
        error_messages={"required": "Paste the posting as text."},
    )


class TermsForm(forms.Form):
    """Hours, money and dates."""

    hours_per_week = forms.FloatField(
        required=False,
        label="Hours of your own a week",
        help_text="What you can keep up in an ordinary week. Empty: five.",
        widget=forms.NumberInput(attrs={"step": "0.5", "min": "0.5", "max": "70", "inputmode": "decimal"}),
    )
    hours_at_work = forms.FloatField(
        required=False,
        min_value=0,
        max_value=40,
        label="Hours a week of learning by doing at work",
        help_text="Paid time. Empty: two while you have a job.",
        widget=forms.NumberInput(attrs={"step": "0.5", "inputmode": "decimal"}),
    )
    budget = forms.CharField(
        required=False,
        max_length=40,
        label="Money at most",
        help_text="As in 1500 USD or €800. Empty: no limit.",
    )
    deadline = forms.CharField(
        required=False,
        max_length=20,
        label="Ready by",
        help_text="2028-03, 2028-03-12, 18m or 2y. Empty: as early as possible.",
    )
    free_times = WeekTimesField(
        label="When you can work on it",
        help_text="As in Tue 19:00-21:00; Sat 9-12. Empty: Tuesday and Thursday evening, Saturday morning.",
    )
    protected_times = WeekTimesField(
        label="Protected times",
        help_text="Never planned, as in Fri 17:00-22:00; Sun: family, sleep, training.",
    )
    away = forms.CharField(
        required=False,
        max_length=2000,
        widget=_lines(3),
        label="Days away",
        help_text="A line for each, as in 2027-07-05..2027-07-18. Nothing is planned on them.",
    )
    relevance = forms.CharField(
        required=False,
        max_length=2000,
        widget=_lines(2),
        label="Why does this matter to you?",
        help_text="The R of a SMART goal; you will want to read it again in a tired week.",
    )

    def clean_hours_per_week(self) -> float | None:
        """The hours, within what a week has."""
        hours = self.cleaned_data["hours_per_week"]
        if hours is not None:
            _refused(lambda: check_hours(hours))
            if not math.isfinite(hours):
                msg = "Give a number of hours, as in 6."
                raise forms.ValidationError(msg)
        return hours  # type: ignore[no-any-return]

    def clean_budget(self) -> tuple[Decimal, str] | None:
        """The amount and its currency."""
        text = self.cleaned_data["budget"]
        money = _refused(lambda: parse_money(text)) if text else None
        return (money.amount, money.currency) if money else None

    def clean_deadline(self) -> date | None:
        """The day to be ready by."""
        text = self.cleaned_data["deadline"]
        return _refused(lambda: parse_deadline(text, today=clock.today())) if text else None

    def clean_away(self) -> list[tuple[date, date]]:
        """The days away, as pairs."""
        lines = [line.strip() for line in self.cleaned_data["away"].splitlines() if line.strip()]
        return [_away(line) for line in lines]


def _refused(read: Any) -> Any:  # noqa: ANN401 - whatever the reader gives
    """What `read` gives, its refusal said beside the field."""
    try:
        return read()
    except BadInput as error:
        raise forms.ValidationError(str(error)) from error


def _away(line: str) -> tuple[date, date]:
    first, _, last = line.partition("..")
    try:
        days = date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())
    except ValueError as error:
        msg = f"Write two days as in 2027-07-05..2027-07-18, not “{line}”."
        raise forms.ValidationError(msg) from error
    if days[1] < days[0]:
        msg = f"{line} ends before it begins; write the earlier day first."
        raise forms.ValidationError(msg)
    return days
