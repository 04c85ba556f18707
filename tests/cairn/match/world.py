"""A toy catalogue for finding: a few skills and roles with names of every awkward kind."""

from cairn.catalogue import Catalogue, Codes, Role, Skill
from cairn.units import RoleId, SkillId

_SKILLS = {
    "sql": ("SQL", "tool", ["structured query language", "PostgreSQL"]),
    "python": ("Python", "tool", ["Python scripting"]),
    "spreadsheets": ("Spreadsheets", "tool", ["Excel", "pivot tables", "Google Sheets"]),
    "r": ("Statistical software", "tool", ["R", "SPSS"]),
    "go": ("Backend programming", "hard", ["Go", "C++", "C#", ".NET", "Java"]),
    "javascript": ("JavaScript", "tool", ["Node.js"]),
    "dashboards": ("Building dashboards", "hard", ["Power BI", "dashboards"]),
    "training": ("Training others", "soft", ["trained colleagues", "staff training"]),
    "leading": ("Leading people", "soft", ["led a team", "supervised staff", "people management"]),
    "mentoring": ("Mentoring", "soft", ["mentored"]),
    "payroll": ("Running payroll", "hard", ["ran payroll", "payroll processing"]),
    "stock": ("Managing stock", "hard", ["inventory management", "cycle counts", "stock control"]),
    "shifts": ("Scheduling shifts", "hard", ["shift planning", "planned breaks and docks", "rota"]),
    "marketing": ("Marketing", "hard", ["marketing campaigns"]),
    "data-science": ("Data science", "hard", []),
    "finance": ("Finance", "knowledge", []),
    "safety": ("Workplace safety", "knowledge", ["health and safety"]),
    "forklift": ("Operating a forklift", "hard", ["forklift", "fork-lift licence"]),
}
_ROLES = {
    "data-analyst": ("Data analyst", ["analytics specialist"]),
    "data-scientist": ("Data scientist", []),
    "senior-data-scientist": ("Senior data scientist", []),
    "registered-nurse": ("Registered nurse", ["RN", "staff nurse"]),
    "nurse-practitioner": ("Nurse practitioner", ["NP"]),
    "project-manager": ("Project manager", []),
    "product-manager": ("Product manager", []),
    "software-engineer": ("Software engineer", ["software developer"]),
    "full-stack": ("Full-stack developer", []),
    "warehouse-supervisor": ("Warehouse supervisor", ["warehouse team leader"]),
    "truck-driver": ("Truck driver", ["lorry driver"]),
    "paediatric-nurse": ("Paediatric nurse", []),
    "marketing-director": ("Director of marketing", ["head of marketing"]),
}


def toy_catalogue() -> Catalogue:
    """Eighteen skills and thirteen roles."""
    return Catalogue(
        skills={
            SkillId(own): Skill(id=SkillId(own), label=label, kind=kind, aliases=tuple(aliases))  # type: ignore[arg-type]
            for own, (label, kind, aliases) in _SKILLS.items()
        },
        roles={RoleId(own): _role(own, title, aliases) for own, (title, aliases) in _ROLES.items()},
    )


def _role(own: str, title: str, aliases: list[str]) -> Role:
    return Role(
        id=RoleId(own),
        title=title,
        field="toy",
        seniority=2,
        summary="",
        aliases=tuple(aliases),
        codes=Codes(),
        requirements=(),
        credentials=(),
        up=(),
        sideways=(),
        pay=(),
        experience_years=0,
    )
