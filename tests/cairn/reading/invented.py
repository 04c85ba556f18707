"""Invented people with known truth, for résumés in many layouts.

Names, employers and towns are made up; employers mix telling names (“… Hospital”) with
names that tell nothing (“Velmora”), towns known ones with invented ones.
"""

import random
from dataclasses import dataclass

_FIRST = [
    "Anja",
    "Marek",
    "Ifeoma",
    "Tomás",
    "Li-Wei",
    "Priya",
    "Sven",
    "Aroha",
    "Yusuf",
    "Camille",
    "Dmitri",
    "Fatima",
    "Giulia",
    "Hiro",
    "Noémie",
    "Óscar",
]
_LAST = [
    "Brandt",
    "Kowalczyk",
    "Adeyemi",
    "Figueroa",
    "Zhang",
    "Ramanathan",
    "Lindgren",
    "Parata",
    "Demir",
    "Lefèvre",
    "Orlov",
    "Haddad",
    "Ricci",
]
_TITLES = (
    "Staff Nurse",
    "Senior Data Engineer",
    "Marketing Manager",
    "Head of Operations",
    "Warehouse Operative",
    "Primary School Teacher",
    "Legal Secretary",
    "Electrician",
    "Kitchen Porter",
    "Product Designer",
    "Financial Controller",
    "Research Assistant",
    "Customer Service Representative",
    "HGV Driver",
    "Lead Software Developer",
    "Junior Accountant",
    "Social Worker",
    "Store Manager",
    "Software Engineer, Payments",
    "Director of Nursing",
)
_EMPLOYERS = (
    "Velmora",
    "Northfield General Hospital",
    "Tessaly Foods Ltd",
    "Brightwater",
    "Kestrel & Vane",
    "Oakhurst Primary School",
    "Lumo",
    "Harrow Bay City Council",
    "Quarrington",
    "Aldermoor Logistics GmbH",
    "Pinecrest Group",
    "Solvane",
    "Rook Street Kitchen",
    "Hadley Marsh",
    "Fenwick Legal LLP",
    "Orbis Analytics",
)
_PLACES = (
    "Leeds, UK",
    "Portland, OR",
    "Graz, Austria",
    "Dayton, OH",
    "Lyon, France",
    "Madison, WI",
    "Bristol",
    "Toronto",
)
_DEGREES = (
    ("BSc", "Economics"),
    ("Bachelor of Arts", "History"),
    ("M.Sc.", "Environmental Science"),
    ("Diploma", "Hospitality Management"),
    ("MSc", "Computer Science"),
    ("BA", "Social Work"),
    ("Bachelor of Engineering", "Civil Engineering"),
    ("PhD", "Linguistics"),
)
_SCHOOLS = (
    "University of Harrowgate",
    "Millbrook State University",
    "Technical College of Varnsdorf",
    "Eastmoor College",
    "Institute of Applied Arts",
    "Norwood University",
)
_SKILLS = [
    "Python",
    "SQL",
    "Excel",
    "wound care",
    "payroll",
    "negotiation",
    "welding",
    "Photoshop",
    "lesson planning",
    "forklift driving",
    "Salesforce",
    "budgeting",
    "risk assessment",
    "JavaScript",
    "stock control",
    "report writing",
    "Tableau",
    "triage",
    "scheduling",
    "AutoCAD",
]
_DEEDS = (
    "Cut waiting times from nine days to four by changing how appointments are booked",
    "Trained twelve new colleagues and wrote the handbook that the team still uses today",
    "Managed a budget of 240,000 and kept every project within it for three years running",
    "Introduced weekly reviews",
    "Built the reporting that forty managers across five regions read every Monday morning before the call",
    "Handled complaints and settled nine out of ten on the first contact",
    "Led the move to the new stock system without a day of lost trade",
    "Organised rotas for a team of twenty",
)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, slots=True)
class Job:
    """One job as it truly was."""

    title: str
    employer: str
    place: str
    start: tuple[int, int]
    end: tuple[int, int] | None
    deeds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """One course of study as it truly was."""

    degree: str
    area: str
    school: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person."""

    name: str
    email: str
    phone: str
    place: str
    jobs: tuple[Job, ...]
    studies: tuple[Study, ...]
    skills: tuple[str, ...]
    languages: tuple[tuple[str, str], ...]


def month_year(point: tuple[int, int] | None) -> str:
    """`Mar 2019`, or `Present`."""
    return f"{_MONTHS[point[1] - 1]} {point[0]}" if point else "Present"


def iso(point: tuple[int, int] | None) -> str:
    """`2019-03`, or nothing."""
    return f"{point[0]}-{point[1]:02d}" if point else ""


def invent(seed: int) -> Person:
    """The same person for the same seed."""
    chance = random.Random(seed)
    first, last = chance.choice(_FIRST), chance.choice(_LAST)
    employers = chance.sample(_EMPLOYERS, 4)
    titles = chance.sample(_TITLES, 4)
    jobs, year, month = [], 2026, chance.randint(1, 9)
    end: tuple[int, int] | None = None
    for at in range(chance.randint(2, 4)):
        start = (year - chance.randint(1, 4), chance.randint(1, 12))
        deeds = tuple(chance.sample(_DEEDS, chance.randint(1, 4)))
        jobs.append(Job(titles[at], employers[at], chance.choice(_PLACES), start, end, deeds))
        year, month = start[0], start[1]
        end = (year, month - 1) if month > 1 else (year - 1, 12)
    studies, until = [], year - 1
    for degree, area in chance.sample(_DEGREES, chance.randint(1, 2)):
        studies.append(Study(degree, area, chance.choice(_SCHOOLS), until - 3, until))
        until -= 4
    return Person(
        name=f"{first} {last}",
        email=f"{first[0].lower()}.{seed}@example.org",
        phone=f"+44 20 7946 0{100 + seed % 900}",
        place=chance.choice(_PLACES[:6]),
        jobs=tuple(jobs),
        studies=tuple(studies),
        skills=tuple(chance.sample(_SKILLS, chance.randint(5, 9))),
        languages=(("English", "native"), ("German", "basic")),
    )
