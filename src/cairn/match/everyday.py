"""Short forms and everyday words people type for roles and skills.

Written by us from general knowledge of the English-speaking job market. A short
form may stand for several things; then all of them are offered.
"""

from functools import cache

from cairn.words import stem, word_list, words_of

_SHORT = """
rn=registered nurse; np=nurse practitioner; lpn=licensed practical nurse; lvn=licensed vocational nurse
cna=certified nursing assistant; hca=healthcare assistant; emt=emergency medical technician
gp=general practitioner; crna=nurse anesthetist; aprn=nurse practitioner
pa=physician assistant|personal assistant; ot=occupational therapist; pt=physical therapist|personal trainer
slp=speech language pathologist; ta=teaching assistant; rt=respiratory therapist
pm=project manager|product manager; tpm=technical program manager|technical project manager
po=product owner; swe=software engineer; sde=software engineer; sre=site reliability engineer
em=engineering manager; tl=team leader; qa=quality assurance; ba=business analyst; da=data analyst
ds=data scientist; de=data engineer; ml=machine learning; ai=artificial intelligence
mle=machine learning engineer; dba=database administrator; ux=user experience; ui=user interface
it=information technology; hr=human resources; hrbp=human resources business partner; pr=public relations
cpa=accountant; ap=accounts payable; ar=accounts receivable; fp&a=financial planning analyst
ceo=chief executive officer; cfo=chief financial officer; cto=chief technology officer
coo=chief operating officer; cio=chief information officer; cmo=chief marketing officer
ciso=chief information security officer; md=managing director; vp=vice president
bdm=business development manager; bdr=business development representative; ae=account executive
sdr=sales development representative; am=account manager; csm=customer success manager
csr=customer service representative; hgv=truck driver; lgv=truck driver; cdl=truck driver; ehs=health safety
hse=health safety; seo=search engine optimization; ppc=pay per click; crm=customer relationship management
erp=enterprise resource planning; k8s=kubernetes; js=javascript; ts=typescript; bi=business intelligence
nlp=natural language processing; ci=continuous integration; oop=object oriented
sen=special educational needs; sped=special education; esl=english second language
ece=early childhood education; mgr=manager; mngr=manager; sr=senior; snr=senior; jr=junior; jnr=junior
asst=assistant; ass't=assistant; dev=developer; admin=administrator|administrative; eng=engineer
engr=engineer; exec=executive; coord=coordinator; rep=representative; tech=technician|technology
sup=supervisor; supv=supervisor; dir=director; assoc=associate; acct=accountant|account; ops=operations
mktg=marketing; svc=service; svcs=services; dept=department; mfg=manufacturing; mech=mechanical
elec=electrical; maint=maintenance; prod=production; whse=warehouse; dist=distribution; intl=international
govt=government; edu=education; uni=university; comms=communications; mgmt=management; biz=business
info=information; sys=systems; devops=devops; fullstack=full stack; frontend=front end; backend=back end
webdev=web developer; sysadmin=system administrator
"""
_ALIKE = """
developer programmer coder; engineer developer; physician doctor; lawyer attorney solicitor barrister
truck lorry hgv; driver chauffeur trucker; cook chef; janitor cleaner caretaker custodian; shop store retail
sales selling seller salesperson; salesman saleswoman; teacher schoolteacher educator; lecturer professor
nanny babysitter childminder; barber hairdresser; waiter waitress server; bartender barman barkeeper
secretary receptionist; clerk administrator; bookkeeper accountant; warehouse warehousing
operative operator worker associate; labourer worker; supervisor foreman; manager boss; leader lead head
police policeman cop; firefighter fireman; paramedic ambulance; carer caregiver; pharmacist chemist
plumber plumbing; electrician sparky; joiner carpenter; bricklayer mason; decorator painter
garbage refuse rubbish; estate property realtor; flight cabin; stewardess attendant steward
postman mailman courier; personnel human resources; recruiter recruitment recruiting
consultant adviser advisor; specialist expert; copywriter writer; apprentice trainee
kindergarten nursery preschool; elementary primary; secondary high; principal headteacher headmaster
vet veterinarian; optician optometrist; psychologist therapist; counselor therapist
buyer purchasing procurement; logistics supply; automotive car motor; mechanic technician; security guard
staff personnel; kids children; company firm; software it
"""
RANKS = {
    "intern": -2, "internship": -2, "trainee": -2, "apprentice": -2, "graduate": -1, "junior": -1,
    "entry": -1, "assistant": -1, "deputy": 1, "mid": 0, "senior": 1, "staff": 2, "lead": 2,
    "principal": 2, "head": 3, "chief": 4, "director": 4, "vice": 3,
}  # fmt: skip
NOISE = words_of("a an the of for in on at and to with or by m f d w x mf mwd mfd i ii iii iv")


@cache
def short_forms() -> dict[str, tuple[tuple[str, ...], ...]]:
    """What a short form stands for, as words."""
    found = {}
    for entry in _SHORT.replace("\n", ";").split(";"):
        short, _, meanings = entry.strip().partition("=")
        if short:
            found[short] = tuple(tuple(word_list(one)) for one in meanings.split("|"))
    return found


@cache
def alike() -> dict[str, frozenset[str]]:
    """Stems of words that mean nearly the same in a title."""
    found: dict[str, set[str]] = {}
    for group in _ALIKE.replace("\n", ";").split(";"):
        stems = [stem(word) for word in group.split()]
        for one in stems:
            found.setdefault(one, set()).update(other for other in stems if other != one)
    return {word: frozenset(others) for word, others in found.items()}
