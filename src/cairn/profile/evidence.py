"""What evidence items say of skills: accepted ones were done, refused ones are not read."""

from collections.abc import Iterator, Sequence

from cairn.catalogue.values import Catalogue
from cairn.profile.testify import Mention
from cairn.profile.witness import find_independence
from cairn.reading.values import Experience
from cairn.units import SkillId


def refused_skills(experience: Experience) -> frozenset[str]:
    """Skills that the person said the words of this experience do not show."""
    accepted = {skill for one in experience.evidence for skill in one.skills}
    return frozenset(skill for one in experience.evidence for skill in one.refused) - accepted


def evidence_mentions(
    experiences: Sequence[Experience], catalogue: Catalogue
) -> Iterator[tuple[SkillId, Mention]]:
    """Each skill that an evidence item shows; ids the catalogue does not hold say nothing."""
    for index, experience in enumerate(experiences):
        for one in experience.evidence:
            grade = find_independence(one.quote.text)
            mention = Mention(
                kind="done",
                quote=one.quote.text,
                start=one.quote.place.start,
                independence=grade,
                experience=index,
            )
            yield from ((SkillId(name), mention) for name in one.skills if SkillId(name) in catalogue.skills)
