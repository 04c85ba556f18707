"""Roles small enough to reckon routes by hand, and effort that is easy to add up."""

import pytest

from cairn.assumptions import Assumptions, load_assumptions
from cairn.catalogue import Catalogue
from cairn.catalogue.starter_layer import read_starter

TOWN = """
[[skill]]
id = "kneading"
label = "Kneading"
kind = "hard"
[[skill]]
id = "baking"
label = "Baking"
kind = "hard"
shows_part = ["kneading"]
[[skill]]
id = "leading"
label = "Leading"
kind = "soft"
[[skill]]
id = "book-keeping"
label = "Keeping books"
kind = "hard"
[[skill]]
id = "law"
label = "Law"
kind = "knowledge"

[[credential]]
id = "school"
label = "School"
kind = "degree"
everyday = true
[[credential]]
id = "degree"
label = "A degree"
kind = "degree"
includes = ["school"]
[[credential]]
id = "law-degree"
label = "A law degree"
kind = "degree"
includes = ["degree"]
[[credential]]
id = "bar"
label = "The bar"
kind = "licence"
[[credential]]
id = "card"
label = "Hygiene card"
kind = "certification"

[[option]]
id = "study"
title = "Study"
kind = "degree"
modes = [{ pattern = "fixed_pace", hours = [2500, 3000, 3500], weeks = 150 }]
proves = "a degree"
first_step = "Apply"
done_when = "passed"
grants = ["degree"]
needs_credentials = ["school"]
[[option]]
id = "law-school"
title = "Law school"
kind = "degree"
modes = [{ pattern = "fixed_pace", hours = [1800, 2000, 2400], weeks = 100 }]
proves = "a law degree"
first_step = "Apply"
done_when = "passed"
grants = ["law-degree"]
needs_credentials = ["degree"]

[[role]]
id = "kneader"
title = "Kneader"
field = "food"
seniority = 1
summary = "Kneads."
up = ["baker"]
requires = [{ skill = "kneading", level = 3, importance = 5 }]

[[role]]
id = "baker"
title = "Baker"
field = "food"
seniority = 2
summary = "Bakes."
experience_years = 1
up = ["head-baker"]
requires = [{ skill = "baking", level = 3, importance = 5 }]
credentials = [{ any_of = ["card"] }]

[[role]]
id = "head-baker"
title = "Head baker"
field = "food"
seniority = 4
summary = "Leads bakers."
experience_years = 4
requires = [
  { skill = "baking", level = 4, importance = 4 },
  { skill = "leading", level = 3, importance = 4 },
]
credentials = [{ any_of = ["card"] }]

[[role]]
id = "clerk"
title = "Clerk"
field = "office"
seniority = 1
summary = "Keeps books."
requires = [
  { skill = "book-keeping", level = 2, importance = 5 },
  { skill = "kneading", level = 2, importance = 2 },
]

[[role]]
id = "lawyer"
title = "Lawyer"
field = "law"
seniority = 3
summary = "Pleads."
requires = [{ skill = "law", level = 4, importance = 5 }]
credentials = [{ any_of = ["law-degree"] }, { any_of = ["bar"] }]

[[role]]
id = "mayor"
title = "Mayor"
field = "town"
seniority = 5
summary = "Leads the town."
experience_years = 15
requires = [{ skill = "leading", level = 5, importance = 5 }]
"""


@pytest.fixture(scope="session")
def town() -> Catalogue:
    return read_starter([("town.toml", TOWN)])


@pytest.fixture(scope="session")
def numbers() -> Assumptions:
    """Round numbers for what is not hours; the effort model's own steps for what is."""
    return load_assumptions().override(
        {
            "routes.move_hours": 10,
            "routes.unlike_hours": 100,
            "routes.rung_hours": 200,
            "routes.down_hours": 300,
            "routes.year_hours": 50,
            "routes.stay_years": 2,
        }
    )
