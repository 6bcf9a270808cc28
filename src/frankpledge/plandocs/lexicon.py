"""Words of community safety as data: bodies, groups, first names, places' endings. Written for this project."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(
        part for line in text.split("\n") for entry in line.split(",") if (part := " ".join(entry.split()))
    )


# Bodies any partnership may have, as they are written in a lead's cell.
AGENCY_WORDS = _set("""
police, the police, constabulary, police authority, probation, probation service, fire, fire service,
fire and rescue, fire and rescue service, fire & rescue, council, the council, district council, borough council,
county council, city council, housing, health, public health, nhs, pct, icb, ccg, youth offending team,
youth offending service, yot, yos, yjs, youth justice, youth service, youth services, children's services,
adult services, adult social care, social services, social care, education, schools, licensing, trading standards,
environmental health, environmental services, environment agency, planning, parks, leisure, communications,
victim support, women's aid, refuge, turning point, addaction, change grow live, cgl, housing association,
housing associations, registered providers, rsl, rsls, rps, neighbourhood watch, crimestoppers, cps,
crown prosecution service, courts, court service, prison service, hmpps, ambulance service, community safety,
community safety team, asb team, anti-social behaviour team, street scene, highways, legal, legal services, cctv,
british transport police, btp, dwp, jobcentre plus, parish councils, town council, voluntary sector,
community and voluntary sector, cvs, age uk, mind, shelter, opcc, pcc, drug and alcohol team, daat, dat, pubwatch,
street pastors, business improvement district, bid, university, college, chamber of commerce, hcc, ehc, iyss,
regulatory services, waste services, early help, safeguarding, comms
""")

GROUP_ACRONYMS = frozenset(
    {"JAG", "MARAC", "MAPPA", "NTE", "RAG GROUP", "ASBAG", "CMARAC", "JATAC", "LSP", "TCG", "ODOC", "MAPS"}
)

# Names that hold an "and" of their own.
COMPOUNDS = tuple(sorted(_set("""
police and crime, police & crime, children and families, children & families, health and wellbeing,
health & wellbeing, crime and disorder, crime & disorder, fire and rescue, fire & rescue, drugs and alcohol,
drug and alcohol, drug & alcohol, drugs & alcohol, alcohol and drugs, alcohol & drugs, health and social care,
health & social care, health and safety, adults and children, children and young people, children & young people,
community and voluntary, community & voluntary, voluntary and community, mental health and, communities and,
women and girls, licensing and regulatory, task and finish, task & finish, safer and stronger, education and skills,
skills and employment, housing and communities, asylum and, families and communities, youth and community,
culture and leisure, parks and open spaces, domestic violence and, domestic abuse and, waste and recycling,
town and parish, towns and parishes, victim and witness, victims and witnesses, gangs and, guns and,
serious and organised, clubs and pubs, revenues and benefits, drug/alcohol, drugs/alcohol
"""), key=len, reverse=True))  # fmt: skip

# Common first names in Britain, to tell "John Smith" from "Crucial Crew". None that is mostly a place or a plain word.
FIRST_NAMES = _set("""
aaron, abdul, abigail, adam, adele, adrian, ahmed, aisha, alan, albert, alex, alexander, alexandra, alexis, alfie,
ali, alice, alison, allan, amanda, amber, amelia, amir, amy, andrea, andrew, andy, angela, angus, anita, ann, anna,
anne, annette, anthony, antony, archie, arthur, barbara, barry, becky, ben, benjamin, bernard, beth, bethany,
beverley, bill, billy, bob, brenda, brian, bridget, bryan, callum, cameron, carl, carol, caroline, catherine, cathy,
charles, charlie, charlotte, chloe, chris, christina, christine, christopher, claire, clare, clive, colin, connor,
craig, cynthia, daniel, danielle, darren, dave, david, dawn, dean, deborah, debbie, deepak, denise, dennis, derek,
diana, diane, dominic, donald, donna, doreen, dorothy, duncan, edward, eileen, elaine, eleanor, elizabeth, ella,
ellen, emily, emma, eric, erin, ethan, eve, fatima, fiona, frances, francis, frank, fraser, fred, gareth, gary,
gavin, gemma, geoff, geoffrey, george, georgina, gerald, gerard, gillian, glenn, gordon, graham, greg, gregory,
hannah, harold, harriet, harry, hassan, hazel, heather, helen, henry, hilary, howard, hugh, iain, ian, ibrahim,
imran, irene, isaac, isabel, isla, jack, jackie, jacob, jacqueline, jake, james, jamie, jane, janet, janice, jason,
jean, jeff, jeffrey, jennifer, jenny, jeremy, jess, jessica, jill, jim, jo, joan, joanna, joanne, joe, john,
jonathan, joseph, josh, joshua, joyce, judith, julia, julian, julie, karen, karl, kate, katherine, kathleen,
kathryn, katie, keith, kelly, kenneth, kerry, kevin, kieran, kim, kirsty, kyle, laura, lauren, lee, leon, lesley,
leslie, lewis, liam, lily, linda, lindsay, lisa, liz, louise, lucy, luke, lynn, lynne, malcolm, mandy, marc,
margaret, maria, marie, marilyn, marion, martin, martyn, mary, matt, matthew, maureen, max, megan, melanie, melissa,
michael, michelle, mike, mohamed, mohammad, mohammed, moira, molly, monica, muhammad, nadia, natalie, natasha,
nathan, neil, nicholas, nick, nicky, nicola, nigel, nina, noel, nora, norman, oliver, olivia, oscar, owen, pamela,
patricia, patrick, paul, paula, pauline, peter, phil, philip, phillip, phoebe, priya, rachel, raj, ralph, raymond,
rebecca, rhys, richard, rita, rob, robert, robin, roger, ron, ronald, rory, rosemary, ross, roy, russell, ruth,
ryan, sally, sam, samantha, samuel, sandra, sanjay, sara, sarah, scott, sean, sharon, shaun, sheila, shirley, simon,
sonia, sophie, stacey, stefan, stella, stephanie, stephen, steve, steven, stuart, sue, susan, suzanne, sylvia,
tanya, terence, teresa, terry, theresa, thomas, tim, timothy, tina, toby, tom, tony, tracey, tracy, trevor, valerie,
vanessa, vera, veronica, victor, vincent, vivien, walter, wayne, wendy, william, yasmin, yusuf, yvonne, zara, zoe
""")

PLACE_WORDS = _set("""
road, street, park, ward, house, school, centre, center, hospital, avenue, close, lane, way, ambulance, hall, court,
college, square, estate, green, hill, common, station, terrace, drive, crescent, gardens, place, church, trust,
foundation, project, row, bridge, market, arms, inn, hotel, club, academy, university, library, theatre, stadium,
shopping, village, town, city, county, district, borough, valley, fields, farm, wood, woods, day, week, review, act,
scheme, group, forum, board, team, police
""")

COMPASS_PLACES = _set("""
herts, hertfordshire, essex, sussex, yorkshire, midlands, wales, london, devon, norfolk, suffolk, somerset, kent,
surrey, anglia, dorset, lancashire, lanarkshire, ayrshire, oxfordshire, northants, northamptonshire, cambs,
cambridgeshire, beds, bedfordshire, bucks, berks, berkshire, lincolnshire, lincs, worcs, warwickshire, warks,
staffs, staffordshire, derbyshire, notts, leics, leicestershire, glos, gloucestershire, wilts, hants, hampshire,
cornwall, tyneside, kesteven, holland, lothian, lindsey, ribble, cheshire, ireland, hams, norwich, area, ward,
division, district, region, east, west, north, south
""")

# Capitalised words that stand after a rank, a title or an initial without being anybody's name.
NOT_SURNAMES = _set("""
a, safer, the, and, or, of, to, in, new, all, each, every, more, multi, joint, community, partnership, plan, action,
police, crime, disorder, strategy, review, report, reports, group, board, forum, team, officer, officers, manager,
inspector, sergeant, constable, service, services, support, scheme, project, programme, workshop, campaign, week,
day, year, quarter, month, annual, weekly, robust, proactive, regular, targeted, local, district, county, council,
borough, neighbourhood, east, west, north, south, central, operation, offence, offences, victim, victims, offender,
offenders, young, youth, people, person, persons, public, private, domestic, violence, violent, burglary, vehicle,
robbery, theft, drug, drugs, alcohol, hate, incident, incidents, data, and, for, with, from, by, on, at, is, are,
will, was, link, links, newsletter, full, further, list, number, range, total, minimum, maximum, class, category,
band, level, phase, stage, tier, zone, grade, type, part, section, table, page, appendix, annex, priority, theme,
aim, objective, target, indicator, lead, agency, update, street, road, park, school, unit, task, force, visible,
better, safe, clean, cleaner, stronger, healthy, healthier, fair, greener, place, town, city, village, great, good,
single, strategic, bid, briefing, briefings, patrol, patrols, shift, shifts, training, vetting, recruitment,
numbers, deployment, visits, surgery, surgeries, role, roles, powers, capacity, staff, supervisor, supervisors,
sector, beat, presence, engagement, ensure, provide, hold, develop, continue, implement, deliver, work, monitor,
produce, publish, carry, run, create, reduce, increase, improve, promote, raise, review, identify, target, pursue,
organise, advertise, conduct, involve, protect, prevent, manage, set, use
""")
