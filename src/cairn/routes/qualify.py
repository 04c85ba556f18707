"""The least hours to a credential, through whatever has to be obtained before it.

A way is an option of the catalogue that ends with the credential (or with one that
includes it) in its shortest mode, and the credentials that option asks for first. Where
no option leads there, the effort model's hours for its kind stand in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cairn.assumptions import Assumptions
from cairn.catalogue import Catalogue, CredentialRequirement, Option, OptionMode
from cairn.provenance import Derivation, Rule, high_end, leaf_estimate, low_end
from cairn.units import CredentialId, OptionId

OBTAIN = Rule(
    name="routes.credential",
    label="hours to a credential and what it asks first",
    formula="sum(hours)",
    unit="hours",
)
Held = frozenset[CredentialId]


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialWay:
    """The options that lead to a credential, in order; `alone` are those that no option leads to."""

    credential: CredentialId
    options: tuple[OptionId, ...]
    alone: tuple[CredentialId, ...]
    hours: float


class Qualifying:
    """Finds the shortest way to a credential; remembers what it found."""

    def __init__(self, catalogue: Catalogue, assumptions: Assumptions) -> None:
        self._catalogue = catalogue
        self._assumptions = assumptions
        self._hours = {one.id: _shortest(one).hours.value for one in catalogue.options.values() if one.modes}
        self._granting = _granting(catalogue, self._hours)
        self._known: dict[tuple[CredentialId, Held, str], CredentialWay] = {}
        self._leads: dict[CredentialId, Held] = {}
        self._fields: dict[CredentialId, frozenset[str]] = {}

    def find_way(self, requirement: CredentialRequirement, held: Held, field: str) -> CredentialWay:
        """The alternative that takes fewest hours, without options of other fields."""
        ways = [self._remembered(one, held, field) for one in requirement.any_of]
        return min(ways, key=lambda one: (one.hours, one.credential))

    def derive(self, way: CredentialWay) -> Derivation:
        """The hours of a way, from those of its options."""
        options = [self._catalogue.options[one] for one in way.options]
        hours = [
            leaf_estimate(f"hours of {one.title}", _shortest(one).hours, unit="hours") for one in options
        ]
        hours += [self._assumptions[self._usual(one)] for one in way.alone]
        low, high = (OBTAIN(hours=list(map(end, hours))) for end in (low_end, high_end))
        return OBTAIN(hours=hours, low=low, high=high)

    def _remembered(self, wanted: CredentialId, held: Held, field: str) -> CredentialWay:
        # What is held counts only where a way passes it, and the field only where an option is made
        # for it: those alike in that share their answer.
        on_the_way = self._on_the_way(wanted)
        field = field if field in self._fields[wanted] else ""
        key = (wanted, held & on_the_way, field)
        if key not in self._known:
            self._known[key] = self._way(wanted, held, field, frozenset())
        return self._known[key]

    def _on_the_way(self, wanted: CredentialId) -> Held:
        """Every credential that some way to this one passes, itself included."""
        if wanted not in self._leads:
            known, waiting = {wanted}, [wanted]
            while waiting:
                granting = self._granting.get(waiting.pop(), ())
                new = {need for one in granting for need in one.needs_credentials} - known
                known |= new
                waiting += new
            self._leads[wanted] = frozenset(known)
            options = [option for one in known for option in self._granting.get(one, ())]
            self._fields[wanted] = frozenset(one for option in options for one in option.fields)
        return self._leads[wanted]

    def _way(self, wanted: CredentialId, held: Held, field: str, under_way: Held) -> CredentialWay:
        if wanted in held:
            return CredentialWay(credential=wanted, options=(), alone=(), hours=0.0)
        below = under_way | {wanted}
        best: CredentialWay | None = None
        for option in self._granting.get(wanted, ()):
            if best is not None and self._hours[option.id] >= best.hours:
                break  # shortest first: no later one can take fewer hours in all
            if (option.fields and field not in option.fields) or below & set(option.needs_credentials):
                continue
            way = self._through(option, wanted, held, field, below)
            best = way if best is None or way.hours < best.hours else best
        usual = self._assumptions.number(self._usual(wanted))
        return best or CredentialWay(credential=wanted, options=(), alone=(wanted,), hours=usual)

    def _through(
        self, option: Option, wanted: CredentialId, held: Held, field: str, under_way: Held
    ) -> CredentialWay:
        before = [
            self._way(one, held, field, under_way)
            if under_way & self._on_the_way(one)
            else self._remembered(one, held, field)
            for one in option.needs_credentials
        ]
        options = tuple(dict.fromkeys([one for way in before for one in way.options] + [option.id]))
        alone = tuple(dict.fromkeys(one for way in before for one in way.alone))
        hours = sum(self._hours[one] for one in options)
        hours += sum(self._assumptions.number(self._usual(one)) for one in alone)
        return CredentialWay(credential=wanted, options=options, alone=alone, hours=hours)

    def _usual(self, credential: CredentialId) -> str:
        entry = self._catalogue.credentials.get(credential)
        return f"effort.credential.{entry.kind if entry else 'certification'}"


def _granting(
    catalogue: Catalogue, hours: Mapping[OptionId, float]
) -> Mapping[CredentialId, Sequence[Option]]:
    """The options that end with each credential, shortest first."""
    found: dict[CredentialId, list[Option]] = {}
    for option in sorted((catalogue.options[one] for one in hours), key=lambda one: hours[one.id]):
        for one in catalogue.included_credentials(frozenset(option.grants)):
            found.setdefault(one, []).append(option)
    return found


def _shortest(option: Option) -> OptionMode:
    return min(option.modes, key=lambda one: one.hours.value)
