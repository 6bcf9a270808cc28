"""Words a community safety plan uses, and slips often made in them. Written for this project."""
# ruff: noqa: SIM905 (a thousand quotation marks help nobody)

from __future__ import annotations

SLIPS: dict[str, str] = {
    pair.split(">")[0]: pair.split(">")[1]
    for pair in """
accomodate>accommodate accomodation>accommodation accross>across acheive>achieve acheived>achieved
acheivement>achievement adress>address agressive>aggressive alchohol>alcohol alchol>alcohol anually>annually
aquire>acquire aquisitive>acquisitive arguement>argument assesment>assessment assesments>assessments
attendence>attendance awarness>awareness begining>beginning behavior>behaviour behavoiur>behaviour beleive>believe
benifit>benefit burglery>burglary burgulary>burglary calender>calendar campain>campaign catagory>category
comittee>committee commitee>committee committment>commitment commmunity>community comunity>community
concious>conscious consistant>consistent critisism>criticism decison>decision definately>definitely delievery>delivery
delivary>delivery dependant>dependent develope>develop developement>development disapear>disappear domesitc>domestic
effecient>efficient embarass>embarrass enforcment>enforcement engagment>engagement ensureing>ensuring
enviroment>environment enviromental>environmental evaulation>evaluation excercise>exercise existance>existence
experiance>experience explotation>exploitation foward>forward freind>friend fullfil>fulfil garantee>guarantee
gaurantee>guarantee gaurd>guard govenment>government goverment>government graffitti>graffiti grafitti>graffiti
greivous>grievous grevious>grievous guage>gauge harrasment>harassment harrass>harass harrassment>harassment
homelessnes>homelessness identifed>identified imediate>immediate implimentation>implementation implment>implement
improvment>improvement independant>independent initative>initiative initatives>initiatives inteligence>intelligence
intellegence>intelligence intiative>initiative intiatives>initiatives intimadation>intimidation knowlege>knowledge
liase>liaise liasing>liaising liason>liaison licencing>licensing lisence>licence maintainance>maintenance
maintenence>maintenance managment>management monitering>monitoring neccessary>necessary necesary>necessary
neigbourhood>neighbourhood neighborhood>neighbourhood neighbourood>neighbourhood objectivs>objectives
objectve>objective occurance>occurrence occured>occurred occurence>occurrence ofender>offender offendor>offender
offendors>offenders opertunity>opportunity oportunity>opportunity organsiation>organisation parntership>partnership
parternship>partnership partnerhsip>partnership perfomance>performance performace>performance perpatrator>perpetrator
perpertrator>perpetrator persue>pursue persuing>pursuing posession>possession possesion>possession prefered>preferred
prioritys>priorities privelege>privilege probaton>probation proceedure>procedure profesional>professional
proffesional>professional programe>programme publically>publicly pursuade>persuade questionaire>questionnaire
reasurance>reassurance reccomend>recommend recieve>receive recieved>received recomend>recommend
recomendation>recommendation recurence>recurrence redution>reduction referal>referral referals>referrals
refered>referred relevent>relevant reoffendng>reoffending resiliance>resilience responsability>responsibility
responsable>responsible responsibilty>responsibility safegarding>safeguarding safegaurding>safeguarding
schedual>schedule seperate>separate seperately>separately stategic>strategic stategy>strategy stratagy>strategy
streghten>strengthen strengthern>strengthen substanse>substance successfull>successful sucess>success
sucessful>successful supercede>supersede suprise>surprise surveilance>surveillance surveillence>surveillance
tackeling>tackling targetted>targeted targetting>targeting tendancy>tendency tenent>tenant tenents>tenants
threshhold>threshold tommorow>tomorrow tresspass>trespass truely>truly untill>until vandelism>vandalism
vehical>vehicle vilolence>violence violance>violence vulnarable>vulnerable vulnerble>vulnerable vunerable>vulnerable
weild>wield wich>which witholding>withholding workshp>workshop
""".split()
}

# Known to be right. Pairs one letter apart ("detection", "detention") are here so that neither is taken for the other.
ORDINARY: frozenset[str] = frozenset(
    """
acceptable accommodation accreditation accredited achieve achieved achievement achievements achieving acquisitive
activities activity addiction address advertise advertised advertising advice affected affordable against agencies
agency aggravated agreement alcohol allocated although ambulance analysis annual annually another anti anything
apprehend appropriate appropriately approved arrangement arrangements artifice assault assaults assessing assessment
assessments assistance assisted assisting association attendance attended attending attitude attitudes authorised
authorities authority availability available awareness background barriers barring because becoming before beginning
behaviour behaviours believe benefit benefits between bodily borough briefed briefing briefings building burglaries
burglary business businesses calendar campaign campaigns cannabis capable capacity casualty catalytic category
cautions central centres certain certificate challenge challenges champion changes children cigarettes circumstances
clarify cleaner clearly closely closure coercive cohesion collaboration collected collection collision combat combined
comments commercial commission commissioned commissioner commissioning commitment commitments committed committee
communicate communicated communication communications communities community compared comparison complainant
complainants complaint complaints complete completed completion complex compliance compliant comprehensive concentrate
concern concerned concerns conclude conditions conduct conference confidence confident confirmed confiscation
connection consider consideration considered consist consistent constabulary consult consultation consulting contact
contacted contained content contents context continue continued contract contracts contribute contribution control
controlled convened converters conviction convictions coordinate coordination correct councillor councils counselling
counsellor counties county covering covert created creating crime crimes criminal criminals criteria critical crossing
culture cumulative current customer customers cycling damage database daytime deception decided decision decisions
declare decrease dedicated defined definition delegated deliver delivered delivering delivery demand demonstrate
dependent depending deployment deregistration described description designated designed despite detailing detection
detections detention determine deterrent develop developed developing development devices different difficult
direction directly director disability disabled discuss discussed discussion disorder dispersal display disposal
disrupt disrupted disruption dissemination distributed distribution district districts diversion diversionary document
documents domestic drawing drinking driven drivers driving drugs dwelling dwellings earlier easily education effective
effectively effects efficient efforts either elderly elsewhere embedded emergency employment enable encourage
encouraged encouraging enforce enforcement engage engagement engaging enhance enquiries ensure ensuring entering
entrance environment environmental equality equally equipment essential establish established ethnicity evaluate
evaluation evening events everyone evidence examine examples excellent exchange exclusion exclusions exercise existing
expected expenditure experience explain explicit exploitation exploited explore exposed express extended extension
extensive external extremism facilitate facilities factors families family fatalities feature feedback feelings
figures finance financial finding findings finished firearms fixed flexible focused focussed following forming forum
forward founded framework fraudulent frequency funding further gambling gangs general generally generate geographical
graffiti greater grievous grounds growing guidance handling harassment hate health heritage highlight highlighted
highlighting highways holding homeless homelessness homicide hospital hosting hotspot hotspots household households
housing however hygiene identification identified identify identifying illegal immediate impact implement
implementation implemented implementing implications important improve improved improvement improvements improves
improving incidents include included includes including incorporates increase increased increasing independent
indicator indicators individual individuals induction industry influence information informed initial initiative
initiatives injection injunction injunctions injuries inspect inspection inspector installed institute insurance
integrated intelligence intended intensive intention interest internal internet intervention interventions interview
intimidation introduce introduced introduction investigate investigation investigations invited involve involved
involvement involving issues joint jointly journey justice juvenile keeping knowledge landlord landlords language
launch leadership leading leaflet leaflets learning legislation leisure letters levels liaise liaison library licence
license licensed licensees licensing lighting limited linking listed listening literature litter living locality
locally located location locations longer looking machine machinery maintain maintained maintenance majority managed
management manager managers managing manner marketing marshalling marshals material materials matters maximise maximum
meaning meaningful measure measures mechanisms mediation medical meeting meetings members mentoring message messages
metals methods midweek minimise minimum mission misuse mitigate mobile modified monitor monitoring monthly months
morning motorcycles motorists movement multiple municipal national natural nearest necessary negative neighbour
neighbourhood neighbourhoods neighbouring neighbours network networks newsletter newsletters night noise nominate
nominated notably notice notices notification notified nuisance numbers objection objective objectives obtain occasion
occasions occupiers offence offences offender offenders offending offered officer officers ongoing opening operation
operational operations opportunities opportunity opposite options ordered orders ordinary organisation organisations
organise organised originally outcome outcomes outdoor outreach outside overall oversight overview ownership package
parental parenting parents parishes parking partially participate participation particular parties partner partners
partnership partnerships passenger pathway pathways patients patrol patrolling patrols patterns payment pedestrian
penalties penalty pending people perceived percentage perception perceptions perform performance period periods
permanent perpetrator perpetrators persecution persistent personal personnel persons physical picture placement
planning platform playing pleased police policies policing policy positions positive possession possible posters
potential poverty powers practical practice practise practitioners predict preferred premises premium prepare
prescription presence present presentation presentations pressure prevalence prevent preventable preventative
prevention preventive previous primary principles printed priorities prioritise prioritised priority prison prisoners
private proactive proactively probation problem problems procedure procedures process processes produce product
production products professional professionals profile profiles programme programmes progress project projection
projects prolific promote promoted promoting promotion property proportion proposal proposals proposed prosecute
prosecuted prosecution prosecutions protect protected protecting protection protocol protocols provide provided
provider providers provides providing provision proximity psychological public publication publicise publicity
published publishing purchase purchasing purpose purposes pursue putting qualified quality quarter quarterly question
questionnaire questions quickly radicalisation railway raising rapidly reactive reassurance receive received receiving
recent recently reception recognise recommend recommendation recommendations record recorded recording recovery
recruit recruitment reduce reduced reducing reduction reductions referral referrals reflect refresh refuge refused
regarding regime region regional registered registration regular regularly regulations rehabilitation relating
relation relations relationship relationships release released relevant reliable religious remain remaining removal
remove removed renewed reoffending repeat replace report reported reporting reports represent representation
representatives request requests require required requirement requirements research resettlement residence resident
residential residents resilience resource resources respect respective respond responding response responses
responsibilities responsibility responsible restorative restrict restrictions result results retail retailers retained
retention return returns review reviewed reviewing reviews revised reward robbery robust rolling rotation routine
rural safeguard safeguarding safely safety sanction satisfaction scenarios schedule scheme schemes schools screening
scrutiny seasonal secondary section sector secure secured security seeking selection seminar sentence separate
separately serious service services session sessions settings several sexual shadowing sharing shoplifting shopping
shortage signage signed signposting similar simple situation smoking social society solving sources speaker special
specialist specific specified speeding sponsor sports spring staff stakeholders standard standards statement
statements station stations statistics status statutory stolen stopping stories strands strategic strategies strategy
street streets strengthen strictly stronger structure structures student students subject submit submitted subsequent
substance success successful suicide suitable summary summer supervision supervisor supervisors supplier suppliers
supply support supported supporting surgeries surrounding surveillance survey surveys suspected suspects sustain
sustainable systems tackle tackling talking target targeted targeting targets taskforce tasking teachers technical
technology telephone temporary tenancies tenancy tenants terrorism test testing theft thefts themselves therapy
therefore thirdly threat threats through timely timescale timescales timetable together tolerance toolkit tourism
towards traders trading traffic trafficking training transfer transition transport travel treated treatment trends
trespass typical ultimately unauthorised uncertain underage understand understanding undertake undertaken undertaking
unemployed uniform unique university unlawful updated updates usually utilise utilising valuable vandalism various
vehicle vehicles verbal version vetting victim victimisation victims viewing village violence violent virtual
visibility visible visiting visits voluntary volunteer volunteers vulnerabilities vulnerability vulnerable warning
warnings weapons website websites weekend weekends weekly wellbeing wellness whether whilst widely wildlife winter
without witness witnesses workers working workplace workshop workshops written yearly young youths
""".split()
)
