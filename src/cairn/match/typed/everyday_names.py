"""What people type for roles and skills: short forms, and everyday names beside a catalogue's own.

Written by us from general knowledge of the English-speaking job market. “a=b|c” stands for: what is
typed as a may mean b or c. “!” before an everyday name stands for: only when nothing else is typed.
“a=” stands for: it says nothing of what somebody does.
"""

SHORT_FORMS = """
rn=registered nurse; np=nurse practitioner; lpn=licensed practical nurse; lvn=licensed vocational nurse
rgn=registered nurse; rmn=mental health nurse; ain=nursing assistant; psw=care worker
hha=home health aide; cna=certified nursing assistant; hca=healthcare assistant; pca=care assistant
emt=emergency medical technician; gp=general practitioner; crna=nurse anesthetist
aprn=nurse practitioner; dsp=support worker; csw=care worker; pa=physician assistant|personal assistant
ot=occupational therapist; pt=physical therapist|personal trainer; pta=physiotherapy assistant
cota=occupational therapy assistant; odp=operating department practitioner
slp=speech language pathologist; slt=speech language therapist; ta=teaching assistant
rt=respiratory therapist; mlt=medical laboratory technician; rdn=dietitian; lcsw=clinical social worker
lsa=learning support assistant; hlta=teaching assistant; sna=special needs assistant
nqt=newly qualified teacher; ect=newly qualified teacher; sen=special educational needs
send=special educational needs; senco=special educational needs coordinator; sped=special education
esl=english second language; tefl=english language teacher; tesol=english language teacher
ece=early childhood education; eyfs=early years; pe=physical education; aht=assistant head teacher
pm=project manager|product manager; tpm=technical program manager|technical project manager
pmo=project office; po=product owner; swe=software engineer; sde=software engineer
sdet=software test engineer; sre=site reliability engineer; fe=front end; be=back end; fs=full stack
em=engineering manager; tl=team leader; qa=quality assurance; qc=quality control; ba=business analyst
da=data analyst; ds=data scientist; de=data engineer; ml=machine learning; ai=artificial intelligence
mle=machine learning engineer; dba=database administrator; soc=security operations; ux=user experience
ui=user interface; it=information technology; hr=human resources; hrbp=human resources business partner
ir=industrial relations; pr=public relations; ld=learning development; l&d=learning development
t&d=training development; r&d=research development; h&s=health safety; m&e=mechanical electrical
p&l=profit loss; m&a=mergers acquisitions; cpa=certified public accountant; ca=chartered accountant
acca=chartered accountant; ap=accounts payable; ar=accounts receivable; fp&a=financial planning analyst
fc=financial controller; fd=finance director; ifa=financial adviser; qs=quantity surveyor
bim=building information modelling; ceo=chief executive officer; cfo=chief financial officer
cto=chief technology officer; coo=chief operating officer; cio=chief information officer
cmo=chief marketing officer; ciso=chief information security officer; md=managing director
vp=vice president; ea=executive assistant; va=virtual assistant; gm=general manager
agm=assistant general manager; bdm=business development manager; bdr=business development representative
bde=business development executive; sdr=sales development representative; ae=account executive
am=account manager; kam=key account manager; csm=customer success manager
csr=customer service representative; cx=customer experience; hgv=truck driver; lgv=truck driver
cdl=truck driver; flt=forklift; cra=clinical research associate; crc=clinical research coordinator
ehs=health safety; hse=health safety; sheq=health safety quality; kp=kitchen porter; cdp=chef
foh=front of house; f&b=food beverage; tm=team member; pcso=community support officer
seo=search engine optimization; ppc=pay per click; smm=social media; crm=customer relationship management
cms=content management system; erp=enterprise resource planning; wms=warehouse management system
k8s=kubernetes; js=javascript; ts=typescript; bi=business intelligence; nlp=natural language processing
ci=continuous integration; oop=object oriented; plc=programmable logic controller
kpi=performance indicator; cpr=resuscitation|first aid; gdpr=data protection; aml=anti money laundering
pos=point of sale; diy=home repair|hand tools; vfx=visual effects; cad=computer aided design
dj=disc jockey; mgr=manager; mngr=manager; mgmt=management; mgt=management; sr=senior; snr=senior
jr=junior; jnr=junior; asst=assistant; ass't=assistant; assis=assistant; dev=developer
admin=administrator|administrative; eng=engineer; engr=engineer; exec=executive; coord=coordinator
rep=representative; tech=technician|technology; sec=secretary; sup=supervisor; supv=supervisor
dir=director; assoc=associate; acct=accountant|account; ops=operations; mktg=marketing; svc=service
svcs=services; dept=department; mfg=manufacturing; mech=mechanical; elec=electrical; maint=maintenance
prod=production; whse=warehouse; dist=distribution; intl=international; govt=government; edu=education
uni=university; comms=communications; biz=business; gym=fitness; info=information; sys=systems
fullstack=full stack; frontend=front end; backend=back end; webdev=web developer
sysadmin=system administrator; techie=information technology technician
"""
EVERYDAY_NAMES = """
look after=caring for; story telling=storytelling; storytelling=telling stories
fly plane=airline pilot; ad man=advertising; sell house=real estate agent|property sales
house cleaning=cleaning rooms; !bricky=bricklayer; stats=statistics; viz=visualisation; ad=advertising
find people job=employment adviser|recruiter; bin man=refuse collector; dust man=refuse collector
dustman=refuse collector; garbage man=refuse collector; garbo=refuse collector
trash collector=refuse collector; rubbish collector=refuse collector; lollipop man=crossing guard
lollipop lady=crossing guard; school crossing patrol=crossing guard
dinner lady=kitchen assistant|food service worker; tea lady=kitchen assistant
canteen lady=kitchen assistant; tuckshop lady=kitchen assistant; !chippy=carpenter; !chippie=carpenter
!sparky=electrician; !sparkie=electrician; !brickie=bricklayer; !brickey=bricklayer; !postie=postman
mail carrier=postman; letter carrier=postman; !cabbie=taxi driver; !cabby=taxi driver
cab driver=taxi driver; uber driver=taxi driver; ola driver=taxi driver; lyft driver=taxi driver
minicab driver=taxi driver; truckie=truck driver; lorry man=truck driver
deliveroo rider=bicycle courier|delivery driver; uber eats=delivery driver|bicycle courier
food delivery=delivery driver|bicycle courier; dispatch rider=motorcycle courier|delivery driver
!copper=police officer; !cop=police officer; !bobby=police officer; police constable=police officer
policeman=police officer; policewoman=police officer; !constable=police officer; !bizzy=police officer
!squaddie=soldier; !grunt=soldier; !shrink=psychologist|psychiatrist; head doctor=psychologist
spin doctor=public relations officer; bean counter=accountant; number cruncher=accountant|data analyst
!firie=firefighter; !fireman=firefighter; fire man=firefighter; !ambo=paramedic; ambulance man=paramedic
ambulance driver=emergency medical technician; ambulance worker=paramedic; prison guard=prison officer
prison warder=prison officer; jailer=prison officer; jail guard=prison officer; !screw=prison officer
!bouncer=door supervisor|security guard; bodyguard=security guard; dentist nurse=dental assistant
dental nurse=dental assistant; teeth cleaner=dental hygienist; blood taker=phlebotomist
vampire nurse=phlebotomist; eye doctor=optometrist|ophthalmologist; foot doctor=podiatrist
skin doctor=dermatologist; baby doctor=paediatrician|midwife; heart doctor=cardiologist
animal doctor=veterinarian; family doctor=general practitioner; !doc=doctor
!surgeon=specialised doctor|physician; consultant doctor=specialised doctor
medical doctor=physician|doctor; medic=paramedic|doctor; anesthesiologist=specialised doctor|physician
anaesthetist=specialised doctor|physician; cardiologist=specialised doctor|physician
pediatrician=specialised doctor|physician; psychiatrist=specialised doctor|physician
radiologist=specialised doctor|physician; dermatologist=specialised doctor|physician
gynecologist=specialised doctor|physician; oncologist=specialised doctor|physician
neurologist=specialised doctor|physician; home help=home care aide|support worker
home carer=home care aide|support worker; !carer=care worker|care assistant
caregiver=care worker|care assistant; care giver=care worker|care assistant; old people home=care home
elderly people=elderly; old people=elderly; old folk=elderly; nursing home=care home
ward sister=ward manager|charge nurse; sister in charge=charge nurse; !matron=nurse manager
theater nurse=registered nurse|operating theatre nurse; er nurse=emergency nurse|registered nurse
icu nurse=intensive care nurse|registered nurse; district nurse=community nurse|registered nurse
male nurse=nurse; lady doctor=doctor; baby nurse=neonatal nurse; chemist shop=pharmacy
drug store=pharmacy; chemist assistant=pharmacy assistant; druggist=pharmacist; nanny=childcare worker
child minder=childminder|childcare worker; baby sitter=babysitter; kindy=kindergarten
kinder teacher=kindergarten teacher; creche=nursery; creche worker=nursery assistant; day care=daycare
!lecturer=university lecturer; matric teacher=secondary school teacher
k12 teacher=primary school teacher|secondary school teacher; grade school=primary school
!headmaster=headteacher; !headmistress=headteacher; !head=headteacher; deputy head=deputy headteacher
school head=headteacher; aide=assistant; dinner server=waiter; wait staff=waiter; waitstaff=waiter
bar staff=bartender; bar maid=bartender; barmaid=bartender; !publican=bar manager
pot washer=kitchen porter; dish washer=kitchen porter; dishwasher=kitchen porter|kitchen assistant
kitchen hand=kitchen assistant; burger flipper=cook|fast food worker; fast food=quick service restaurant
line cook=cook; !sous=sous chef; cake maker=pastry chef|baker; cake decorator=pastry chef|baker
pizza maker=pizza cook|cook; coffee maker=barista; coffee shop worker=barista; cleaning lady=cleaner
char lady=cleaner; charwoman=cleaner; domestic worker=domestic cleaner|housekeeper
maid=housekeeper|room attendant; hotel maid=room attendant|hotel housekeeper; chamber maid=room attendant
chambermaid=room attendant|housekeeper; !caretaker=building caretaker|facilities assistant
handyman=maintenance worker; handy man=maintenance worker|handyman
odd job man=handyman|maintenance worker; grease monkey=mechanic; car fixer=car mechanic
motor mechanic=car mechanic|vehicle technician; panel beater=vehicle body repairer
!tradie=electrician|plumber|carpenter|builder; !tradesman=electrician|plumber|carpenter|builder
trades person=electrician|plumber|carpenter|builder; !builder=construction worker
hod carrier=construction labourer; site worker=construction worker|construction labourer
navvy=construction labourer; !chippy apprentice=carpenter; digger driver=excavator operator
crane driver=crane operator; jcb driver=excavator operator; fork truck=forklift; reach truck=forklift
stacker driver=forklift operator; store man=warehouse worker; storeman=warehouse worker
stores person=warehouse worker; shelf stacker=shelf filler|sales assistant; shelf filler=sales assistant
night filler=shelf filler|sales assistant; picker packer=warehouse worker|warehouse picker
pick packer=warehouse worker|warehouse picker; factory hand=factory worker|production operative
assembly line=factory worker; checkout girl=cashier; checkout chick=cashier; till girl=cashier
checkout boy=cashier; checkout lady=cashier; till operator=cashier; shop girl=shop assistant
shop boy=shop assistant; shop keeper=shopkeeper|store manager; shopkeeper=shop owner|store manager
counter staff=shop assistant; petrol attendant=fuel station attendant
gas attendant=fuel station attendant; car guard=parking attendant|security guard
air hostess=flight attendant; air host=flight attendant; airhostess=flight attendant
trolley dolly=flight attendant; estate agent=real estate agent; house seller=real estate agent
property seller=real estate agent; letting agent=property manager
!conveyancer=conveyancing clerk|paralegal; advocate=lawyer; !tax man=tax adviser|tax inspector
taxman=tax adviser|tax inspector; money adviser=financial adviser; money manager=financial adviser
bank clerk=bank teller; bank worker=bank teller; banker=bank teller|bank manager
stockbroker=securities broker; insurance man=insurance agent; !peon=office clerk|office assistant
office boy=office clerk|office assistant; office girl=office clerk|office assistant
office junior=office clerk|office assistant; tea boy=kitchen assistant|office assistant
gofer=office assistant; !babu=office clerk; steno=typist|secretary; typist=data entry clerk
audio typist=typist|secretary; telephone operator=switchboard operator
phone operator=switchboard operator|call centre agent; 911 operator=emergency dispatcher
999 operator=emergency dispatcher; emergency operator=emergency dispatcher
telemarketer=telesales agent|call centre agent; tele caller=telesales agent|call centre agent
telecaller=telesales agent|call centre agent; cold caller=telesales agent; it guy=it support technician
it girl=it support technician; it man=it support technician; it person=it support technician
computer guy=it support technician; computer repair=computer technician|it support technician
computer person=it support technician; help desk=it support; coder=software developer
code monkey=software developer; techy=it support technician
hacker=ethical hacker|penetration tester|security analyst; pen tester=penetration tester|security analyst
app developer=mobile developer|application developer; web designer=web developer
website builder=web developer; website designer=web designer|web developer; website=web
game maker=game developer; you tuber=vlogger|video creator; youtuber=vlogger|video creator
influencer=social media creator|blogger|social media manager
content creator=content producer|social media manager; social media=online community
!blogger=content writer; news reader=news presenter|journalist; !reporter=journalist; !hack=journalist
paparazzi=photographer; wedding photographer=photographer; party planner=event planner
wedding planner=event planner; clothes designer=fashion designer; seamstress=dressmaker|tailor
house decorator=interior designer|painter; !undertaker=funeral director; !mortician=funeral director
grave digger=cemetery worker; farm hand=farm worker; farm boy=farm worker; cow boy=livestock worker
fruit picker=farm worker; lawn mower=gardener|landscaper; green keeper=groundskeeper
greenkeeper=groundskeeper; tree surgeon=arborist; tree feller=forestry worker|tree surgeon
dog walker=animal care worker; zoo keeper=zookeeper; aircon engineer=air conditioning engineer
air con=air conditioning; aircon=air conditioning; gas man=gas engineer|gas fitter
boiler man=heating engineer; boiler engineer=heating engineer; life saver=lifeguard; life guard=lifeguard
yoga teacher=yoga instructor; gym instructor=fitness instructor; fitness coach=fitness instructor
hair cutter=hairdresser; nail tech=nail technician|manicurist; lash tech=beautician
beauty therapist=beautician; make up artist=makeup artist
civil servant=civil service officer|administrative officer
government job=administrative officer|civil service officer
government worker=administrative officer|civil service officer
!self employed=entrepreneur|business owner; !own business=business owner|entrepreneur
!own boss=business owner|entrepreneur; start up founder=entrepreneur; !boss=manager|chief executive
!chairman=chief executive|company director; big boss=chief executive
headhunter=recruiter|recruitment consultant; head hunter=recruiter|recruitment consultant
talent acquisition=recruiter|recruitment; personnel=human resources; scrum lord=scrum master
charity worker=nonprofit worker|fundraiser; aid worker=humanitarian worker|charity worker
!volunteer=charity worker; army man=soldier; ex army=soldier|military officer
ex military=soldier|military officer; veteran=soldier|military officer; navy=naval|sailor
!sailor=deckhand; train guard=train conductor; train conductor=train guard; coach driver=bus driver
rail driver=train driver; metro driver=train driver; !pilot=airline pilot; travel guide=tour guide
travel counselor=travel agent; holiday rep=tour representative; lab rat=laboratory technician
lab girl=laboratory assistant; rocket scientist=aerospace engineer
newly qualified teacher=primary school teacher|secondary school teacher; entry level=junior
fresher=junior|graduate; class 1=truck driver; class 2=truck driver; old age home=care home
shop floor=sales floor|production; team member=crew member; crew member=team member
customer facing=customer service; excel=spreadsheets; ms excel=excel|spreadsheets
power point=powerpoint|presentations; powerpoint=presentations; ms office=microsoft office
ms word=microsoft word|word processing
good with people=interpersonal skills|customer service|communication
people person=interpersonal skills|customer service|communication
people skill=interpersonal skills|communication; soft skill=interpersonal skills|communication
team player=teamwork; team work=teamwork; work well with others=teamwork; problem solver=problem solving
organizational skill=organising|time management|planning
well organized=organising|time management|planning; being organized=organising|time management
multi task=multitasking|time management; multitask=time management|multiple tasks
meet deadline=time management|deadlines; fast learner=adaptability|learning
quick learner=adaptability|learning; hard worker=work ethic
computer skill=computer literacy|office software; it skill=computer literacy|office software
computer literate=computer literacy|office software; good with computer=computer literacy|office software
type fast=typing; touch type=typing; phone skill=telephone skills|answering calls
answer phone=answering calls|telephone; phone manner=answering calls|telephone
use a till=cash handling|till; till work=cash handling|till; count money=cash handling|counting cash
take payment=cash handling|payments; deal with customer=customer service; talk to people=communication
talk to customer=customer service; difficult customer=customer complaints|conflict
angry customer=customer complaints|conflict; stock take=stocktaking|stock control
stocktake=stock control; lift and carry=manual handling; heavy lifting=manual handling
drive license=driving; driver license=driving; clean license=driving; full license=driving
food hygiene=food safety; food prep=food preparation; wash up=washing dishes|kitchen cleaning
waitress=table service|waiting tables; wait table=table service; bar work=bartending|serving drinks
pull pint=serving drinks|serving alcohol; change nappy=childcare|personal care; look after kid=childcare
look after child=childcare; mind child=childcare; elder care=elderly care; care for elderly=elderly care
fix car=car repair|vehicle maintenance; change tire=tyre fitting|vehicle servicing
wire a house=electrical wiring|electrical installation; rewire=electrical wiring|electrical installation
hammer and nail=hand tools; wood work=woodworking|carpentry; photo shop=photoshop
edit photo=photoshop|image editing; make website=web developer|web development
build website=web developer|web development; web development=front end development
web design=front end development; write code=software developer|programming; !code=programming
coding=programming|software developer; write software=software developer|programming
staff rota=shift scheduling; rota=shift scheduling; roster=shift scheduling
hire people=recruiting|hiring; fire people=dismissing staff|employee relations
sack people=dismissing staff|employee relations; do payroll=payroll; chase debt=debt collection
chase payment=debt collection; money management=budgeting|financial management
deal with stress=working under pressure|stress management
cope with stress=working under pressure|stress management; stress management=working under pressure
cold call=prospecting; sell stuff=selling; sell thing=selling; good at sell=selling
talk in public=public speaking; speak in public=public speaking; public talk=public speaking
take note=note taking|minutes; note taking=minutes; nail=nail care|manicure; mow lawn=lawn care
animal care=animals; work from home=; wfh=; part time=; full time=; near me=; no experience=
night shift=; day shift=; zero hours=; money advisor=financial adviser; debt advisor=financial adviser
clean drive license=driving; !leadership=leading people|team leadership; !plumbing=plumbing installation
!nursing=nursing procedures|registered nurse; !teaching=teaching a class|teacher; !cleaning=cleaner
!driving=driver; !gardening=plant care|gardener; !security=security guard
!caring=care worker|personal care; !accounting=accountant; !law=lawyer; !medicine=physician|doctor
!dentistry=dentist; !journalism=journalist; !acting=actor; !policing=police officer
!farming=farmer|farm worker; !baking=baker; !catering=cook; !architecture=architect
!plastering=plasterer; !roofing=roofer; !joinery=carpenter; !carpentry=carpenter; !welding=welder
!photography=photographer; !hairdressing=hairdresser|hair cutting; !midwifery=midwife
!pharmacy=pharmacist; !retail=retail assistant|shop assistant
!hospitality=waiter|hotel receptionist|bartender; !childcare=childcare worker
!sales=sales representative|selling; !finance=accountant|financial analyst
!marketing=marketing assistant; !logistics=logistics coordinator
!construction=construction labourer|construction worker; !cyber=cyber security
infosec=information security; !trade=electrician|plumber|carpenter; sales clerk=sales assistant
shop work=shop assistant; bar job=bartender; office work=office assistant|office administration
office job=office assistant|office administration; paper work=record keeping|office administration
paperwork=record keeping|office administration; filing=record keeping; sort mail=mail handling
book travel=travel booking|travel arrangements; book appointment=appointment scheduling
make appointment=appointment scheduling; greet visitor=reception
meet and greet=reception|greeting visitors; help customer=customer service
serve customer=customer service; serve people=customer service; deal with complaint=handling complaints
work on till=cash handling|till; use a cash register=cash handling; handle money=cash handling
stack shelf=shelf stacking|stocking shelves; fill shelf=shelf stacking|stocking shelves
store layout=visual merchandising; window display=visual merchandising; social network=social media
facebook=social media; instagram=social media; tiktok=social media; linkedin=social media
twitter=social media; youtube=video production; google ad=paid advertising|google ads
facebook ad=paid social advertising|online advertising; mail shot=email marketing
mailchimp=email marketing; outlook=email; gmail=email; email=email correspondence
zoom=video conferencing|online meetings; teams=microsoft teams; google sheet=spreadsheets
google doc=word processing; vlookup=spreadsheets; wordpress=content management system
github=git|version control; jira=issue tracking|agile; azure=cloud platforms; aws=cloud platforms
quick book=quickbooks|bookkeeping; quickbooks=bookkeeping; xero=bookkeeping|accounting software
sage=accounting software|bookkeeping; canva=graphic design; indesign=desktop publishing|graphic design
photoshop=image editing; figma=interface design; tableau=data visualisation; power bi=data visualisation
chatgpt=artificial intelligence; number=numeracy; math=numeracy|mathematics
good with number=numeracy|data analysis; good at math=numeracy|mathematics; listen=active listening
good listener=active listening; patient=patience; be patient=patience|empathy; kind=empathy
caring nature=empathy|compassion; self motivated=working independently|motivation; motivated=motivation
punctual=reliability|punctuality; on time=punctuality|time management
calm under pressure=working under pressure; thick skin=working under pressure
think on my foot=problem solving; think outside the box=creativity|creative thinking
idea=creative thinking; boss people=managing people; run a team=leading a team
lead a team=leading people; in charge=supervising; supervise people=supervising|leading people
delegate=delegating work; train new starter=training others|training staff; train staff=training others
show people how=training others; explain thing=explaining|communication
interview people=interviewing candidates; sort out argument=conflict resolution
break up fight=conflict resolution; argue=negotiation; haggle=negotiation; bargain=negotiation
persuade=persuasion|negotiation; public speech=public speaking; give talk=public speaking|presentations
powerpoint presentation=presentations|powerpoint; make video=video editing|video production
edit film=video editing; take photo=photography; take picture=photography
draw picture=drawing|illustration; paint wall=painting and decorating|painting
hang wallpaper=painting and decorating; put up shelf=carpentry|hand tools; flat pack=furniture assembly
read map=map reading|route planning; drive a van=van driving|delivery driving
drive a lorry=driving heavy vehicles|truck driving; drive a truck=driving heavy vehicles|truck driving
drive a bus=driving passengers; drive a forklift=operating a forklift
forklift license=operating a forklift; lift truck=forklift; pack box=packing|picking and packing
use a scanner=handheld scanner; count stock=stocktaking|stock control; order stock=stock control
milk cow=livestock care|milking; feed animal=animal care; ride horse=horse riding
walk dog=dog walking|animal care; cut grass=lawn care; grow plant=plant care
grow veg=growing vegetables|plant care; trim hedge=hedge trimming|plant care; cut hair=hair cutting
dye hair=hair colouring; do hair=hair styling|hair cutting; do nail=nail care|manicure
do makeup=make up|beauty treatments; make cocktail=cocktails|serving alcohol; cook dinner=cooking
cook meal=cooking; bake cake=baking; clean house=house cleaning|cleaning rooms
make bed=cleaning rooms|room cleaning; do laundry=laundry; iron clothes=ironing|laundry
take blood=drawing blood|phlebotomy; give injection=injections|giving medication
inject=injections|giving medication; bandage=wound care|first aid; dress wound=wound care
take temperature=vital signs; check blood pressure=vital signs|blood pressure
bath patient=personal care|washing patients; feed patient=personal care
lift patient=moving and handling patients; care for sick=nursing care|patient care
care for child=childcare; teach child=teaching; mark homework=assessing students|marking
control a class=classroom management; keep order=classroom management; help with homework=tutoring
tutoring=teaching; fix pipe=plumbing repair|pipe repair; unblock drain=drain cleaning|drain repair
fix leak=leak repair; fit kitchen=kitchen installation|joinery; lay brick=bricklaying
mix cement=concrete|cement; wire plug=electrical wiring
fix machine=machine maintenance|mechanical repair; fix computer=computer repair|it support
build computer=computer hardware; fix phone=phone repair|electronics repair
check quality=quality control|inspecting products; health and safety=workplace safety; do tax=tax returns
do account=bookkeeping|accounts; do book=bookkeeping; pay bill=accounts payable|invoicing
send invoice=invoicing; make budget=budgeting; raise money=fundraising
collect money=cash handling|fundraising; speak language=languages; learn fast=fast learner|adaptability
search online=web research|online research; google thing=web research; research=research methods
write email=email correspondence; write letter=correspondence|letter writing
write report=report writing|reports; spell=proofreading; grammar=proofreading
check spelling=proofreading; write story=creative writing|writing; write article=article writing|writing
blog=content writing
"""
