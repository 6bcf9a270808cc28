"""The rules the software comes with. Never edited once released: what is wrong is ended and followed in a later one.

``confirmed`` is true only where somebody read both the value and the day it began. Everything else says so on its page.
"""

from datetime import date

from django.db import migrations

from frankpledge.law.changes import sow

CPA = "Crime and Policing Act 2026: commencement of this part not established"
ACT_2014 = "Anti-social Behaviour, Crime and Policing Act 2014"
ACT_2003 = "Anti-social Behaviour Act 2003"
CSAS = "Police Reform Act 2002 s.40 and Sch 5; list of powers published by government, 2015"
RIPA = "Regulation of Investigatory Powers Act 2000 Part II"
RIPA_2012 = "Protection of Freedoms Act 2012 s.38; SI 2012/1500"
DAY_UNREAD = "The value was read at its source; its first day is from memory"
D = date
SO = D(2014, 10, 20)  # SI 2014/2590
NOV = D(2012, 11, 1)
CNEA = D(2006, 4, 6)
Y, N = True, False


def off(key, words, sort, value, **more):
    return (key, words, sort, value, None, None, CPA, "both", N, "Not in force here until somebody enters the day")


def penalties(what, name, *, act):
    """The three amounts of a penalty of the litter family in England, as they went up."""
    si, si_2023 = "SI 2017/1050", "SI 2017/1050 as amended from 31 July 2023"
    return [
        (f"fpn.{what}.amount.default", f"{name}: penalty where the council set none", "pounds", "75", CNEA, D(2018, 3, 31), act, "england", N),
        (f"fpn.{what}.amount.default", f"{name}: penalty where the council set none", "pounds", "100", D(2018, 4, 1), None, si, "england", N, DAY_UNREAD),
        (f"fpn.{what}.amount.least", f"{name}: least a council may set", "pounds", "50", CNEA, D(2019, 3, 31), act, "england", N),
        (f"fpn.{what}.amount.least", f"{name}: least a council may set", "pounds", "65", D(2019, 4, 1), None, si, "england", N, DAY_UNREAD),
        (f"fpn.{what}.amount.most", f"{name}: most a council may set", "pounds", "80", CNEA, D(2018, 3, 31), act, "england", N),
        (f"fpn.{what}.amount.most", f"{name}: most a council may set", "pounds", "150", D(2018, 4, 1), D(2023, 7, 30), si, "england", N, DAY_UNREAD),
        (f"fpn.{what}.amount.most", f"{name}: most a council may set", "pounds", "500", D(2023, 7, 31), None, si_2023, "england", Y),
    ]  # fmt: skip


PENALTIES = [
    *penalties("litter", "Litter", act="Environmental Protection Act 1990 s.88"),
    *penalties("graffiti", "Graffiti", act=f"{ACT_2003} s.43"),
    *penalties("fly_posting", "Fly-posting", act=f"{ACT_2003} s.43"),
    ("fpn.dog_fouling.amount.default", "Dog fouling: penalty where the council set none", "pounds", "75", CNEA, D(2017, 10, 19), "Clean Neighbourhoods and Environment Act 2005 s.60", "england", N, "After dog control orders, fouling is dealt with by a public spaces protection order"),
    ("fpn.dog_fouling.amount.least", "Dog fouling: least a council may set", "pounds", "50", CNEA, D(2017, 10, 19), "Clean Neighbourhoods and Environment Act 2005 s.60", "england", N),
    ("fpn.dog_fouling.amount.most", "Dog fouling: most a council may set", "pounds", "80", CNEA, D(2017, 10, 19), "Clean Neighbourhoods and Environment Act 2005 s.60", "england", N),
    ("fpn.fly_tipping.amount.default", "Fly-tipping: penalty where the council set none", "pounds", "200", D(2016, 5, 9), None, "SI 2016/334", "england", N),
    ("fpn.fly_tipping.amount.most", "Fly-tipping: most a council may set", "pounds", "400", D(2016, 5, 9), D(2023, 7, 30), "SI 2016/334", "england", N),
    ("fpn.fly_tipping.amount.most", "Fly-tipping: most a council may set", "pounds", "1000", D(2023, 7, 31), None, "Maxima from 31 July 2023, GOV.UK", "england", Y),
    ("fpn.household_duty.amount.default", "Household duty of care: penalty where the council set none", "pounds", "200", D(2019, 1, 7), None, "SI 2018/1227", "england", N),
    ("fpn.household_duty.amount.most", "Household duty of care: most a council may set", "pounds", "400", D(2019, 1, 7), D(2023, 7, 30), "SI 2018/1227", "england", N),
    ("fpn.household_duty.amount.most", "Household duty of care: most a council may set", "pounds", "600", D(2023, 7, 31), None, "Maxima from 31 July 2023, GOV.UK", "england", Y),
    ("fpn.pspo.amount.most", "Breach of a public spaces protection order: most a penalty may be", "pounds", "100", SO, None, f"{ACT_2014} s.68", "both", N, DAY_UNREAD),
    off("fpn.pspo.amount.most", "Breach of a public spaces protection order: most a penalty may be", "pounds", "500"),
    ("fpn.cpn.amount.most", "Breach of a community protection notice: most a penalty may be", "pounds", "100", SO, None, f"{ACT_2014} s.52", "both", N),
    off("fpn.cpn.amount.most", "Breach of a community protection notice: most a penalty may be", "pounds", "500"),
    ("fpn.cycling.amount.default", "Cycling on a footway: penalty", "pounds", "30", D(2000, 11, 1), D(2013, 6, 30), "Road Traffic Offenders Act 1988 and orders under it", "both", N),
    ("fpn.cycling.amount.default", "Cycling on a footway: penalty", "pounds", "50", D(2013, 7, 1), None, "Road Traffic Offenders Act 1988 and orders under it", "both", N),
    ("fpn.alcohol_place.amount.default", "Drinking in a designated public place: penalty notice for disorder", "pounds", "50", D(2009, 1, 26), D(2013, 6, 30), "Criminal Justice and Police Act 2001 s.1", "both", N),
    ("fpn.alcohol_place.amount.default", "Drinking in a designated public place: penalty notice for disorder", "pounds", "60", D(2013, 7, 1), D(2017, 10, 19), "Criminal Justice and Police Act 2001 s.1", "both", N),
    ("fpn.alcohol_place.amount.default", "Drinking in a designated public place: penalty notice for disorder", "pounds", "30", D(2004, 11, 1), D(2009, 1, 25), "Criminal Justice and Police Act 2001 s.1", "both", N),
    ("fpn.days_to_pay", "Days in which a penalty may be paid", "days", "14", CNEA, None, "Environmental Protection Act 1990 s.88; GOV.UK", "both", N, DAY_UNREAD),
    ("fpn.cpn.days_to_pay", "Breach of a community protection notice: days in which a penalty may be paid", "days", "14", SO, None, f"{ACT_2014} s.52", "both", N),
    ("fpn.alcohol_place.days_to_pay", "Penalty notice for disorder: days in which it may be paid", "days", "21", D(2002, 8, 12), D(2017, 10, 19), "Criminal Justice and Police Act 2001 s.5", "both", N),
    ("fpn.cycling.days_to_pay", "Cycling on a footway: days in which a penalty may be paid", "days", "28", D(2000, 11, 1), None, "Road Traffic Offenders Act 1988 s.78", "both", N),
    ("fpn.prosecution_months", "Months in which a summary offence may be prosecuted", "months", "6", D(1981, 7, 6), None, "Magistrates’ Courts Act 1980 s.127", "both", N),
    ("fpn.youngest_age", "Youngest to whom a penalty may be given: the age of criminal responsibility", "age", "10", D(1964, 2, 1), None, "Children and Young Persons Act 1963 s.16", "both", N),
    ("fpn.adult_age", "Below this age, a penalty follows the local protocol for the young", "age", "18", CNEA, None, "Guidance to councils on penalties for the young", "both", N),
]  # fmt: skip

PLACES = [
    ("place_order.instrument", "Order over a public place", "instrument", "Designated public place order", D(2001, 9, 1), D(2014, 10, 19), "Criminal Justice and Police Act 2001 s.13", "both", N),
    ("place_order.instrument", "Order over a public place", "instrument", "Public spaces protection order", SO, None, f"{ACT_2014} ss.59–75", "both", N, "The Act was read; its first day is from memory"),
    ("dppo.may_be_made", "A designated public place order may be made", "yes_no", "yes", D(2001, 9, 1), D(2014, 10, 19), "Criminal Justice and Police Act 2001 s.13", "both", N),
    ("dppo.stands", "A designated public place order stands as one", "yes_no", "yes", D(2001, 9, 1), D(2017, 10, 19), f"{ACT_2014} s.75", "both", N),
    ("dppo.stands_as_pspo", "A designated public place order stands as a public spaces protection order", "yes_no", "yes", D(2017, 10, 20), D(2020, 10, 19), f"{ACT_2014} s.75", "both", N),
    ("dppo.consult.police", "A designated public place order needs the chief officer’s answer", "yes_no", "yes", D(2001, 9, 1), D(2014, 10, 19), "Regulations under the Criminal Justice and Police Act 2001 s.13", "both", N),
    ("dppo.consult.parish", "A designated public place order needs the parish council’s answer", "yes_no", "yes", D(2001, 9, 1), D(2014, 10, 19), "Regulations under the Criminal Justice and Police Act 2001 s.13", "both", N),
    ("dppo.consult.licensees", "A designated public place order needs the licensees’ answer", "yes_no", "yes", D(2001, 9, 1), D(2014, 10, 19), "Regulations under the Criminal Justice and Police Act 2001 s.13", "both", N),
    ("pspo.may_be_made", "A public spaces protection order may be made", "yes_no", "yes", SO, None, f"{ACT_2014} s.59", "both", N, "The Act was read; its first day is from memory"),
    ("pspo.longest_years", "Longest a public spaces protection order may run before it is extended", "years", "3", SO, None, f"{ACT_2014} s.60", "both", N),
    ("pspo.challenge_days", "Days in which a public spaces protection order may be challenged in the High Court", "days", "42", SO, None, f"{ACT_2014} s.66", "both", N, DAY_UNREAD),
    ("pspo.consult.chief_officer", "A public spaces protection order needs the chief officer’s answer", "yes_no", "yes", SO, None, f"{ACT_2014} s.72", "both", N, DAY_UNREAD),
    ("pspo.consult.local_policing_body", "A public spaces protection order needs the local policing body’s answer", "yes_no", "yes", SO, None, f"{ACT_2014} s.72", "both", N, DAY_UNREAD),
    ("pspo.consult.community", "A public spaces protection order needs the community’s answer", "yes_no", "yes", SO, None, f"{ACT_2014} s.72", "both", N, DAY_UNREAD),
    ("pspo.publish", "A public spaces protection order is published on the web, with notices in its place", "yes_no", "yes", SO, None, "SI 2014/2591", "both", N, DAY_UNREAD),
    ("pspo.expedited_longest_months", "Longest an expedited public spaces protection order may run", "months", "6", D(2022, 6, 28), None, f"{ACT_2014} s.59A", "both", N),
    ("dispersal.instrument", "Dispersal", "instrument", "Dispersal authorisation over a relevant locality", D(2004, 1, 20), D(2014, 10, 19), f"{ACT_2003} s.30", "both", N),
    ("dispersal.instrument", "Dispersal", "instrument", "Dispersal authorisation", SO, None, f"{ACT_2014} ss.34–42", "both", N),
    ("dispersal.authorised_by", "Least rank that may authorise dispersal", "instrument", "superintendent", D(2004, 1, 20), D(2014, 10, 19), f"{ACT_2003} s.30", "both", N),
    ("dispersal.authorised_by", "Least rank that may authorise dispersal", "instrument", "inspector", SO, None, f"{ACT_2014} s.34", "both", N),
    ("dispersal.authorisation_months", "Longest a dispersal authorisation may run", "months", "6", D(2004, 1, 20), D(2014, 10, 19), f"{ACT_2003} s.31", "both", N),
    ("dispersal.longest_hours", "Longest a direction to leave may keep somebody away", "hours", "24", D(2004, 1, 20), D(2014, 10, 19), f"{ACT_2003} s.30", "both", N),
    ("dispersal.longest_hours", "Longest a dispersal authorisation and a direction may run", "hours", "48", SO, None, f"{ACT_2014} ss.34–35", "both", N, DAY_UNREAD),
    off("dispersal.longest_hours", "Longest a dispersal authorisation and a direction may run", "hours", "72"),
    off("dispersal.review_hours", "A dispersal authorisation is looked at again after", "hours", "48"),
    ("dispersal.youngest_age", "Youngest who may be directed to leave", "age", "10", SO, None, f"{ACT_2014} s.35", "both", N),
    ("closure.instrument", "Closure of premises", "instrument", "Closure notice and order for premises used for drugs", D(2004, 1, 20), D(2014, 10, 19), f"{ACT_2003} ss.1–2", "both", N),
    ("closure.instrument", "Closure of premises", "instrument", "Closure notice and closure order", SO, None, f"{ACT_2014} ss.76–93", "both", N),
    ("closure.notice_hours", "Longest a closure notice may run", "hours", "24", SO, None, f"{ACT_2014} s.77", "both", N, DAY_UNREAD),
    ("closure.notice_senior_hours", "Longest a closure notice may run with senior authority", "hours", "48", SO, None, f"{ACT_2014} s.77", "both", N, DAY_UNREAD),
    off("closure.notice_senior_hours", "Longest a closure notice may run with senior authority", "hours", "72"),
    off("closure.social_landlord", "A social landlord may close premises", "yes_no", "yes"),
    ("closure.application_hours", "Hours from a closure notice to the hearing of the court", "hours", "48", D(2004, 1, 20), None, f"{ACT_2003} s.2; {ACT_2014} s.80", "both", N),
    ("closure.order_months", "Longest a closure order may run", "months", "3", D(2004, 1, 20), None, f"{ACT_2003} s.2; {ACT_2014} s.80", "both", N),
    ("closure.order_total_months", "Longest a closure order may run with its extensions", "months", "6", D(2004, 1, 20), None, f"{ACT_2003} s.5; {ACT_2014} s.82", "both", N),
]  # fmt: skip

PEOPLE = [
    ("cpn.instrument", "Notice about persistent conduct", "instrument", "Community protection notice", SO, None, f"{ACT_2014} s.43", "both", N, "The Act was read; its first day is from memory"),
    ("cpn.youngest_age", "Youngest to whom a community protection notice may be given", "age", "16", SO, None, f"{ACT_2014} s.43", "both", N, DAY_UNREAD),
    ("cpn.warning_first", "A written warning comes before a community protection notice", "yes_no", "yes", SO, None, f"{ACT_2014} s.43", "both", N, DAY_UNREAD),
    ("cpn.appeal_days", "Days in which a community protection notice may be appealed", "days", "21", SO, None, f"{ACT_2014} s.46", "both", N),
    ("injunction.instrument", "Order about behaviour, without a conviction", "instrument", "Anti-social behaviour order", D(1999, 4, 1), D(2015, 3, 22), "Crime and Disorder Act 1998 s.1", "both", N),
    ("injunction.instrument", "Order about behaviour, without a conviction", "instrument", "Civil injunction", D(2015, 3, 23), None, f"{ACT_2014} s.1; commencement read", "both", Y),
    ("injunction.shortest_years", "Shortest an anti-social behaviour order may run", "years", "2", D(1999, 4, 1), D(2015, 3, 22), "Crime and Disorder Act 1998 s.1", "both", N),
    ("injunction.youngest_age", "Youngest about whom an order or injunction may be made", "age", "10", D(1999, 4, 1), D(2015, 3, 22), "Crime and Disorder Act 1998 s.1", "both", N),
    ("injunction.youngest_age", "Youngest about whom an order or injunction may be made", "age", "10", D(2015, 3, 23), None, f"{ACT_2014} s.1", "both", Y),
    ("injunction.under_18_longest_months", "Longest an injunction about somebody under 18 may run", "months", "12", D(2015, 3, 23), None, f"{ACT_2014} s.1", "both", N),
    ("conviction_order.instrument", "Order about behaviour, on conviction", "instrument", "Anti-social behaviour order on conviction", D(2002, 12, 2), D(2014, 10, 19), "Crime and Disorder Act 1998 s.1C", "both", N),
    ("conviction_order.instrument", "Order about behaviour, on conviction", "instrument", "Criminal behaviour order", SO, None, f"{ACT_2014} s.22; SI 2014/2590", "both", Y),
    ("conviction_order.adult_shortest_years", "Shortest a criminal behaviour order about an adult may run", "years", "2", SO, None, f"{ACT_2014} s.25", "both", N),
    ("conviction_order.under_18_shortest_years", "Shortest a criminal behaviour order about somebody under 18 may run", "years", "1", SO, None, f"{ACT_2014} s.25", "both", N),
    ("conviction_order.under_18_longest_years", "Longest a criminal behaviour order about somebody under 18 may run", "years", "3", SO, None, f"{ACT_2014} s.25", "both", N),
    ("conviction_order.under_18_review_months", "A criminal behaviour order about somebody under 18 is looked at again after", "months", "12", SO, None, f"{ACT_2014} s.28", "both", N),
    ("exclusion.shortest_months", "Shortest an exclusion order from licensed premises may run", "months", "3", D(1980, 6, 30), None, "Licensed Premises (Exclusion of Certain Persons) Act 1980 s.1", "both", N),
    ("exclusion.longest_months", "Longest an exclusion order from licensed premises may run", "months", "24", D(1980, 6, 30), None, "Licensed Premises (Exclusion of Certain Persons) Act 1980 s.1", "both", N),
    off("respect_order.instrument", "Order about behaviour of an adult, without a conviction", "instrument", "Respect order"),
    off("respect_order.youngest_age", "Youngest about whom a respect order may be made", "age", "18"),
    off("respect_order.risk_assessment", "A risk assessment comes before a respect order", "yes_no", "yes"),
    off("youth_injunction.instrument", "Order about behaviour of the young", "instrument", "Youth injunction"),
    off("housing_injunction.instrument", "Order about behaviour near housing", "instrument", "Housing injunction"),
    off("cuckooing.offence", "Taking over somebody’s home for crime is an offence of its own", "yes_no", "yes"),
    ("case_review.complaints", "Most complaints a threshold for a case review may ask for", "number", "3", SO, None, f"{ACT_2014} s.104", "both", N, DAY_UNREAD),
    ("case_review.complaint_months", "A complaint counts if made this soon after the behaviour", "months", "1", SO, None, f"{ACT_2014} s.104", "both", N, DAY_UNREAD),
    ("case_review.application_months", "An application counts complaints of these months", "months", "6", SO, None, f"{ACT_2014} s.104", "both", N, DAY_UNREAD),
    ("case_review.publish_months", "Figures about case reviews are published at least every", "months", "12", SO, None, f"{ACT_2014} s.104", "both", N, DAY_UNREAD),
    off("case_review.policing_body_review", "The local policing body looks at case reviews", "yes_no", "yes"),
    off("asb_data.duty", "Bodies must supply data about anti-social behaviour", "yes_no", "yes"),
    ("engagement.public_meetings", "Public meetings in a year, with senior people of every responsible authority", "number", "1", D(2007, 8, 1), None, "SI 2007/1830 reg 12", "england", N, DAY_UNREAD),
]  # fmt: skip

CSAS_DAY = D(2002, 12, 2)
ACCREDITED = [
    ("csas.instrument", "People accredited by the chief officer", "instrument", "Community safety accreditation scheme", CSAS_DAY, None, CSAS, "both", N, DAY_UNREAD),
    *(
        (f"csas.power.{what}", f"An accredited person may be given: {words}", "yes_no", "yes", day, None, CSAS, "both", N, DAY_UNREAD)
        for what, words, day in (
            ("name_and_address", "requiring a name and address", CSAS_DAY),
            ("alcohol", "taking alcohol in a designated or restricted place", CSAS_DAY),
            ("alcohol_young", "taking alcohol from the young", CSAS_DAY),
            ("tobacco_young", "taking tobacco from the young", CSAS_DAY),
            ("vehicles", "removing abandoned vehicles", CSAS_DAY),
            ("litter", "penalty notices for litter", CSAS_DAY),
            ("dog_fouling", "penalty notices for dog fouling", CSAS_DAY),
            ("graffiti", "penalty notices for graffiti and fly-posting", D(2004, 3, 31)),
            ("cycling", "penalty notices for cycling on a footway", CSAS_DAY),
            ("disorder", "penalty notices for disorder", D(2004, 3, 31)),
        )
    ),
    ("csas.power.pspo", "An accredited person may be given: penalty notices for breach of a public spaces protection order", "yes_no", "yes", SO, None, f"{ACT_2014} s.68", "both", N),
]  # fmt: skip

SELLING = [
    ("test_purchase.youngest_age", "Youngest who takes part in a test purchase", "age", "16", D(2014, 1, 1), None, "Code of practice on age restricted products, 2014", "both", N, "The code was read; it is of 2014, and 1 January stands for its day"),
    ("test_purchase.oldest_age", "Oldest who takes part in a test purchase", "age", "16.5", D(2014, 1, 1), None, "Code of practice on age restricted products, 2014", "both", N, "The code was read; it is of 2014, and 1 January stands for its day"),
    ("test_purchase.consent", "A parent consents before a young person takes part in a test purchase", "yes_no", "yes", D(2014, 1, 1), None, "Code of practice on age restricted products, 2014", "both", N, "The code was read; it is of 2014, and 1 January stands for its day"),
    ("test_purchase.surveillance_considered", "Directed surveillance is thought through before a test purchase", "yes_no", "yes", D(2014, 1, 1), None, "Code of practice on age restricted products, 2014", "both", N, "The code was read; it is of 2014, and 1 January stands for its day"),
    ("sale.alcohol.youngest_age", "Youngest to whom alcohol may be sold", "age", "18", D(2005, 11, 24), None, "Licensing Act 2003 s.146", "both", N),
    ("sale.tobacco.youngest_age", "Youngest to whom tobacco may be sold", "age", "16", D(1933, 11, 1), D(2007, 9, 30), "Children and Young Persons Act 1933 s.7", "both", N),
    ("sale.tobacco.youngest_age", "Youngest to whom tobacco may be sold", "age", "18", D(2007, 10, 1), None, "SI 2007/767", "both", N),
    ("sale.knives.youngest_age", "Youngest to whom a knife may be sold", "age", "16", D(1997, 1, 1), D(2007, 9, 30), "Criminal Justice Act 1988 s.141A", "both", N),
    ("sale.knives.youngest_age", "Youngest to whom a knife may be sold", "age", "18", D(2007, 10, 1), None, "Criminal Justice Act 1988 s.141A as amended", "both", N),
    ("sale.fireworks.youngest_age", "Youngest to whom fireworks may be sold", "age", "18", D(1997, 12, 31), None, "Regulations on fireworks, 1997 and after", "both", N),
    ("sale.vapes.youngest_age", "Youngest to whom nicotine vapes may be sold", "age", "18", D(2015, 10, 1), None, "SI 2015/895", "both", N),
    ("persistent_selling.sales", "Sales of alcohol to the young that make persistent selling", "number", "3", D(2007, 4, 6), D(2010, 1, 28), "Licensing Act 2003 s.147A", "both", N),
    ("persistent_selling.sales", "Sales of alcohol to the young that make persistent selling", "number", "2", D(2010, 1, 29), None, "Licensing Act 2003 s.147A as amended", "both", N),
    ("persistent_selling.months", "Months in which those sales are counted", "months", "3", D(2007, 4, 6), None, "Licensing Act 2003 s.147A", "both", N),
    ("persistent_selling.closure_shortest_hours", "Shortest closure for persistent selling", "hours", "48", D(2012, 4, 25), None, "Licensing Act 2003 s.169A as amended", "both", N),
    ("persistent_selling.closure_longest_hours", "Longest closure for persistent selling", "hours", "48", D(2007, 4, 6), D(2012, 4, 24), "Licensing Act 2003 s.169A", "both", N),
    ("persistent_selling.closure_longest_hours", "Longest closure for persistent selling", "hours", "336", D(2012, 4, 25), None, "Licensing Act 2003 s.169A as amended", "both", N),
    ("licensing.representation_days", "Days in which somebody may say something about an application", "days", "28", D(2005, 2, 7), None, "SI 2005/42", "both", N),
    ("licensing_statement.review_years", "A statement of licensing policy is made again after", "years", "3", D(2005, 1, 7), D(2012, 4, 24), "Licensing Act 2003 s.5", "both", N),
    ("licensing_statement.review_years", "A statement of licensing policy is made again after", "years", "5", D(2012, 4, 25), None, "Licensing Act 2003 s.5 as amended", "both", N, DAY_UNREAD),
    ("cumulative_impact.instrument", "Cumulative impact", "instrument", "Special policy in the statement of licensing policy", D(2004, 7, 7), D(2018, 4, 5), "Guidance under the Licensing Act 2003 s.182", "both", N),
    ("cumulative_impact.instrument", "Cumulative impact", "instrument", "Cumulative impact assessment", D(2018, 4, 6), None, "Licensing Act 2003 s.5A", "both", Y),
    ("cumulative_impact.review_years", "A cumulative impact assessment is looked at again within", "years", "3", D(2018, 4, 6), None, "Licensing Act 2003 s.5A", "both", Y),
]  # fmt: skip

WATCHING = [
    ("surveillance.instrument", "Covert watching by a council", "instrument", "Authorisation of directed surveillance", D(2000, 9, 25), None, RIPA, "both", N),
    ("surveillance.authorisation_months", "Longest an authorisation of directed surveillance runs before it is renewed", "months", "3", D(2000, 9, 25), None, RIPA, "both", N, DAY_UNREAD),
    ("surveillance.magistrate_needed", "A magistrate approves before covert watching begins", "yes_no", "no", D(2000, 9, 25), D(2012, 10, 31), RIPA, "both", N),
    ("surveillance.magistrate_needed", "A magistrate approves before covert watching begins", "yes_no", "yes", NOV, None, RIPA_2012, "both", N, DAY_UNREAD),
    ("surveillance.offence_months", "Covert watching is for an offence punishable by at least this long in prison, or sales to the young", "months", "6", NOV, None, RIPA_2012, "both", N, DAY_UNREAD),
    ("surveillance.underage_sales", "Covert watching may be for sales of alcohol or tobacco to the young", "yes_no", "yes", NOV, None, RIPA_2012, "both", N, DAY_UNREAD),
    ("surveillance.for_disorder", "Covert watching may be to prevent disorder alone", "yes_no", "yes", D(2004, 1, 5), D(2012, 10, 31), RIPA, "both", N),
    ("surveillance.for_disorder", "Covert watching may be to prevent disorder alone", "yes_no", "no", NOV, None, RIPA_2012, "both", N, DAY_UNREAD),
    ("surveillance.for_litter", "Covert watching may be for litter or dog fouling", "yes_no", "no", NOV, None, RIPA_2012, "both", N, DAY_UNREAD),
    ("surveillance.cancel", "An authorisation is cancelled once it is no longer needed", "yes_no", "yes", D(2000, 9, 25), None, RIPA, "both", N, DAY_UNREAD),
]  # fmt: skip

ROWS = [*PENALTIES, *PLACES, *PEOPLE, *ACCREDITED, *SELLING, *WATCHING]


def bring(apps, schema_editor):
    sow(apps.get_model("law", "Rule"), ROWS)


class Migration(migrations.Migration):
    dependencies = [("law", "0001_initial")]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
