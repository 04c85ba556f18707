"""The words by which parts of a résumé are told, of our own collecting.

Lists of evidence, not of truths: no list decides alone. Words are case-folded; several
languages stand side by side because people write résumés in them.
"""

from typing import Literal

SectionKind = Literal[
    "experience",
    "education",
    "skills",
    "certificates",
    "volunteering",
    "projects",
    "languages",
    "interests",
    "summary",
    "publications",
    "awards",
    "references",
    "contact",
    "care",
    "other",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("\n", " ").split(";") if part.strip())


HEADINGS: dict[str, SectionKind] = {
    phrase: kind
    for kind, phrases in (
        (
            "experience",
            "experience; work; work experience; professional experience; employment; employment history; work history;"
            "career history; career; professional background; professional history; employment experience; jobs;"
            "relevant experience; related experience; selected experience; industry experience; job history; positions;"
            "career experience; positions held; previous employment; teaching experience; clinical experience;"
            "research experience; military service; military experience; internships; internship experience;"
            "leadership experience; other experience; additional experience; earlier career; earlier experience;"
            "work and volunteer experience; career summary and experience; experience and employment;"
            "berufserfahrung; beruflicher werdegang; werdegang; praktische erfahrung; berufliche erfahrung; praktika;"
            "berufspraxis; expérience; expériences; expérience professionnelle; expériences professionnelles;"
            "parcours professionnel; experiencia; experiencia laboral; experiencia profesional; trayectoria profesional;"
            "doświadczenie; doświadczenie zawodowe; przebieg kariery; esperienza; esperienze; esperienza lavorativa;"
            "esperienze professionali; experiência; experiência profissional; werkervaring; erfaring;"
            "职业经历; 工作经历; 工作经验; 職歴; 職務経歴; 경력",
        ),
        (
            "education",
            "education; academic background; academic history; educational background; education history; studies;"
            "education and training; training and education; academic qualifications; qualifications; schooling;"
            "education and qualifications; academic education; university; academics; formal education; degrees;"
            "relevant coursework; coursework; ausbildung; bildung; bildungsweg; studium; schulbildung; schule;"
            "akademischer werdegang; ausbildung und studium; formation; formations; études; formation académique;"
            "diplômes; scolarité; educación; formación; formación académica; estudios; wykształcenie; edukacja;"
            "istruzione; istruzione e formazione; formazione; educação; formação; formação acadêmica; opleiding;"
            "opleidingen; utdanning; utbildning; 教育背景; 教育经历; 学歴; 학력",
        ),
        (
            "skills",
            "skills; technical skills; key skills; core skills; core competencies; competencies; competences;"
            "professional skills; skills and expertise; expertise; areas of expertise; skills and abilities; abilities;"
            "skill set; skillset; technologies; tools; tools and technologies; technical expertise; it skills;"
            "computer skills; software; software skills; hard skills; soft skills; transferable skills; strengths;"
            "key strengths; skills and tools; technical proficiencies; technical proficiency; proficiencies; tech stack;"
            "skills summary; summary of skills; personal skills; practical skills; other skills; additional skills;"
            "key competencies; technical competencies; skills and competencies; skills and interests;"
            "programming languages; technical knowledge; knowledge; methods; specialties; specialities;"
            "kenntnisse; fähigkeiten; kenntnisse und fähigkeiten; edv-kenntnisse; edv kenntnisse; it-kenntnisse;"
            "kompetenzen; fachkenntnisse; compétences; compétences techniques; compétences clés; habilidades;"
            "competencias; aptitudes; conocimientos; umiejętności; kompetencje; competenze; capacità; competências;"
            "vaardigheden; ferdigheter; färdigheter; 技能; 专业技能; スキル; 기술",
        ),
        (
            "certificates",
            "certifications; certification; certificates; certificate; licenses; licences; license; licence;"
            "licenses and certifications; licences and certifications; licences and certificates;"
            "certifications and licenses; certifications and licences; certificates and licences; credentials;"
            "licenses and certificates; professional certifications; professional qualifications; accreditations;"
            "professional development; training; trainings; courses; training and certifications;"
            "certifications and training; courses and certifications; courses and certificates; continuing education;"
            "tickets; tickets and licences; licensure; licensure and certification; registrations; memberships;"
            "professional memberships; affiliations; professional affiliations; certificates and training;"
            "zertifikate; zertifizierungen; weiterbildung; weiterbildungen; fortbildungen; führerschein; certificats;"
            "certificaciones; certificados; cursos; cursos y certificaciones; certyfikaty; szkolenia; kursy;"
            "certyfikaty i szkolenia; uprawnienia; certificazioni; corsi; certificações; certificaten; cursussen; 资格; 資格; 证书",
        ),
        (
            "volunteering",
            "volunteering; volunteer; volunteer experience; volunteer work; voluntary work; voluntary experience;"
            "community service; community involvement; community; community work; volunteer and community;"
            "volunteering and community; volunteer activities; social engagement; civic engagement; service;"
            "charity work; extracurricular activities; extracurriculars; extra-curricular activities; activities;"
            "leadership and activities; activities and leadership; leadership; leadership and involvement; involvement;"
            "campus involvement; volunteering experience; outside work; ehrenamt; ehrenamtliche tätigkeit;"
            "ehrenamtliches engagement; engagement; soziales engagement; bénévolat; engagements; vie associative;"
            "voluntariado; wolontariat; volontariato; vrijwilligerswerk; 志愿者经历",
        ),
        (
            "projects",
            "projects; personal projects; selected projects; side projects; key projects; project experience;"
            "academic projects; open source; portfolio; open source projects; technical projects; notable projects;"
            "projects and research; research projects; relevant projects; projekte; projets; proyectos; projekty;"
            "progetti; projetos; projecten; 项目经历; プロジェクト",
        ),
        (
            "languages",
            "languages; language skills; language; languages spoken; foreign languages; spoken languages; sprachen;"
            "sprachkenntnisse; fremdsprachen; langues; idiomas; lenguas; języki; języki obce; znajomość języków; lingue;"
            "talen; språk; 语言; 語学; 언어",
        ),
        (
            "interests",
            "interests; hobbies; hobbies and interests; interests and hobbies; personal interests; passions; pastimes;"
            "activities and interests; interests and activities; leisure; interessen; hobbys; hobbies und interessen;"
            "loisirs; centres d'intérêt; centres d’intérêt; intereses; aficiones; zainteresowania; hobby; interessi; interesses;"
            "兴趣; 趣味",
        ),
        (
            "summary",
            "summary; profile; professional summary; career summary; executive summary; about; about me; objective;"
            "career objective; personal statement; personal profile; professional profile; highlights; overview;"
            "career profile; introduction; bio; biography; career highlights; summary of qualifications; in brief;"
            "statement; key achievements; profile summary; headline; who i am; goal; goals; objectives;"
            "qualifications summary; career goal; profil; kurzprofil; über mich; zusammenfassung; profil professionnel;"
            "à propos; résumé; resumen; perfil; perfil profesional; sobre mí; extracto; podsumowanie; o mnie;"
            "profil zawodowy; profilo; sommario; resumo; samenvatting; 自我评价; 个人简介; 自己PR",
        ),
        (
            "publications",
            "publications; papers; selected publications; articles; research publications; journal articles;"
            "publications and presentations; veröffentlichungen; publikationen; publicaciones; publikacje;"
            "pubblicazioni; publicações",
        ),
        (
            "awards",
            "awards; honors; honours; honors and awards; honours and awards; awards and honors; awards and honours;"
            "achievements; awards and achievements; selected honors; selected honours; selected awards; recognition;"
            "scholarships; scholarships and awards; prizes; fellowships; accomplishments; distinctions;"
            "awards and recognition; awards and scholarships; auszeichnungen; preise; stipendien; prix; prix et distinctions;"
            "premios; nagrody; premi; prêmios; 获奖情况; 受賞",
        ),
        ("references", "references; referees; referenzen; références; referencias; referencje; referenze"),
        (
            "contact",
            "contact; contact information; contact details; contact me; personal information; personal details;"
            "personal data; details; get in touch; kontakt; kontaktdaten; persönliche daten; persönliche angaben;"
            "coordonnées; informations personnelles; contacto; datos personales; dane osobowe; dane kontaktowe; contatti;"
            "dati personali; contato; dados pessoais; links; social; online; find me online; 联系方式; 個人情報",
        ),
        ("care", "career break; career breaks; family; caring; caring responsibilities; parental leave; family care"),
        (
            "other",
            "other; additional information; miscellaneous; further information; additional; other information;"
            "patents; talks; invited talks; presentations; conferences; speaking; press; sonstiges; divers; otros;"
            "other activities; additional details; inne; altro; outros; work authorization; availability; declaration;"
            "signature; 其他",
        ),
    )
    for phrase in _phrases(phrases)
    for kind in (kind,)
}  # fmt: skip

# the last word of a heading that is not in the list as a whole
HEADING_NOUNS: dict[str, SectionKind] = {
    "experience": "experience",
    "experiences": "experience",
    "employment": "experience",
    "internships": "experience",
    "education": "education",
    "skills": "skills",
    "competencies": "skills",
    "competences": "skills",
    "expertise": "skills",
    "proficiencies": "skills",
    "technologies": "skills",
    "certifications": "certificates",
    "certificates": "certificates",
    "licenses": "certificates",
    "licences": "certificates",
    "credentials": "certificates",
    "courses": "certificates",
    "training": "certificates",
    "memberships": "certificates",
    "volunteering": "volunteering",
    "volunteer": "volunteering",
    "activities": "volunteering",
    "involvement": "volunteering",
    "projects": "projects",
    "languages": "languages",
    "interests": "interests",
    "hobbies": "interests",
    "summary": "summary",
    "profile": "summary",
    "objective": "summary",
    "publications": "publications",
    "awards": "awards",
    "honors": "awards",
    "honours": "awards",
    "achievements": "awards",
    "references": "references",
    "talks": "other",
    "patents": "other",
    "information": "other",
    "presentations": "other",
}
# headings that hide their kind in an earlier word: “Volunteer experience”, “Language skills”
HEADING_TURNS: dict[str, SectionKind] = {
    "volunteer": "volunteering",
    "voluntary": "volunteering",
    "volunteering": "volunteering",
    "community": "volunteering",
    "project": "projects",
    "language": "languages",
    "contact": "contact",
    "personal": "contact",
}

TITLE_HEADS = _words(
    """
    academic accountant actor actress actuary adjunct administrator advisor adviser advocate agent aide ambassador
    analyst anaesthetist animator apprentice arborist architect archivist artist assembler assessor assistant associate
    astronomer attendant attorney auditor author babysitter baker banker barber barista barrister bartender beautician
    biologist bookkeeper bricklayer broker builder butcher buyer cameraman captain caregiver caretaker carer carpenter
    cartographer cashier caterer ceo cfo chair chairman chairperson chairwoman chaplain chauffeur chef chemist chief cio
    cleaner clerk clinician cmo cna co-founder cofounder co-owner coach collector columnist commander commissioner composer
    concierge conductor consultant contractor controller cook coo coordinator co-ordinator copywriter corporal counselor
    counsellor courier crew cto curator custodian dancer dean dealer decorator dentist deputy designer detective developer
    devops diagnostician dietician dietitian director dispatcher docent doctor driver economist editor educator electrician
    engineer entrepreneur epidemiologist estimator evaluator evangelist examiner executive expert extern fabricator
    facilitator farmer farmhand fellow fellowship firefighter fitter florist foreman forewoman forester founder freelancer
    fundraiser gardener geographer geologist geophysicist glazier governor grader groom groomer groundskeeper guard guide
    hairdresser handler handyman head helper historian host hostess housekeeper hygienist illustrator inspector installer
    instructor intern internship interpreter interviewer inventor investigator janitor jeweller jeweler joiner journalist
    judge keeper labourer laborer landscaper lawyer lead leader lecturer liaison librarian lieutenant lifeguard linguist
    loader locksmith lpn machinist magistrate maid manager manageress marker marketer mason masseur masseuse mathematician
    mechanic mediator medic member mentor merchandiser messenger meteorologist microbiologist midwife miller miner minister
    model moderator musician nanny navigator negotiator neurologist notary novelist nurse nutritionist operative operator
    optician optometrist orderly organiser organizer orthodontist owner packer painter paralegal paramedic partner pastor
    pathologist pediatrician performer pharmacist phlebotomist photographer physician physicist physiotherapist picker
    pilot planner plasterer plumber podiatrist porter postdoc postdoctoral practitioner president presenter principal
    processor procurator producer professor programmer promoter proofreader proprietor prosecutor psychiatrist
    psychologist publicist publisher radiographer radiologist ranger realtor receptionist recruiter rector referee
    registrar rep repairer repairman reporter representative researcher resident reviewer rigger rn roofer runner
    sailor salesman salesperson saleswoman scaffolder scheduler scholar scientist scribe seamstress secretary sergeant
    server setter sociologist soldier solicitor sonographer specialist sre staff statistician stenographer steward
    stewardess stocker storekeeper storeman strategist student stylist superintendent supervisor surgeon surveyor sysadmin
    tailor teacher technician technologist telemarketer teller tester therapist tiler toolmaker trader trainee trainer
    translator treasurer trustee tutor tv-presenter umpire underwriter upholsterer usher valet vet veterinarian videographer
    vicar vp volunteer waiter waitress warden watchmaker webmaster welder worker writer yardman zoologist
    apprenticeship placement secondment traineeship fellow-in-training sales-assistant shop-assistant
    self-employed freelance homemaker
    ingenieur ingenieurin entwickler entwicklerin leiter leiterin berater beraterin sachbearbeiter sachbearbeiterin
    assistent assistentin praktikant praktikantin praktikum werkstudent werkstudentin lehrer lehrerin krankenschwester
    pfleger pflegerin krankenpfleger pflegefachkraft altenpfleger verkäufer verkäuferin kaufmann kauffrau
    bürokaufmann bürokauffrau mitarbeiter mitarbeiterin geschäftsführer geschäftsführerin techniker technikerin fahrer koch
    köchin auszubildender auszubildende azubi referent referentin buchhalter buchhalterin erzieher erzieherin mechaniker
    mechatroniker elektriker projektleiter teamleiter abteilungsleiter softwareentwickler kellner kellnerin arzt ärztin
    aushilfe fachkraft lagerist meister dozent dozentin redakteur redakteurin
    ingénieur ingénieure développeur développeuse responsable directeur directrice assistante stagiaire stage
    infirmier infirmière professeur enseignant enseignante vendeur vendeuse conseiller conseillère technicien technicienne
    gestionnaire chargé chargée comptable serveur serveuse cuisinier cuisinière éducateur éducatrice apprenti alternant
    ingeniero ingeniera desarrollador desarrolladora gerente directora asistente enfermero enfermera profesor
    profesora vendedor vendedora analista técnico técnica jefe jefa coordinador coordinadora becario becaria cajero cajera
    camarero camarera contable cocinero cocinera maestro maestra consultor consultora encargado encargada auxiliar
    inżynier programista programistka kierownik specjalista specjalistka asystent asystentka nauczyciel nauczycielka
    sprzedawca magazynier stażysta stażystka kasjer kasjerka księgowa księgowy pielęgniarka pielęgniarz dyrektor
    doradca analityk kelner kelnerka kierowca kucharz opiekun opiekunka praktykant
    ingegnere sviluppatore sviluppatrice impiegato impiegata infermiere infermiera insegnante commesso commessa
    tirocinante responsabile medico engenheiro engenheira desenvolvedor estagiário estagiária professora enfermeira
    """
)
TITLE_STARTS = _words(
    """
    senior junior lead chief head deputy assistant associate principal staff vice acting interim trainee graduate
    director manager registered licensed certified sr jr executive managing founding co-founder founder apprentice
    leitender leitende stellvertretender werkstudent praktikum stage chef freelance self-employed visiting
    """
)
ORG_WORDS = _words(
    """
    company group holdings holding industries international global worldwide enterprises enterprise partners associates
    consulting consultancy consultants solutions systems technologies technology tech labs lab laboratories laboratory
    software digital media studio studios agency network networks communications telecom telecommunications energy power
    motors automotive airlines airways airport logistics transport transportation shipping freight foods food bakery
    bakeries restaurant restaurants café cafe coffee bistro bar grill pub hotel hotels resort inn hospital hospitals clinic
    clinics infirmary hospice surgery practice pharmacy dental health healthcare medical care centre center institute
    institution university college school schools academy kindergarten nursery polytechnic faculty department ministry
    council authority bureau office board commission committee federation union association society foundation trust
    charity fund bank banking insurance capital ventures investments financial finance securities savings church mosque
    synagogue temple parish diocese library libraries museum gallery theatre theater orchestra choir club fc army navy
    force forces corps police service services retail store stores shop market markets supermarket mart
    outlet boutique garage salon gym farm farms vineyard winery brewery distillery mill mills works factory
    plant foundry steel construction contractors builders engineering architects productions publishing press
    books magazine newspaper times radio television records games entertainment sports travel tours properties realty
    estates housing homes home supply supplies trading imports exports distribution distributors warehouse fulfilment
    fulfillment couriers parcel mail express delivery cargo marine aviation aerospace robotics analytics cloud
    semiconductors electronics electric electrical pharma pharmaceuticals biotech biosciences chemicals materials plastics
    textiles fashion apparel cosmetics kitchen catering cleaning security staffing recruitment program programme project
    initiative alliance cooperative co-op collective house hall village city county borough township university's
    corporation corp incorporated brothers bros sons research startup nhs government parliament senate embassy
    stiftung verein universität hochschule klinikum klinik krankenhaus schule werke verlag bundesamt stadtwerke gesellschaft
    société entreprise hôpital université école lycée mairie clinique banque association groupe
    universidad escuela colegio banco ayuntamiento clínica grupo empresa instituto fundación
    uniwersytet szkoła szpital politechnika przychodnia spółka urząd università scuola ospedale azienda universidade escola
    """
)
ORG_STARTS = _words(
    """
    university bank ministry department institute college school hospital city county council museum church royal national
    federal universität hochschule université universidad uniwersytet università technische tu eth klinikum hôpital office
    society academy politechnika st st. saint
    """
)
LEGAL_FORMS = _words(
    """
    inc inc. llc llp ltd ltd. limited plc gmbh ag kg kgaa ohg ug se s.a. sa sas sarl s.r.l. srl s.p.a. spa bv b.v. nv n.v. ab
    oy oyj aps a/s asa co co. corp corp. pty pvt pvt. pte lda ltda s.l. sl o.o. sp. k.k. kk e.v. gbr cic cio
    """
)
DEGREES = _words(
    """
    bsc b.sc b.sc. bs b.s b.s. ba b.a b.a. msc m.sc m.sc. ms m.s m.s. ma m.a m.a. phd ph.d ph.d. dphil mphil mba m.b.a.
    emba beng b.eng b.eng. meng m.eng m.eng. btech b.tech b.tech. mtech m.tech m.tech. be b.e. me m.e. bba b.b.a. bbs
    bcom b.com b.com. mcom llb ll.b ll.b. llm ll.m ll.m. jd j.d. md m.d. mbbs mbchb mb bds dds dvm pharmd dnp msn bsn adn
    aas a.a.s. aa a.a. as a.s. bfa b.f.a. mfa m.f.a. barch march mpa mph mpp msw bsw bed b.ed b.ed. med m.ed m.ed. edd mres
    pgce pgdip pgcert hnd hnc btec nvq svq ged gcse gcses a-level a-levels as-level abitur matura matric baccalaureate
    baccalauréat bac licence licenciatura grado máster maestría bachillerato dut bts deug magister licencjat
    bachelor bachelor's bachelors master master's masters doctor doctorate doctoral doctorat associate associate's
    associates diploma diplom dipl.-ing. dipl.-ing diplôme certificate degree foundation undergraduate postgraduate
    fachabitur realschulabschluss hauptschulabschluss berufsausbildung ausbildung staatsexamen promotion laurea mestrado
    bacharelado dyplom inżynier b.arch. b.sc.n. rgn bscn advanced-diploma minor major bachelier mastère
    """
)
INSTITUTIONS = _words(
    """
    university college school institute academy polytechnic conservatory seminary lyceum gymnasium universität
    fachhochschule hochschule gesamtschule realschule berufsschule berufskolleg université école ecole lycée collège iut
    universidad escuela instituto colegio facultad uniwersytet politechnika szkoła liceum technikum akademia università
    politecnico scuola istituto universidade faculdade escola universiteit hogeschool universitet högskola yliopisto
    univerzita üniversitesi university's uni tu eth mit ucl lse kth epfl caltech ucla uc nyu suny cuny bootcamp
    tafe mooc coursera udacity edx faculty 大学 大學 学院 高校 대학교
    """
)
LANGUAGES = _words(
    """
    english german french spanish italian portuguese dutch polish russian ukrainian czech slovak hungarian romanian
    bulgarian greek turkish arabic hebrew persian farsi hindi urdu bengali punjabi tamil telugu marathi gujarati kannada
    malayalam sinhala nepali chinese mandarin cantonese japanese korean vietnamese thai indonesian malay tagalog filipino
    swahili amharic somali yoruba igbo hausa zulu xhosa afrikaans swedish norwegian danish finnish icelandic estonian
    latvian lithuanian croatian serbian bosnian slovene slovenian macedonian albanian catalan basque galician irish welsh
    gaelic latin esperanto kurdish pashto dari tigrinya georgian armenian azerbaijani kazakh uzbek mongolian khmer lao
    burmese maltese luxembourgish flemish shona wolof twi lingala creole bsl asl
    deutsch englisch französisch spanisch italienisch polnisch russisch türkisch arabisch portugiesisch niederländisch
    chinesisch japanisch ukrainisch latein français anglais allemand espagnol italien portugais arabe chinois russe
    español inglés alemán francés italiano portugués ruso árabe chino angielski niemiecki francuski hiszpański polski
    rosyjski ukraiński włoski inglese tedesco francese spagnolo inglês alemão francês espanhol
    英语 日语 中文 英語 日本語 普通话 粤语 한국어
    """
)
FLUENCIES = _words(
    """
    native fluent bilingual proficient conversational intermediate basic beginner elementary advanced mother tongue working
    professional limited full proficiency good fair excellent spoken written reading mothertongue business level
    a1 a2 b1 b2 c1 c2 muttersprache muttersprachler fließend verhandlungssicher grundkenntnisse gut sehr gute
    maternelle courant bilingue intermédiaire débutant nativo nativa fluido avanzado básico medio intermedio alto
    ojczysty biegły biegle zaawansowany średniozaawansowany podstawowy komunikatywny madrelingua fluente
    """
)
RATINGS = _words(
    """
    basic beginner novice elementary foundational familiar intermediate working competent proficient good solid strong
    advanced expert fluent native master mastery excellent skilled experienced professional conversational limited
    learning beginning daily occasional grundkenntnisse gut sehr fortgeschritten experte fließend muttersprache
    débutant intermédiaire avancé courant básico intermedio avanzado experto nativo podstawowy średni zaawansowany
    """
)
CARE_WORDS = _phrases(
    "parental leave; maternity leave; paternity leave; family leave; career break; caring for; carer for; carer of;"
    "caregiver for; full-time parent; stay-at-home; homemaker; family care; elternzeit; congé parental; congé maternité;"
    "urlop macierzyński; urlop wychowawczy; baja maternal; excedencia; cared for; raising children; raising a family;"
    "full-time carer; family caregiver; pflegezeit; caring responsibilities; parenting"
)
VOLUNTEER_WORDS = _phrases(
    "volunteer; voluntary; volunteering; charity; unpaid; pro bono; ehrenamt; ehrenamtlich; bénévole; voluntario;"
    "voluntaria; wolontariusz; wolontariuszka; trustee; treasurer of; coach of; scout leader; youth leader; food bank;"
    "parent governor; school governor"
)
HOBBY_WORDS = _phrases("hobby; choir; band; amateur; in my free time; spare time; leisure")
PROJECT_WORDS = _phrases("open source; open-source; side project; personal project; hackathon")
US_STATES = _words(
    "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri "
    "sc sd tn tx ut vt va wa wv wi wy dc pr on qc bc ab mb sk ns nb nl pe nsw vic qld tas act nt"
)
REGIONS = frozenset(
    _phrases(
        "alabama; alaska; arizona; arkansas; california; colorado; connecticut; delaware; florida; georgia; hawaii; idaho;"
        "illinois; indiana; iowa; kansas; kentucky; louisiana; maine; maryland; massachusetts; michigan; minnesota;"
        "mississippi; missouri; montana; nebraska; nevada; new hampshire; new jersey; new mexico; new york; north carolina;"
        "north dakota; ohio; oklahoma; oregon; pennsylvania; rhode island; south carolina; south dakota; tennessee; texas;"
        "utah; vermont; virginia; washington; west virginia; wisconsin; wyoming; ontario; quebec; québec; british columbia;"
        "alberta; manitoba; nova scotia; new south wales; victoria; queensland; tasmania; england; scotland; wales;"
        "northern ireland; bavaria; bayern; hessen; sachsen; maharashtra; karnataka; tamil nadu; telangana; kerala; gujarat;"
        "punjab; west bengal; uttar pradesh; haryana; kent; essex; surrey; sussex; lancashire; yorkshire; cumbria; devon;"
        "dorset; somerset; catalonia; île-de-france; d.c.; dc"
    )
)
COUNTRIES = frozenset(
    _phrases(
        "uk; u.k.; united kingdom; great britain; usa; u.s.a.; us; u.s.; united states; united states of america; canada;"
        "australia; new zealand; ireland; germany; deutschland; france; spain; españa; portugal; italy; italia; austria;"
        "österreich; switzerland; schweiz; suisse; belgium; belgique; netherlands; the netherlands; nederland; luxembourg;"
        "denmark; danmark; sweden; sverige; norway; norge; finland; iceland; poland; polska; czechia; czech republic; slovakia;"
        "hungary; romania; bulgaria; greece; cyprus; malta; turkey; türkiye; ukraine; russia; belarus; lithuania; latvia;"
        "estonia; serbia; croatia; slovenia; bosnia; albania; north macedonia; moldova; georgia; armenia; azerbaijan;"
        "kazakhstan; israel; palestine; lebanon; jordan; syria; iraq; iran; saudi arabia; uae; u.a.e.; united arab emirates;"
        "qatar; kuwait; bahrain; oman; egypt; morocco; algeria; tunisia; nigeria; ghana; kenya; uganda; tanzania; ethiopia;"
        "south africa; zimbabwe; zambia; senegal; cameroon; rwanda; india; pakistan; bangladesh; sri lanka; nepal; china;"
        "hong kong; taiwan; japan; south korea; korea; singapore; malaysia; indonesia; philippines; thailand; vietnam;"
        "cambodia; mongolia; mexico; méxico; guatemala; costa rica; panama; colombia; venezuela; ecuador; peru; perú;"
        "bolivia; chile; argentina; uruguay; paraguay; brazil; brasil; cuba; jamaica; trinidad; dominican republic; haiti;"
        "puerto rico; remote; hybrid; worldwide; eu"
    )
)
CITIES = frozenset(
    _phrases(
        "london; manchester; birmingham; leeds; glasgow; edinburgh; liverpool; bristol; sheffield; cardiff; belfast;"
        "newcastle; nottingham; leicester; brighton; oxford; cambridge; southampton; portsmouth; salford; aberdeen; york;"
        "bath; exeter; norwich; reading; coventry; bradford; hull; plymouth; derby; swansea; dundee; dublin; cork; galway;"
        "new york; new york city; nyc; brooklyn; los angeles; chicago; houston; phoenix; philadelphia; san antonio; san diego;"
        "dallas; austin; san jose; san francisco; seattle; denver; boston; columbus; cleveland; cincinnati; detroit;"
        "minneapolis; atlanta; miami; tampa; orlando; charlotte; raleigh; nashville; memphis; portland; sacramento; oakland;"
        "palo alto; mountain view; menlo park; sunnyvale; santa clara; cupertino; redmond; salt lake city; las vegas;"
        "baltimore; pittsburgh; milwaukee; kansas city; st. louis; new orleans; toronto; montreal; montréal; vancouver;"
        "calgary; ottawa; edmonton; winnipeg; halifax; sydney; melbourne; brisbane; perth; adelaide; canberra; auckland;"
        "wellington; berlin; hamburg; münchen; munich; köln; cologne; frankfurt; stuttgart; düsseldorf; dortmund; essen;"
        "leipzig; dresden; bremen; hannover; nürnberg; nuremberg; bonn; mannheim; karlsruhe; münster; freiburg; aachen;"
        "wien; vienna; graz; linz; salzburg; zürich; zurich; geneva; genève; basel; bern; lausanne; paris; lyon; marseille;"
        "toulouse; nice; nantes; bordeaux; lille; strasbourg; rennes; grenoble; brussels; bruxelles; antwerp; ghent; gent;"
        "amsterdam; rotterdam; the hague; den haag; utrecht; eindhoven; madrid; barcelona; valencia; sevilla; seville; bilbao;"
        "málaga; zaragoza; lisbon; lisboa; porto; rome; roma; milan; milano; turin; torino; naples; napoli; bologna; florence;"
        "firenze; copenhagen; københavn; aarhus; stockholm; gothenburg; göteborg; malmö; oslo; bergen; helsinki; warsaw;"
        "warszawa; kraków; krakow; wrocław; gdańsk; poznań; łódź; katowice; prague; praha; brno; budapest; bucharest; sofia;"
        "athens; istanbul; ankara; izmir; kyiv; kiev; lviv; moscow; minsk; vilnius; riga; tallinn; belgrade; zagreb;"
        "tel aviv; jerusalem; beirut; amman; dubai; abu dhabi; doha; riyadh; cairo; casablanca; tunis; lagos; abuja; accra;"
        "nairobi; kampala; addis ababa; johannesburg; cape town; durban; pretoria; harare; mumbai; delhi; new delhi;"
        "bangalore; bengaluru; hyderabad; chennai; pune; kolkata; ahmedabad; gurgaon; gurugram; noida; karachi; lahore;"
        "islamabad; dhaka; colombo; kathmandu; beijing; shanghai; shenzhen; guangzhou; hangzhou; chengdu; taipei; tokyo;"
        "osaka; kyoto; seoul; busan; kuala lumpur; jakarta; manila; bangkok; hanoi; ho chi minh city; mexico city;"
        "guadalajara; monterrey; bogotá; bogota; medellín; lima; quito; santiago; buenos aires; montevideo; são paulo;"
        "rio de janeiro; brasília; havana; kingston; san juan"
    )
)
SMALL_WORDS = _words("a an and at by de del der des die du et for from in la le of on or the to und und von with y zu &")
VERBS = _words(
    """
    achieved acted adapted addressed administered advised aligned analysed analyzed answered applied arranged assembled
    assessed assisted attended audited automated awarded balanced boosted briefed brought budgeted built calculated carried
    chaired checked cleaned closed coached co-authored coded collaborated collected combined communicated completed composed
    computed conceived conducted configured consolidated constructed consulted contributed converted cooked coordinated
    created cut dealt debugged decreased defined delegated delivered demonstrated deployed described designed detected
    determined developed devised diagnosed directed distributed documented doubled drafted drove earned edited educated
    eliminated enabled encouraged engineered enhanced ensured established evaluated examined executed expanded explained
    extended facilitated filed focused forecast formed formulated fostered founded fulfilled gained gathered generated grew
    guided handled headed helped hired identified implemented improved increased influenced initiated inspected installed
    instituted integrated interviewed introduced invented investigated joined kept launched led leveraged liaised logged
    maintained managed mapped marketed measured mentored migrated minimised minimized modelled modeled modernized monitored
    motivated moved negotiated observed obtained offered opened operated optimised optimized orchestrated ordered organised
    organized oversaw owned participated partnered performed piloted pioneered placed planned precepted prepared presented
    prevented processed produced programmed promoted proposed provided published purchased raised ran ranked rebuilt received
    recommended reconciled recorded recruited redesigned reduced refactored refined released removed reorganised reorganized
    repaired replaced reported represented researched resolved responded restored restructured reviewed revised rolled saved
    scaled scheduled secured selected served set setup shaped shipped simplified sold solved spearheaded staffed standardised
    standardized started streamlined strengthened studied summarised summarized supervised supplied supported surpassed
    surveyed taught tested tracked trained transformed translated trebled triaged tripled troubleshot turned tutored updated
    upgraded used utilised utilized validated verified visited volunteered won worked wrote
    lead manage build design develop write run own teach train support help plan organise organize handle prepare maintain
    provide ensure create deliver coordinate monitor responsible working assisting managing leading developing supporting
    summarize summarise include including stands mentors runs writes leads manages
    """
)
FIELDS = _words(
    """
    science sciences engineering economics mathematics maths physics chemistry biology history literature english law
    medicine nursing business administration management finance accounting marketing psychology sociology philosophy
    politics political education arts art design architecture computing computer information informatics statistics
    linguistics geography geology music theatre theology journalism communication communications media anthropology
    informatik betriebswirtschaftslehre wirtschaftsinformatik maschinenbau elektrotechnik volkswirtschaftslehre pharmacy
    dentistry agriculture hospitality tourism logistics studies systems technology
    """
)
