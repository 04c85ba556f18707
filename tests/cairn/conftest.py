"""A toy world of six roles and twelve skills, and one invented person in it.

Everything a test needs can be worked out by hand: round hours, whole levels, one
field besides the common one, and a person whose dates end on a round year.
"""

from datetime import date

import pytest

from cairn.assumptions import Assumptions, load_assumptions
from cairn.catalogue import Catalogue
from cairn.catalogue.starter_layer import read_starter
from cairn.profile import Answers, Finders, Profile, assemble_profile
from cairn.reading.json_resume import read_json_resume
from cairn.reading.values import Resume

TODAY = date(2026, 12, 1)

COMMON = """
[[skill]]
id = "teamwork"
label = "Working in a team"
kind = "soft"
everyday = true

[[skill]]
id = "leading-people"
label = "Leading people"
kind = "soft"
aliases = ["supervised", "led a team"]

[[skill]]
id = "shift-scheduling"
label = "Scheduling shifts"
kind = "soft"
aliases = ["planned the rota", "rota planning"]

[[skill]]
id = "french"
label = "French"
kind = "language"

[[credential]]
id = "bachelor-degree"
label = "Bachelor's degree"
kind = "degree"
includes = ["school-diploma"]

[[credential]]
id = "school-diploma"
label = "School diploma"
kind = "degree"

[[option]]
id = "lead-course"
title = "Course in leading people"
kind = "course"
teaches = { leading-people = [0, 2] }
proves = "a certificate of attendance"
first_step = "Enrol"
done_when = "the course is finished"
modes = [{ pattern = "self_paced", hours = [15, 20, 30], cost = [50, 100, 200] }]

[[option]]
id = "lead-at-work"
title = "Lead a small team at work"
kind = "on_the_job"
teaches = { leading-people = [2, 3], shift-scheduling = [0, 3] }
proves = "a season of leading"
first_step = "Ask your manager"
done_when = "the season is over"
modes = [{ pattern = "self_paced", hours = [12, 16, 24], weeks = 8, at_work = true }]

[[option]]
id = "lead-volunteers"
title = "Lead volunteers for a season"
kind = "volunteering"
teaches = { leading-people = [2, 3] }
proves = "a reference"
first_step = "Ask a club"
done_when = "the season is over"
modes = [{ pattern = "self_paced", hours = [20, 30, 40] }]

[[option]]
id = "rota-workshop"
title = "Workshop in shift planning"
kind = "workshop"
teaches = { shift-scheduling = [0, 3] }
proves = "a planned month"
first_step = "Book a place"
done_when = "a month is planned"
modes = [{ pattern = "intensive", hours = [6, 8, 10], weeks = 1, cost = [80, 100, 120] }]
"""

FOOD = """
[[skill]]
id = "kneading"
label = "Kneading dough"
kind = "hard"
aliases = ["kneaded"]

[[skill]]
id = "baking"
label = "Baking bread"
kind = "hard"
aliases = ["baked", "bread baking"]
shows = ["oven-work"]
shows_part = ["kneading"]

[[skill]]
id = "oven-work"
label = "Working at an oven"
kind = "hard"

[[skill]]
id = "pastry"
label = "Making pastry"
kind = "hard"
aliases = ["pastries"]

[[skill]]
id = "food-hygiene"
label = "Food hygiene"
kind = "knowledge"
aliases = ["hygiene rules"]

[[skill]]
id = "cost-control"
label = "Controlling costs"
kind = "knowledge"

[[skill]]
id = "till"
label = "Till system"
kind = "tool"
aliases = ["cash register"]

[[skill]]
id = "recipe-design"
label = "Designing recipes"
kind = "hard"

[[credential]]
id = "hygiene-card"
label = "Food hygiene card"
kind = "certification"
aliases = ["hygiene card", "FHC"]
shows = { food-hygiene = 3 }

[[credential]]
id = "master-baker"
label = "Master baker certificate"
kind = "licence"

[[role]]
id = "helper"
title = "Bakery helper"
field = "food"
seniority = 1
summary = "Helps."
up = ["baker"]
requires = [{ skill = "kneading", level = 2, importance = 4 }]

[[role]]
id = "baker"
title = "Baker"
field = "food"
seniority = 2
summary = "Bakes."
up = ["head-baker"]
requires = [
  { skill = "baking", level = 3, importance = 5 },
  { skill = "kneading", level = 3, importance = 4 },
  { skill = "food-hygiene", level = 2, importance = 4 },
]
credentials = [{ any_of = ["hygiene-card"] }]

[[role]]
id = "head-baker"
title = "Head baker"
field = "food"
seniority = 4
summary = "Leads a bakery."
requires = [
  { skill = "baking", level = 3, importance = 4 },
  { skill = "leading-people", level = 3, importance = 5 },
  { skill = "shift-scheduling", level = 3, importance = 4 },
  { skill = "cost-control", level = 2, importance = 3 },
  { skill = "pastry", level = 2, importance = 2, essential = false },
]
credentials = [
  { any_of = ["master-baker"], note = "asked by law to lead a bakery" },
  { any_of = ["bachelor-degree"], essential = false },
]

[[role]]
id = "pastry-chef"
title = "Pastry chef"
field = "food"
seniority = 2
summary = "Makes pastry."
requires = [{ skill = "pastry", level = 4, importance = 5 }]

[[role]]
id = "recipe-developer"
title = "Recipe developer"
field = "food"
seniority = 3
summary = "Designs recipes."
requires = [{ skill = "recipe-design", level = 3, importance = 5 }]

[[role]]
id = "cashier"
title = "Shop cashier"
field = "food"
seniority = 1
summary = "Takes the money."
requires = [{ skill = "till", level = 2, importance = 4 }]

[[option]]
id = "costing-course"
title = "Course in costing"
kind = "course"
teaches = { cost-control = [0, 2] }
proves = "a costed menu"
first_step = "Enrol"
done_when = "a menu is costed"
modes = [
  { pattern = "self_paced", hours = [20, 24, 32], cost = [0, 0, 0] },
  { id = "class", pattern = "fixed_pace", weeks = 6, hours_per_week = 3, hours=[15,18,20], cost=[9,30,90] },
]

[[option]]
id = "master-school"
title = "Master baker school"
kind = "certificate"
teaches = { cost-control = [1, 3] }
needs = { baking = 3 }
grants = ["master-baker"]
proves = "the master baker certificate"
first_step = "Ask the chamber"
done_when = "the examination is passed"
modes = [{ pattern = "self_paced", hours = [80, 100, 140], cost = [600, 800, 1000] }]
"""


@pytest.fixture(scope="session")
def toy() -> Catalogue:
    """The toy catalogue."""
    return read_starter([("00-common.toml", COMMON), ("food.toml", FOOD)])


@pytest.fixture(scope="session")
def toy_finders(toy: Catalogue) -> Finders:
    """What is looked for in a text, for the toy catalogue."""
    return Finders.of(toy)


@pytest.fixture(scope="session")
def assumptions() -> Assumptions:
    """The assumptions that ship with Cairn."""
    return load_assumptions()


@pytest.fixture(scope="session")
def baker_resume() -> Resume:
    """A baker of six years who keeps the books of a club and says a little French."""
    return read_json_resume(
        {
            "basics": {"name": "Ada Example", "email": "ada@example.com"},
            "work": [
                {
                    "position": "Baker",
                    "name": "Corner Bakery",
                    "startDate": "2020-12",
                    "highlights": ["Baked bread for three shops", "Helped to plan; kneaded by hand"],
                },
                {
                    "position": "Bakery helper",
                    "name": "Corner Bakery",
                    "startDate": "2018-12",
                    "endDate": "2020-11",
                },
            ],
            "volunteer": [
                {
                    "position": "Treasurer",
                    "organization": "Rowing club",
                    "startDate": "2022",
                    "highlights": ["Planned the rota of forty members"],
                }
            ],
            "education": [{"studyType": "School diploma", "institution": "Town School", "endDate": "2018"}],
            "certificates": [{"name": "Food hygiene card"}],
            "languages": [{"language": "French", "fluency": "basic"}],
            "skills": [{"name": "Other", "keywords": ["Cash register", "Sourdough whispering"]}],
        }
    )


@pytest.fixture
def baker(baker_resume: Resume, toy: Catalogue, toy_finders: Finders, assumptions: Assumptions) -> Profile:
    """The baker as a profile."""
    return assemble_profile(
        baker_resume,
        catalogue=toy,
        finders=toy_finders,
        assumptions=assumptions,
        today=TODAY,
        answers=Answers(),
    )
