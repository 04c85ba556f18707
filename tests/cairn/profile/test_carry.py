"""The document that is carried away holds each level with its range and its words."""

import json
from pathlib import Path

import jsonschema

from cairn.profile import Profile
from cairn.profile.carry import carry_profile
from cairn.reading import Resume, plain_json_resume, read_json_resume, to_json_resume


def test_each_level_stands_with_its_range_and_the_words_it_rests_on(
    baker: Profile, baker_resume: Resume
) -> None:
    held = {one["id"]: one for one in carry_profile(baker_resume, baker)["x-skills"]}
    assert held.keys() == baker.skills.keys()
    baking = held["baking"]
    assert baking["low"] <= baking["level"] <= baking["high"]
    assert baking["level"] == round(baker.skills["baking"].level.value, 2)  # type: ignore[index]
    (done,) = [one for one in baking["evidence"] if one["kind"] == "done"]
    assert done["quote"] == "Baked bread for three shops"
    assert done["experience"] == "Baker, Corner Bakery"


def test_credentials_stand_with_their_words(baker: Profile, baker_resume: Resume) -> None:
    held = carry_profile(baker_resume, baker)["x-credentials"]
    assert {one["id"] for one in held} == set(baker.credentials)


def test_what_is_carried_comes_in_and_goes_out_the_same(baker: Profile, baker_resume: Resume) -> None:
    document = json.loads(json.dumps(carry_profile(baker_resume, baker)))
    assert to_json_resume(read_json_resume(document)) == document
    assert plain_json_resume(document)[0] == plain_json_resume(to_json_resume(baker_resume))[0]


def test_it_fits_the_schema(baker: Profile, baker_resume: Resume, shared: Path) -> None:
    schema = json.loads((shared / "bench/jsonresume/schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(carry_profile(baker_resume, baker), schema)
