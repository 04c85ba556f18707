"""Values go to JSON and back unchanged, and nothing else comes out of it."""

import json
from typing import Any

import pytest

from cairn.catalogue import load_catalogue
from cairn.report import render_html
from cairn_web.wire import from_json, to_json


def test_every_role_of_the_catalogue_comes_back_as_it_was() -> None:
    for role in list(load_catalogue().roles.values())[:40]:
        assert from_json(json.loads(json.dumps(to_json(role)))) == role


def test_a_document_comes_back_whole_and_renders_the_same(planned_result: dict[str, Any]) -> None:
    document = from_json(planned_result["plan"]["document"])
    again = from_json(json.loads(json.dumps(to_json(document))))
    assert again == document
    assert render_html(again) == render_html(document)


@pytest.mark.parametrize(
    "held",
    [
        {"derivations": [], "value": {"is": "Popen", "args": "true"}},
        {"derivations": [], "value": {"is": "Role"}},
        {"derivations": [], "value": {"#": 3}},
        {"value": 1},
    ],
)
def test_what_is_no_value_of_ours_is_refused(held: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="wire"):
        from_json(held)


def test_only_known_values_are_written() -> None:
    with pytest.raises(ValueError, match="not a value that is kept"):
        to_json(object())
