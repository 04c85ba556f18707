"""The record goes out and comes in whole, and deleting leaves nothing."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cairn.archive import export_archive, import_archive
from cairn_web.models import Change, Goal, LogKind, Person, Run, Task
from cairn_web.services import branching, carrying, recording, tasks, versions
from cairn_web.services.people import the_person
from cairn_web.store import latest_plan


def fill(person: Person) -> None:
    run = latest_plan(person)
    assert run is not None
    tasks.take_plan(person=person, run=run)
    versions.restore(person=person, run=run, seen=run.pk)
    person.ratings.create(skill="sql", label="SQL", level=2.5, enjoyment=4)
    person.credentials.create(credential="bachelor-degree", label="Bachelor", is_held=False)
    person.refused.create(option="x", title="X")
    person.gap_order.create(skill="sql", position=0)
    person.away.create(first="2027-07-01", last="2027-07-09")
    task = person.tasks.exclude(step="").order_by("pk")[0]
    recording.log_work(person=person, task=task, kind=LogKind.LOG, day=date(2026, 11, 20), hours=1.5)
    recording.keep_review(person=person, words="On the way.")
    recording.reject_suggestion(person=person, key="drop:x", sentence="Leave out X.")
    branch = dict.fromkeys(branching.FIELDS)
    branch |= {"name": "Study", "kind": "other", "role": "", "share_given_up": 0.5}
    branch |= {"is_without_budget": False, "is_without_deadline": False}
    row = branching.add_branch(person=person, fields=branch)
    person.branches.filter(pk=row.pk).update(run=run)


def test_what_goes_out_comes_in_just_as_it_was(planned: Person) -> None:
    fill(planned)
    archive = import_archive(export_archive(carrying.export_record(planned)))
    assert all(archive.tables[name] for name in carrying.TABLES if name != "done_sessions")
    assert carrying.is_same(planned, archive)
    other = carrying.import_record(person=planned, archive=archive)
    assert Person.objects.count() == 1
    assert carrying.is_same(other, archive)
    assert Task.objects.filter(person=other, after__isnull=False).exists()


def test_a_moment_keeps_its_last_digits(planned: Person) -> None:
    fill(planned)
    moment = datetime(2026, 11, 20, 9, 30, 15, 412, tzinfo=UTC)
    planned.branches.update(made_at=moment)
    archive = import_archive(export_archive(carrying.export_record(planned)))
    other = carrying.import_record(person=planned, archive=archive)
    assert carrying.is_same(other, archive)
    assert other.branches.get().made_at == moment


def test_the_same_archive_twice_changes_nothing(browser: Any, planned: Person) -> None:
    content = browser.get("/share/export/").content
    page = browser.post(
        "/share/import/", {"file": SimpleUploadedFile("a.cairn", content), "sure": "1"}, follow=True
    )
    assert "just what is here already" in page.content.decode()
    assert Person.objects.get().pk == planned.pk


def test_an_import_is_looked_at_first_and_can_be_undone(browser: Any, planned: Person) -> None:
    content = browser.get("/share/export/").content
    Goal.objects.create(person=planned, statement="Set after the export")
    first = browser.post("/share/import/", {"file": SimpleUploadedFile("a.cairn", content)})
    assert "would take the place" in first.content.decode()
    assert Goal.objects.exists()
    browser.post("/share/import/", {"file": SimpleUploadedFile("a.cairn", content), "sure": "1"})
    assert not Goal.objects.exists()
    kept = carrying.kept_before()[0].name
    browser.post("/share/bring-back/", {"name": kept})
    assert Goal.objects.get().statement == "Set after the export"


def test_a_file_that_is_no_archive_changes_nothing(browser: Any, planned: Person) -> None:
    for content in (b"nothing", b"PK\x03\x04", browser.get("/share/export/").content[:-200]):
        sent = {"file": SimpleUploadedFile("a.cairn", content), "sure": "1"}
        assert browser.post("/share/import/", sent).status_code == 422
    assert Person.objects.get().pk == planned.pk


def test_an_archive_with_a_row_that_does_not_fit_changes_nothing(planned: Person) -> None:
    import pytest

    from cairn.archive import Archive
    from cairn.errors import BadInput

    good = carrying.export_record(planned)
    for bad in ({"id": 1, "made_up": 1}, {"id": 1, "title": "t", "goal_id": 999}, {"id": 1, "due": "never"}):
        broken = Archive(made_on=good.made_on, tables={**good.tables, "tasks": (bad,)})
        with pytest.raises(BadInput, match="nothing was changed"):
            carrying.import_record(person=planned, archive=broken)
    assert carrying.is_same(the_person(), good)


def test_deleting_needs_the_word_and_leaves_nothing(browser: Any, planned: Person, tmp_path: Any) -> None:
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "cairn-2026-01-01.sqlite3").write_bytes(b"x")
    assert browser.post("/share/delete/", {"word": "yes"}).status_code == 422
    assert Person.objects.exists()
    browser.post("/share/delete/", {"word": "Delete"})
    assert [one for one in (Person, Run, Change) if one.objects.exists()] == []
    assert not (tmp_path / "backups").exists()


def test_every_table_of_the_record_goes_into_the_archive_and_its_guide(root: Path) -> None:
    from django.apps import apps

    kept = set(apps.get_app_config("cairn_web").get_models())
    assert kept == set(carrying.TABLES.values())
    guide = (root / "docs" / "guide" / "archive.md").read_text(encoding="utf-8")
    assert [name for name in carrying.TABLES if f"`{name}`" not in guide] == []
