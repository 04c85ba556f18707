"""The calendar: what the standard asks, read back by another library."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar.parser import Contentline

from cairn.report import PlanReport, render_calendar
from cairn.report.renderers.feed import escape_text, fold_line

MakeReport = Callable[..., PlanReport]
TITLES = st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1, max_size=200)


def calendar_of(report: PlanReport) -> Calendar:
    calendar = Calendar.from_ical(render_calendar(report))
    assert isinstance(calendar, Calendar)
    return calendar


def test_each_session_is_an_event_with_a_floating_start_and_a_length(report: PlanReport) -> None:
    events = [one for one in calendar_of(report).walk("VEVENT") if "DURATION" in one]
    assert len(events) == len(report.timeline.sessions) == 60
    first = events[0]
    assert first["DTSTART"].dt == datetime(2026, 12, 8, 19)  # noqa: DTZ001 - floating on purpose
    assert first["DURATION"].dt == timedelta(hours=2)
    assert str(first["SUMMARY"]) == "Statistics, second course"


def test_no_event_is_a_bar_of_weeks(report: PlanReport) -> None:
    for event in calendar_of(report).walk("VEVENT"):
        length = event["DURATION"].dt if "DURATION" in event else event["DTEND"].dt - event["DTSTART"].dt
        assert length <= timedelta(days=1)


def test_milestones_are_tasks_that_are_due_and_the_deadline_a_day_of_its_own(report: PlanReport) -> None:
    calendar = calendar_of(report)
    tasks = calendar.walk("VTODO")
    assert [one["DUE"].dt for one in tasks] == [one.day for one in report.milestones]
    assert all("DTSTART" not in one for one in tasks)
    days = [one for one in calendar.walk("VEVENT") if "DTEND" in one]
    assert [one["DTSTART"].dt for one in days] == [date(2027, 12, 1)]


def test_identifiers_are_unique_and_stay_when_the_days_move(report: PlanReport) -> None:
    def names(of: PlanReport) -> list[str]:
        return [str(one["UID"]) for one in calendar_of(of).walk() if "UID" in one]

    later = tuple(replace(one, day=one.day + timedelta(weeks=3)) for one in report.timeline.sessions)
    moved = replace(report, timeline=replace(report.timeline, sessions=later))
    assert len(names(report)) == len(set(names(report)))
    assert names(moved) == names(report)


def test_two_people_do_not_share_identifiers(make_report: MakeReport) -> None:
    ada, bob = make_report(name="Ada Example"), make_report(name="Bob Example")
    assert not {str(one.get("UID")) for one in calendar_of(ada).walk("VEVENT")} & {
        str(one.get("UID")) for one in calendar_of(bob).walk("VEVENT")
    }


def test_the_same_plan_gives_the_same_bytes(report: PlanReport) -> None:
    assert render_calendar(report) == render_calendar(report)


def test_every_line_ends_as_it_should_and_is_short_enough(make_report: MakeReport) -> None:
    text = render_calendar(
        make_report(titles=["山田太郎のための統計学の長い長い題名" * 5, "x" * 300, "a;b,c\\d\ne"])
    )
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_an_empty_plan_is_still_a_calendar(make_report: MakeReport) -> None:
    calendar = calendar_of(make_report(count=0, deadline=None))
    assert not calendar.walk("VEVENT")


@given(TITLES)
def test_any_text_survives_escaping_and_folding(text: str) -> None:
    line = f"SUMMARY:{escape_text(text)}"
    folded = fold_line(line)
    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == line
    assert Contentline.from_ical(folded).parts()[2] is not None


@given(TITLES)
def test_any_title_reads_back_as_it_was(text: str) -> None:
    body = f"BEGIN:VEVENT\r\nUID:1\r\n{fold_line('SUMMARY:' + escape_text(text))}\r\nEND:VEVENT\r\n"
    read = Calendar.from_ical(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:t\r\n{body}END:VCALENDAR\r\n")
    assert isinstance(read, Calendar)
    told = str(read.walk("VEVENT")[0]["SUMMARY"])
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\N{NO-BREAK SPACE}", " ")
    expected = "".join(char for char in lines if char in "\n\t" or (ord(char) >= 32 and ord(char) != 127))
    assert told == expected
