import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import BadInput
from cairn.plan.week_times import DAY_MINUTES, WeekTime, free_parts, read_week_times


def at(day: int, first: float, last: float) -> WeekTime:
    return WeekTime(day=day, first=round(first * 60), last=round(last * 60))


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Tue 19:00-21:00", [at(1, 19, 21)]),
        ("tuesdays 7pm to 9pm", [at(1, 19, 21)]),
        ("Thurs 7-9pm", [at(3, 19, 21)]),
        ("Wed 11am - 1pm", [at(2, 11, 13)]),
        ("Mon-Wed 17.30–19", [at(day, 17.5, 19) for day in (0, 1, 2)]),
        ("Sat to Mon 8h15-9h", [at(day, 8.25, 9) for day in (5, 6, 0)]),
        ("Sat, Sun", [WeekTime(day=5), WeekTime(day=6)]),
        ("Friday and Sunday 9-24:00", [at(4, 9, 24), at(6, 9, 24)]),
        (
            "weekdays 12-13; weekend 10-11",
            [at(day, 12, 13) for day in range(5)] + [at(5, 10, 11), at(6, 10, 11)],
        ),
        ("every day 6:45-7:30", [at(day, 6.75, 7.5) for day in range(7)]),
        ("\n Mon 9-10 \n\n", [at(0, 9, 10)]),
        ("", []),
    ],
)
def test_times_are_read_as_people_write_them(text: str, times: list[WeekTime]) -> None:
    assert list(read_week_times(text)) == times


@pytest.mark.parametrize(
    "text",
    [
        "Foo",
        "T 9-10",
        "Mon 25-26",
        "Mon 9:75-10",
        "Mon 9",
        "Mon 13pm-14pm",
        "Mon-Tue-Wed 9-10",
        "19:00-21:00",
        "Mon 9-10 x",
    ],
)
def test_what_names_no_time_is_refused_with_the_form_to_use(text: str) -> None:
    with pytest.raises(BadInput, match="write it as in"):
        read_week_times(text)


def test_an_end_before_its_beginning_is_refused() -> None:
    with pytest.raises(BadInput, match="midnight as 24:00"):
        read_week_times("Sun 22-2")


def test_a_time_reads_back_from_its_own_words() -> None:
    for one in (at(2, 9.25, 17), WeekTime(day=6), at(0, 0, 1)):
        assert read_week_times(str(one)) == (one,)


minutes = st.integers(0, DAY_MINUTES)
stretches = st.tuples(st.integers(0, 1), minutes, minutes).filter(lambda one: one[1] < one[2])


@given(stretches, st.lists(stretches, max_size=4))
def test_what_is_left_is_all_that_no_protected_time_covers(
    whole: tuple[int, int, int], cuts: list[tuple[int, int, int]]
) -> None:
    def value(one: tuple[int, int, int]) -> WeekTime:
        return WeekTime(day=one[0], first=one[1], last=one[2])

    left = free_parts(value(whole), map(value, cuts))
    covered = {minute for day, first, last in cuts if day == whole[0] for minute in range(first, last)}
    assert {minute for one in left for minute in range(one.first, one.last)} == (
        set(range(whole[1], whole[2])) - covered
    )
