"""The JSON record: complete, replayable, private."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from cairn.provenance import evaluate, replay
from cairn.report import Document, PlanReport, build_report, report_json
from cairn.report.figures import figures_of
from cairn.report.renderers.record import printed_derivation

MakeReport = Callable[..., PlanReport]


@pytest.fixture(scope="module")
def record(report: PlanReport, document: Document) -> dict[str, Any]:
    return json.loads(json.dumps(report_json(report, document), allow_nan=False))  # type: ignore[no-any-return]


def test_every_derivation_of_the_record_replays_to_the_printed_value(record: dict[str, Any]) -> None:
    for number, entry in enumerate(record["derivations"]):
        assert replay(printed_derivation(record, number)) == pytest.approx(entry["value"])


def test_a_changed_input_is_caught_by_the_replay(record: dict[str, Any]) -> None:
    changed = json.loads(json.dumps(record))
    number = changed["plan"]["hours"]["derivation"]
    changed["derivations"][changed["derivations"][number]["inputs"]["parts"][0]]["value"] += 1
    with pytest.raises(Exception, match="recomputed"):
        replay(printed_derivation(changed, number))


def test_one_pass_in_order_recomputes_everything(record: dict[str, Any]) -> None:
    values: list[float] = []
    for entry in record["derivations"]:
        if "formula" in entry:
            given = {
                name: [values[one] for one in number] if isinstance(number, list) else values[number]
                for name, number in entry["inputs"].items()
            }
            values.append(evaluate(entry["formula"], given))
        else:
            values.append(entry["value"])
        assert values[-1] == pytest.approx(entry["value"])


def test_every_number_in_place_agrees_with_its_derivation(record: dict[str, Any]) -> None:
    places = list(_numbers_in(record))
    assert len(places) > 40
    for place in places:
        assert record["derivations"][place["derivation"]]["value"] == place["value"]


def _numbers_in(part: Any) -> Any:
    if isinstance(part, dict):
        if {"value", "derivation"} <= part.keys():
            yield part
        for inner in part.values():
            yield from _numbers_in(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _numbers_in(inner)


def test_every_figure_of_the_report_is_in_the_record(record: dict[str, Any], document: Document) -> None:
    shown = {(one["section"], one["shown"]) for one in record["numbers"]}
    for section in document.sections:
        for figure in figures_of(section):
            assert (section.id, figure.shown) in shown


def test_the_record_holds_the_request_the_steps_and_the_proof(record: dict[str, Any]) -> None:
    assert record["version"] == 1
    assert record["target"]["role"] == "data-scientist"
    assert record["terms"]["budget"] == {"amount": 1500.0, "currency": "USD"}
    assert record["terms"]["away"] == [{"first": "2027-03-01", "last": "2027-03-14"}]
    assert record["plan"]["steps"][0]["title"] == "Statistics, second course"
    assert record["plan"]["steps"][2]["after"] == ["s0"]
    assert record["proof"]["finish_weeks"] == record["proof"]["bound_weeks"] == 32
    assert len(record["schedule"]["sessions"]) == 60


def test_the_person_is_a_json_resume_without_e_mail_or_telephone(record: dict[str, Any]) -> None:
    resume = record["resume"]
    assert resume["basics"] == {"name": "Ada Example", "label": "Product analyst"}
    assert resume["work"][0]["startDate"] == "2022-03"
    assert resume["work"][0]["highlights"] == ["Wrote the weekly report in Python"]
    everything = json.dumps(record)
    assert "someone@example.com" not in everything
    assert "7700" not in everything


def test_an_honest_no_carries_its_conflict_and_ways_out(make_report: MakeReport) -> None:
    report = make_report(is_infeasible=True, count=3)
    record = report_json(report, build_report(report))
    assert record["plan"]["fits"] is False
    assert record["plan"]["unmet"] == ["Machine learning"]
    assert record["proof"]["conflict"]["knobs"] == ["own", "deadline"]
    assert [way["amount"] for way in record["proof"]["ways_out"]] == [2.0, None]


def test_an_empty_plan_is_a_record_too(make_report: MakeReport) -> None:
    report = make_report(count=0)
    record = report_json(report, build_report(report))
    assert record["plan"]["steps"] == []
    json.dumps(record, allow_nan=False)
