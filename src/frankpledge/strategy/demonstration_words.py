"""What the demonstration's assessment and strategy say: invented, and marked so, but for what the notes name."""

from __future__ import annotations

INVENTED = "Invented for the demonstration"
PSA1 = "East Herts CDRP, published progress on PSA 1"  # 5,313 in 2004/05, 4,992 in 2006/07, 4,341 aimed at: real

SECTIONS = {
    "levels_and_patterns": (
        "BCS comparator crime is lower than in 2004/05 and above what was aimed at. Theft from cars at stations and "
        "damage in town centres at weekends stand out. Violence gathers round the night-time economy of two towns.\n\n"
        "These words are invented for the demonstration; the three comparator figures are as published."
    ),
    "changes": (
        "Comparator crime fell from 5,313 in 2004/05 to 4,992 in 2006/07: 6.0% fewer. Lead theft rose with the price "
        "of metal. Reports of anti-social behaviour rose after people were told how to report it, so part of the rise "
        "is reporting. (Invented, but for the comparator figures.)"
    ),
    "last_plan": (
        "Counted from the plan’s own records below. Updates came late from some agencies, and no objective had a "
        "target when the year began, so little can be rated. (Invented for the demonstration.)"
    ),
    "priorities": (
        "Five priorities, drawn from the problems that ranked highest and from what people said. Vehicle crime ranks "
        "below violence by harm and stays because there is so much of it. (Invented for the demonstration.)"
    ),
    "community_views": (
        "People speak most of young people with nothing to do, of speeding, and of being told nothing after they "
        "report something. (Invented for the demonstration.)"
    ),
}

# (section, text, evidence: (words, value, unit, source, as of))
FINDINGS = (
    (
        "changes",
        "BCS comparator crime fell by 6.0% in two years and stays above the target of 4,341.",
        (
            ("BCS comparator crime, 2004/05", "5313", "crimes", PSA1, "2005-03-31"),
            ("BCS comparator crime, 2006/07", "4992", "crimes", PSA1, "2007-03-31"),
        ),
    ),
    (
        "levels_and_patterns",
        "Theft from cars gathers at four railway stations on weekdays.",
        (("Thefts from cars in station car parks", "212", "crimes", INVENTED, "2008-09-30"),),
    ),
    (
        "levels_and_patterns",
        "Two in three town-centre assaults are between 10 at night and 3 in the morning at weekends.",
        (("Share of town-centre assaults in those hours", "66", "per cent", INVENTED, "2008-09-30"),),
    ),
    (
        "levels_and_patterns",
        "Half of repeat calls about anti-social behaviour come from nine streets.",
        (("Streets with three or more calls in a month", "9", "streets", INVENTED, "2008-09-30"),),
    ),
    (
        "levels_and_patterns",
        "Lead is taken from churches and schools in villages, mostly between October and March.",
        (("Lead thefts in the year", "61", "crimes", INVENTED, "2008-09-30"),),
    ),
    (
        "community_views",
        "People who report something want to hear what was done about it.",
        (("Views that speak of not being answered", "31", "people", INVENTED, "2008-09-30"),),
    ),
    (
        "last_plan",
        "What the plan did not measure cannot be judged: its objectives began without targets.",
        (),
    ),
)

# What other rooms know, frozen under a finding where they know it: (finding by number, chapter, words).
FROZEN = (
    (1, "crime-by-kind", "Recorded crime by kind, against the year before"),
    (1, "crime-changed", "What rose or fell by more than chance"),
    (2, "crime-by-ward", "Recorded crime by ward and kind"),
)

# title, what, where, victims, offenders, findings by number
PROBLEMS = (
    ("Violence in the night-time economy", "Assaults after drinking, some with weapons.", "Two town centres, weekend "
     "nights.", "People on a night out; door staff.", "Mostly other customers.", (3,)),
    ("Domestic violence", "Repeated assaults and control at home.", "Everywhere; reports rise in December.",
     "Partners and former partners; children who see it.", "Partners and former partners.", ()),
    ("Anti-social behaviour in nine streets", "Noise, abuse and damage, week after week.", "Nine streets, evenings.",
     "Residents, many of them older.", "Groups known to the ASB group.", (4,)),
    ("Theft from cars at stations", "Bags and satellite navigation taken from parked cars.",
     "Four station car parks, weekdays.", "Commuters.", "Few people, often; some travel in.", (2,)),
    ("Burglary of homes", "Break-ins through back doors.", "Edges of towns near main roads.", "Households.",
     "Some of them prolific offenders.", (1,)),
    ("Lead theft", "Roofs stripped.", "Churches and schools in villages, in winter.", "Parishes and schools.",
     "Crews with vehicles.", (5,)),
    ("Street drinking by young people", "Drinking in parks, with damage after.", "Three parks, Friday evenings.",
     "Park users; the young people themselves.", "Young people under 18.", (4,)),
    ("Criminal damage to cars", "Mirrors and paint.", "Streets between pubs and homes.", "Car owners.",
     "People on their way home.", (1,)),
    ("Fly-tipping in lanes", "Builders’ waste left.", "Country lanes.", "Farmers and parishes.", "Unlicensed "
     "carriers.", ()),
    ("Hate crime", "Abuse and damage because of who people are.", "Town centres and a few streets.",
     "People of minority faiths and origins.", "Neighbours and strangers.", ()),
    ("Rural crime: fuel and machinery", "Diesel and tools taken from farms.", "Farms in the north.", "Farmers.",
     "Crews with vehicles.", ()),
    ("Graffiti", "Tags on shutters and underpasses.", "Town centres.", "Shopkeepers.", "A handful of people.", ()),
)  # fmt: skip

# By scorer: for each problem five harms, likelihood, volume, how the partnership stands (0-2), how sure (l, m, h).
SCORES = (
    ("32123-4-3-1-h", "44331-4-3-1-h", "13132-4-4-1-m", "01210-4-3-0-h", "13321-4-2-0-h", "00233-3-2-1-m",
     "12122-4-3-1-m", "01211-4-3-1-h", "00123-4-2-1-h", "13131-3-1-1-m", "01310-3-1-1-m", "00112-4-2-0-h"),
    ("33123-4-3-1-h", "43221-4-3-2-h", "12132-4-3-1-m", "01210-4-3-0-h", "12321-3-2-0-h", "00333-3-2-1-m",
     "11121-4-3-1-l", "01211-4-3-1-m", "00122-4-2-0-m", "14141-3-1-1-m", "01310-3-1-1-l", "00112-4-2-0-h"),
    ("32112-4-3-1-m", "44231-4-2-1-m", "14142-4-4-2-h", "00210-4-4-0-m", "13321-4-2-0-m", "00232-3-1-1-m",
     "12122-4-3-1-h", "01111-4-3-0-m", "00113-4-2-1-m", "12131-2-1-1-l", "01310-3-2-1-m", "00111-4-2-0-m"),
)  # fmt: skip

THEMES = (
    ("Young people with nothing to do", "Clubs, places to go, boredom."),
    ("Speeding and parking", "Cars and motorcycles."),
    ("Nobody tells us what was done", "No answer after a report."),
    ("Town centres at night", "Noise, fights, taxis."),
    ("Litter and dog mess", "Streets, parks, lanes."),
)
# where, on, whose, words, people, themes by place in the list
VIEWS = (
    (
        "Public meeting, Hertford",
        "2008-05-14",
        "Residents",
        "There is nowhere for teenagers to go on a Friday.",
        12,
        (0,),
    ),
    ("Public meeting, Hertford", "2008-05-14", "Residents", "We ring and never hear what came of it.", 18, (2,)),
    (
        "Public meeting, Bishop’s Stortford",
        "2008-06-11",
        "Traders",
        "Shutters are painted on again within a week.",
        5,
        (4,),
    ),
    ("Panel survey", "2008-07-01", "Citizens’ panel", "Cars race through the village after dark.", 41, (1,)),
    ("Panel survey", "2008-07-01", "Citizens’ panel", "The parks are full of cans on Saturday morning.", 26, (0, 4)),
    (
        "Youth council",
        "2008-07-08",
        "Young people",
        "We are moved on from everywhere and blamed for everything.",
        9,
        (0,),
    ),
    (
        "Letters to the council",
        "2008-08-20",
        "Residents",
        "Shouting and breaking glass until three every weekend.",
        7,
        (3,),
    ),
    ("Neighbourhood walk, Ware", "2008-09-03", "Residents", "I gave up reporting; nobody came back to me.", 13, (2,)),
)
ANSWERS = (
    (
        0,
        "Young people have too little to do on Friday evenings.",
        "Activities in hotspot areas: objectives 2.7 and 5.1.",
    ),
    (2, "When you report something you want to know what was done.", "A reply to every complainant: objective 2.5."),
)

# name, why, agency, group, findings, problems by number, themes by place in the list, objectives by ref
PRIORITIES = (
    ("Anti-social behaviour", "Highest by harm and volume together, and what people speak of most.", "EHC", "ASB",
     (4, 6), (3, 7), (4,), ("2.1", "2.2", "2.3", "2.5", "2.7")),
    ("Serious violence and the night-time economy", "The gravest harm, at known hours and places.", "Police", "NTE",
     (3,), (1, 2), (3,), ("6.1", "6.2", "6.3", "6.4", "6.5", "1.9")),
    ("Serious acquisitive crime", "The largest part of comparator crime.", "Police", "JAG", (1, 2, 5), (4, 5, 6, 11),
     (), ("3.1", "3.2", "3.3", "3.4", "3.6")),
    ("Offenders and young people at risk", "A few people commit much; others can be kept from beginning.",
     "Probation", "PPO Group", (4,), (5, 7), (0,), ("4.1", "4.3", "5.1", "5.3", "5.4")),
    ("Confidence and feelings of safety", "Fear is higher than crime, and people are not told what is done.", "EHC",
     "Comms", (6,), (10,), (2,), ("1.1", "1.2", "1.4", "1.6", "1.8")),
)  # fmt: skip
# priority, measure, unit, baseline, its day, its source, target, words
TARGETS = (
    (3, "BCS comparator crime in a year", "crimes", "5313", "2005-03-31", PSA1, "4341", "18% fewer than in 2004/05"),
    (1, "People who say anti-social behaviour is a big problem", "per cent", "24", "2008-03-31", INVENTED, "18", ""),
    (2, "Assaults in the two town centres at weekends", "assaults", "310", "2008-03-31", INVENTED, "250", ""),
    (5, "", "", "", "", "", "", "Every complainant is told what was done within ten working days."),
)  # fmt: skip
STEPS = (
    (
        "EHC",
        "Keeps the community safety team, runs the ASB group, answers complainants.",
        "A manager and an ASB officer; £45,000 a year (invented).",
    ),
    (
        "Police",
        "Neighbourhood teams in every ward; operations against vehicle crime.",
        "PCSOs in each neighbourhood; analysts’ time.",
    ),
    (
        "HCC",
        "Youth services and drug and alcohol work in the district.",
        "Youth workers’ evenings; £20,000 (invented).",
    ),
)
