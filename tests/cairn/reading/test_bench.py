"""Résumés nobody in this project wrote, scored by their own measure."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
from tests.cairn.reading.checks import TODAY, assert_places_hold

from cairn.reading import read_resume, to_json_resume
from cairn.reading.values import Resume


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_resumes", shared / "bench/score_resumes.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_contacts_jobs_and_studies_are_right(shared: Path, scorer: ModuleType) -> None:
    truths = scorer.truth_files(shared / "bench/resumes")
    told = scorer.score(
        truths, scorer.outputs_of(lambda path: to_json_resume(read_resume(path, today=TODAY)))
    )["all"]
    assert told["contact_exact_pct"] == 100
    assert told["contact_spurious"] == 0
    assert told["work_right"] >= 20
    assert told["work_reported"] <= 21
    assert told["education_right_pct"] == 100


def test_one_resume_in_three_layouts_gives_one_profile(shared: Path) -> None:
    files = sorted((shared / "bench/resumes").glob("*Theme*.pdf"))
    read = [read_resume(path, today=TODAY) for path in files]
    for one in read:
        assert_places_hold(one)
    assert len({json.dumps(_profile(one)) for one in read}) == 1


def _profile(read: Resume) -> list[object]:
    jobs = [
        (e.kind, e.title, e.organisation, str(e.start), str(e.end), [q.text for q in e.highlights])
        for e in read.experiences
    ]
    studies = [(e.degree, e.area, e.institution, str(e.start), str(e.end)) for e in read.education]
    return [read.contact.name, read.contact.location, jobs, studies, [(s.group, s.text) for s in read.skills]]
