"""Words that mean nearly the same, words of rank, and words that only surround a name.

Written by us from general knowledge of the English-speaking job market. A short
form may stand for several things; then all of them are offered.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from cairn.match.typed.everyday_names import EVERYDAY_NAMES, SHORT_FORMS
from cairn.words import fold, form, stem, word_list, words_of

Meanings = tuple[tuple[str, ...], ...]
_TURNED = 2

_ALIKE = """
developer programmer coder; engineer developer; physician doctor
lawyer attorney solicitor barrister advocate; truck lorry hgv; driver chauffeur trucker; cook chef
janitor cleaner caretaker custodian; shop store retail; sales selling seller salesperson
salesman saleswoman salesperson seller; teacher schoolteacher educator; lecturer professor
nanny babysitter childminder; barber hairdresser; waiter waitress server; bartender barman barkeeper
secretary receptionist; clerk administrator; bookkeeper accountant; warehouse warehousing
operative operator worker associate; labourer worker; supervisor foreman; manager boss; leader lead head
police policeman cop; firefighter fireman; paramedic ambulance; carer caregiver; pharmacist chemist
plumber plumbing; electrician sparky; joiner carpenter; bricklayer mason; decorator painter
garbage refuse rubbish waste; estate property realtor; flight cabin
stewardess attendant steward hostess; postman mailman courier; personnel human resources
recruiter recruitment recruiting; guard officer; consultant adviser advisor; specialist expert
copywriter writer; apprentice trainee; planner organizer; kindergarten nursery preschool creche
elementary primary; secondary high; principal headteacher headmaster; vet veterinarian veterinary
optician optometrist; psychologist therapist; counselor therapist; buyer purchasing procurement
logistics supply; automotive car motor vehicle; mechanic technician fix repair; security guard
staff personnel people; kids children; company firm business; software it; elder elderly old
clothes clothing fashion garment; childcare children; money cash; website web; hygiene safety
mend fix repair troubleshoot; make build create produce; mind care; wash clean
teach instruct tutor; write draft; speak talk; plan organize schedule; check inspect test
buy purchase; picture image photo; pc computer; paper document record file; law legal
math numeracy statistic; danger risk hazard; email mail correspondence; grow plant
crew team; clinic surgery practice; baby infant newborn; money payment; phone telephone call
roster rota shift schedule; hire recruit; teamwork team; wire wiring electrical; plane aircraft airline
"""
RANKS = {
    "intern": -2, "internship": -2, "trainee": -2, "apprentice": -2, "graduate": -1, "junior": -1,
    "entry": -1, "assistant": -1, "deputy": 1, "mid": 0, "senior": 1, "staff": 2, "lead": 2,
    "principal": 2, "head": 3, "chief": 4, "director": 4, "vice": 3,
}  # fmt: skip
# Last in a name these are the work itself (“dental assistant”, “school principal”, “bar staff”).
RANKS_BEFORE = words_of("assistant principal head staff")
NOISE = words_of("a an the of for in on at and to with or by m f d w x mf mwd mfd i ii iii iv")
ARTICLES = words_of("a an the my your our his her their some")
# Words of a sentence: dropped wherever they stand, as long as others are left.
FILLER = words_of(
    """i im ive id me my we you your he she they am is are was be been being become becoming want wants
    wanna wanting would like love enjoy need needed wanted really very just please get getting into
    currently maybe not sure yet dont know thinking about what where which that how can could should
    something someone somebody anything some any dream"""
)
# Words about work, dropped before and after a name only (“social work associate” keeps its own).
AROUND = words_of(
    """looking job jobs career careers work working vacancy vacancies position positions opening urgent
    urgently hiring freelance remote temp temporary permanent current former ex good go needs who near
    years year experience experienced trained qualified self employed knowledge ability skill skills
    interest interested background understanding proficiency proficient expertise familiarity stuff thing
    things doing"""
)
PERSONS = words_of("guy guys man men woman lady ladies girl boy person bloke chap lad dude gal")


@cache
def short_forms() -> dict[str, Meanings]:
    """What a short form of one word stands for, as words."""
    return {" ".join(map(fold, word_list(short))): meanings for short, meanings in _entries(SHORT_FORMS)}


@cache
def readings_by_stem() -> Mapping[tuple[str, ...], Meanings]:
    """What short forms and everyday names stand for wherever they are typed, by the stems of their words."""
    found: dict[tuple[str, ...], Meanings] = {}
    turned: dict[tuple[str, ...], Meanings] = {}
    for short, meanings in _entries(EVERYDAY_NAMES + ";" + SHORT_FORMS):
        key = tuple(stem(word) for word in word_list(short) if word not in ARTICLES)
        if short[0] != "!":
            found[key] = meanings
            turned |= {key[::-1]: meanings} if len(key) == _TURNED else {}
    return turned | found  # “website building” is “build website”


@cache
def readings_alone() -> Mapping[tuple[str, ...], Meanings]:
    """What everyday names stand for where nothing else is typed, by the forms of their words."""
    entries = _entries(EVERYDAY_NAMES)
    return {tuple(map(form, word_list(short))): found for short, found in entries if short[0] == "!"}


def _entries(text: str) -> Iterator[tuple[str, Meanings]]:
    for entry in text.replace("\n", ";").split(";"):
        short, _, meanings = entry.strip().partition("=")
        if short:
            yield short, tuple(tuple(word_list(one)) for one in meanings.split("|"))


@cache
def alike() -> dict[str, frozenset[str]]:
    """Stems of words that mean nearly the same in a title."""
    found: dict[str, set[str]] = {}
    for group in _ALIKE.replace("\n", ";").split(";"):
        stems = [stem(word) for word in group.split()]
        for one in stems:
            found.setdefault(one, set()).update(other for other in stems if other != one)
    return {word: frozenset(others) for word, others in found.items()}
