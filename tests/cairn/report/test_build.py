"""What the report says, whatever it is shown on."""

from collections.abc import Callable

from cairn.report import Document, PlanReport, build_report
from cairn.report.document import Facts, Items, LevelsChart, LoadChart, Paragraph, RoadmapChart, Section
from cairn.report.figures import figures_of, plain

MakeReport = Callable[..., PlanReport]


def section(document: Document, name: str) -> Section:
    return next(one for one in document.sections if one.id == name)


def words(document: Document, name: str) -> str:
    """Everything a section says, charts by their tables."""
    return " ".join(_texts(section(document, name).blocks)).replace("\N{NO-BREAK SPACE}", " ")


def _texts(part: object) -> list[str]:
    if isinstance(part, str):
        return [part]
    if isinstance(part, tuple):
        return [text for one in part for text in _texts(one)]
    if hasattr(part, "__slots__"):
        names = [name for name in part.__slots__ if name != "derivation"]
        return [text for name in names for text in _texts(getattr(part, name))]
    return []


def test_the_answer_is_a_sentence(document: Document) -> None:
    assert document.title.replace("\N{NO-BREAK SPACE}", " ") == "Data scientist by July 2027"


def test_the_sections_come_in_the_order_they_are_promised(document: Document) -> None:
    order = "answer person strengths gaps choices roadmap week questions milestones goal load resources"
    assert [one.id for one in document.sections] == [*order.split(), "sure", "proof", "assumptions"]


def test_the_first_section_says_whether_it_fits_and_how_sure(document: Document) -> None:
    facts = next(one for one in section(document, "answer").blocks if isinstance(one, Facts))
    shown = {one.label: plain(one.value).replace("\N{NO-BREAK SPACE}", " ") for one in facts.facts}
    assert facts.is_good
    assert facts.badge == "Fits, and no plan finishes earlier"
    assert shown == {
        "Finish": "17 Jul 2027",
        "8 times in 10 by": "28 Aug 2027",
        "If your checks pass": "5 Jun 2027",
        "Work": "120 h",
        "Cost": "$640",
    }


def test_an_unproved_finish_names_its_bound(make_report: MakeReport) -> None:
    from dataclasses import replace

    report = make_report()
    loose = replace(report.solution, status="feasible", bound=report.solution.finish - 2)
    told = words(build_report(replace(report, solution=loose, outcome=loose)), "answer")
    assert "at most 2 weeks from the earliest possible" in told
    assert "It is proved" not in told


def test_a_plan_too_tight_to_count_on_is_not_called_good(make_report: MakeReport) -> None:
    document = build_report(make_report(fits=False))
    facts = next(one for one in section(document, "answer").blocks if isinstance(one, Facts))
    assert not facts.is_good
    assert "too tightly" in facts.badge


def test_an_honest_no_tells_the_conflict_and_every_way_out_with_its_number(make_report: MakeReport) -> None:
    document = build_report(make_report(is_infeasible=True, count=3))
    told = words(document, "conflict")
    assert "not all of it fits" in document.title
    assert "Four hours a week do not reach machine learning by 1 March 2027." in told
    assert "Two more hours a week." in told
    assert "2 h a week" in told
    assert "More money alone does not help." in told
    assert "Machine learning" in told


def test_a_plan_that_fits_has_no_section_about_conflicts(document: Document) -> None:
    assert all(one.id != "conflict" for one in document.sections)


def test_the_gaps_come_with_their_reasons_and_the_covered_skills_after_them(document: Document) -> None:
    chart = next(one for one in section(document, "gaps").blocks if isinstance(one, LevelsChart))
    assert [row.label for row in chart.rows[-2:]] == ["Experiment design", "SQL"]
    assert all(row.note for row in chart.rows[:4])
    assert [row.label for row in chart.rows if row.is_unknown] == ["Model evaluation"]
    assert len(chart.table.rows) == len(chart.rows)


def test_what_carries_over_quotes_the_words_that_speak_for_it(document: Document) -> None:
    told = words(document, "strengths")
    assert "Used SQL every week" in told
    assert "Spreadsheets 4.2" in told
    assert "54 %" in told


def test_the_roadmap_breaks_for_time_away_and_knows_what_waits_for_what(document: Document) -> None:
    chart = next(one for one in section(document, "roadmap").blocks if isinstance(one, RoadmapChart))
    bars = {bar.label: bar for bar in chart.bars}
    course = bars["Machine learning certificate"]
    assert len(course.spans) == 2
    assert course.after == ("Statistics, second course",)
    assert course.is_critical
    assert not bars["Rewrite the monthly report in Python"].is_critical


def test_the_first_three_sessions_can_be_ticked_off(document: Document) -> None:
    items = next(one for one in section(document, "week").blocks if isinstance(one, Items)).items
    assert len(items) == 3
    assert all(item.can_tick for item in items)
    assert plain(items[0].when).replace("\N{NO-BREAK SPACE}", " ") == "Tue 8 Dec, 19:00 · 2 h"


def test_each_letter_of_the_goal_is_told_and_a_failed_one_says_what_mends_it(document: Document) -> None:
    told = words(document, "goal")
    for name in ("Specific", "Measurable", "Achievable", "Relevant", "Time-bound"):
        assert name in told
    assert "not yet" in told
    assert "Say why you want it." in told


def test_a_question_says_where_its_answer_goes(document: Document) -> None:
    assert "levels.model-evaluation" in words(document, "questions")


def test_hours_and_money_by_quarter_add_up_to_the_plan(report: PlanReport, document: Document) -> None:
    table = section(document, "resources").blocks[0]
    hours, money = (
        [row[at][0].derivation.value for row in table.rows]  # type: ignore[union-attr]
        for at in (1, 2)
    )
    assert sum(hours[:-1]) == hours[-1] == report.plan.hours.value
    assert sum(money[:-1]) == money[-1] == report.plan.cost.value


def test_weeks_that_are_alike_share_a_row_and_none_is_lost(report: PlanReport, document: Document) -> None:
    chart = next(one for one in section(document, "load").blocks if isinstance(one, LoadChart))
    counts = [int(plain(row[1])) for row in chart.table.rows]
    assert counts == [12, 2, 18]
    assert sum(counts) == len(report.timeline.weeks) == len(chart.points)


def test_every_assumption_that_was_used_is_listed_once(document: Document) -> None:
    table = section(document, "assumptions").blocks[1]
    labels = [plain(row[0]) for row in table.rows]  # type: ignore[union-attr]
    assert labels == sorted(labels)
    assert labels.count("hours per level") == 1


def test_nothing_to_do_is_told_in_words_and_not_as_an_empty_list(make_report: MakeReport) -> None:
    document = build_report(make_report(count=0))
    assert all(one.blocks for one in document.sections)
    assert not any(
        isinstance(block, Items) and not block.items for one in document.sections for block in one.blocks
    )
    assert "Nothing has to be learnt" in words(document, "choices")


def test_no_deadline_and_no_budget_are_said(make_report: MakeReport) -> None:
    document = build_report(make_report(deadline=None, budget=None))
    lede = plain(document.lede)
    assert "no limit on money" in lede
    assert "as early as can be" in lede


def test_the_ids_of_sections_and_headings_are_unique(document: Document) -> None:
    ids = [one.id for one in document.sections]
    ids += [block.id for one in document.sections for block in one.blocks if hasattr(block, "id")]
    assert len(ids) == len(set(ids))


def test_every_shown_number_of_the_answer_is_a_figure(document: Document) -> None:
    blocks = section(document, "answer").blocks
    figures = list(figures_of(blocks))
    assert len(figures) >= 6
    assert isinstance(blocks[1], Paragraph)


def test_no_jargon(document: Document) -> None:
    told = " ".join(words(document, one.id) for one in document.sections).lower()
    for word in ("makespan", "infeasible", "rcpsp", "p80", "stochastic", "mode ", "slack"):
        assert word not in told
