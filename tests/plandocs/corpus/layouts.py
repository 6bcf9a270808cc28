"""Whole plans as text, one for each way of setting out a table."""

from __future__ import annotations

SYNONYMS = """
<h1>Mallowshire Community Safety Partnership Delivery Plan 2023/24</h1>
<p>Our plan for the year.</p>
<h2>Priority 1: Anti-social behaviour</h2>
<table>
<tr><th>Aim</th><th>What we will do</th><th>Performance measure</th><th>Milestone</th><th>By whom</th><th>By when</th>
<th>RAG status</th><th>Commentary</th><th>Resources</th></tr>
<tr><td>Fewer repeat victims</td><td>Visit every repeat victim</td><td>Repeat victims visited</td><td>90%</td>
<td>Housing</td><td>March 2024</td><td>Amber</td><td>Q1: Ten visited. Q2: Twelve visited.</td><td>£2,000</td></tr>
</table>
<h2>Priority 2: Serious violence</h2>
<table>
<tr><th>Aim</th><th>What we will do</th><th>Performance measure</th><th>Milestone</th><th>By whom</th><th>By when</th>
<th>RAG status</th><th>Commentary</th><th>Resources</th></tr>
<tr><td>Safer evenings</td><td>Run two operations</td><td></td><td></td><td>Police</td><td></td><td>Green</td>
<td>Good start.</td><td></td></tr>
</table>
"""

VERTICALLY_MERGED = """
<h1>Action Plan 2024-2025</h1>
<h2>1. Burglary</h2>
<table>
<tr><th>Ref</th><th>Objective</th><th>Action</th><th>Lead</th><th>Timescale</th></tr>
<tr><td rowspan="3">1.1</td><td rowspan="3">Reduce burglary dwelling</td>
<td>Mark property</td><td>Police</td><td>June</td></tr>
<tr><td>Visit victims</td><td>Victim Support</td><td>July</td></tr>
<tr><td>Fit locks</td><td>Housing</td><td>July</td></tr>
<tr><td>1.2</td><td>Reduce sneak-in burglary</td>
<td>Leaflet every house</td><td>Neighbourhood Watch</td><td>May</td></tr>
</table>
"""

FILLED_DOWN_CSV = """Theme,Objective,Action,Lead,Deadline
Burglary,Reduce burglary,Mark property,Police,June
Burglary,Reduce burglary,Fit locks,Housing,July
Burglary,Support victims,Visit victims,Victim Support,
Violence,Safer evenings,Street pastors,Council,May
"""

BANNER_ROWS = """
<p><b>Community Safety Plan 2022-25</b></p>
<table>
<tr><td colspan="4">Priority 1: Reduce offending</td></tr>
<tr><th>Objective</th><th>Actions</th><th>Lead partner</th><th>Progress</th></tr>
<tr><td>Fewer first-time entrants</td><td>Diversion</td><td>Youth Justice</td><td>Green</td></tr>
<tr><td colspan="4">Priority 2: Protect the vulnerable</td></tr>
<tr><td>Safe homes</td><td>Refuge places</td><td>Women's Aid</td><td></td></tr>
<tr><td colspan="4">Priority 3: Cross-cutting themes</td></tr>
<tr><td>Listen</td><td>Survey</td><td>Council</td><td></td></tr>
</table>
"""

CAPTIONS = """
<h1>Safer Streets Strategy 2021</h1>
<table><caption>Theme 1: Cleaner places</caption>
<tr><th>Ref</th><th>Objective</th><th>Activity</th><th>Owner</th></tr>
<tr><td>A1</td><td>No graffiti</td><td>Clean within two days</td><td>Street scene</td></tr></table>
<table><caption>Theme 2: Lighter places</caption>
<tr><th>Ref</th><th>Objective</th><th>Activity</th><th>Owner</th></tr>
<tr><td>B1</td><td>Lit paths</td><td>Mend lamps</td><td>Highways</td></tr></table>
"""

LEAD_OUTSIDE = """
<h1>Partnership Plan 2024</h1>
<h2>1. Rural crime</h2>
<p>Lead: Inspector Jones</p>
<p>Why this matters: farms are remote.</p>
<table><tr><th>Ref</th><th>Objective</th><th>Actions</th><th>Target</th></tr>
<tr><td>1.1</td><td>Less hare coursing</td><td>Patrol</td><td>Down 10%</td></tr></table>
<p>Quarter 1 update: Two patrols a week began.</p>
<p>They were welcomed.</p>
<p>Quarter 2 update: Harvest pause.</p>
<h2>2. Road safety</h2>
<p>Priority lead – Fire and Rescue Service</p>
<table><tr><th>Ref</th><th>Objective</th><th>Actions</th><th>Target</th></tr>
<tr><td>2.1</td><td>Fewer collisions</td><td>Speed watch</td><td></td></tr></table>
"""

QUARTERS_AS_COLUMNS = """
<h1>Plan 2023-24</h1>
<table>
<tr><th>Ref</th><th>Objective</th><th>Lead</th><th>Apr-Jun</th><th>Q1 RAG</th>
<th>Jul-Sep</th><th>Oct - Dec</th><th>Jan-Mar</th></tr>
<tr><td>1</td><td>Safe parks</td><td>Council</td><td>Started</td><td>Green</td><td>Going</td><td></td><td>Done</td></tr>
</table>
"""

NESTED = """
<h1>Action Plan 2020</h1>
<table>
<tr><th>Ref</th><th>Objective</th><th>Delivery</th></tr>
<tr><td>1.1</td><td>Safer town centre</td><td>
  <table><tr><th>Action</th><th>Lead</th><th>By when</th></tr>
  <tr><td>Radio link</td><td>Pubwatch</td><td>May</td></tr>
  <tr><td>Taxi marshals</td><td>Council</td><td>June</td></tr></table></td></tr>
</table>
"""

CONTINUED = """
<h1>Action Plan 2020-21</h1>
<h2>1. Drugs</h2>
<table>
<tr><th>Ref</th><th>Objective</th><th>Actions</th><th>Lead agency</th></tr>
<tr><td>1.1</td><td>Fewer dens</td><td>Closure orders</td><td>Police</td></tr>
<tr><td></td><td></td><td>Clean-up days</td><td>Council</td></tr>
</table>
<table>
<tr><th>Ref</th><th>Objective</th><th>Actions</th><th>Lead agency</th></tr>
<tr><td></td><td></td><td>Needle bins</td><td></td></tr>
<tr><td>1.2</td><td>More treatment</td><td>Outreach</td><td>Public Health</td></tr>
</table>
<table>
<tr><td>1.3</td><td>Fewer deaths</td><td>Naloxone</td><td>Public Health</td></tr>
</table>
"""

WITH_OTHER_TABLES = """
<h1>Community Safety Plan 2024-25</h1>
<h2>Contents</h2>
<table><tr><th>Section</th><th>Page</th></tr><tr><td>Burglary</td><td>3</td></tr></table>
<h2>1. Burglary</h2>
<table><tr><th>Ref</th><th>Objective</th><th>Actions</th><th>Lead</th></tr>
<tr><td>1.1</td><td>Less burglary</td><td>Locks</td><td>Police</td></tr></table>
<h2>Glossary</h2>
<table>
<tr><td>CSP</td><td>Community safety partnership</td></tr>
<tr><td>ASB</td><td>Anti-social behaviour</td></tr></table>
<h2>Contacts</h2>
<table><tr><th>Name</th><th>Organisation</th><th>Telephone</th></tr>
<tr><td>Zebedee Example</td><td>Council</td><td>01632 960000</td></tr></table>
<p>Printed on recycled paper.</p>
"""

UNKNOWN_HEADINGS = """
<h1>Plan 2024</h1>
<table><tr><th>Ref</th><th>Objective</th><th>Actions</th><th>Golden thread</th><th>Lead agancy</th></tr>
<tr><td>1.1</td><td>Less noise</td><td>Visits</td><td>Corporate plan 4</td><td>Council</td></tr>
<tr><td>1.2</td><td>Less litter</td><td>Bins</td><td>Corporate plan 7</td><td>Parish</td></tr></table>
"""

NO_KNOWN_OBJECTIVE = """
<table><tr><th>Dream</th><th>Lead agency</th><th>Q1</th><th>Q2</th></tr>
<tr><td>Everybody sleeps well at night in the estate</td><td>Council</td><td>Begun</td><td></td></tr></table>
"""

NO_REFS = """
<h1>Plan 2024</h1><h2>3. Hate crime</h2>
<table><tr><th>Objective</th><th>Actions</th><th>Lead</th></tr>
<tr><td>More reporting</td><td>Centres</td><td>Police</td></tr>
<tr><td>Better support</td><td>Advocates</td><td>Council</td></tr></table>
"""

REFS_IN_WORDS = """
<h1>Plan 2024</h1><h2>3. Hate crime</h2>
<table><tr><th>Objective</th><th>Actions</th><th>Lead</th></tr>
<tr><td>3.1 More reporting</td><td>Centres</td><td>Police</td></tr>
<tr><td>3.2 Better support</td><td>Advocates</td><td>Council</td></tr></table>
"""

FORM = """
<h1>Plan 2024</h1><h2>1. Burglary</h2>
<table><tr><td>Objective</td><td>Less burglary</td></tr>
<tr><td>Actions</td><td><ul><li>Locks</li><li>Lights</li></ul></td></tr>
<tr><td>Lead</td><td>Police</td></tr><tr><td>Timescale</td><td>May</td></tr></table>
"""

ACTIONS_ONLY_MARKDOWN = """# Action Plan 2022-2023

## 1. Town centre

| No | Action | Who | Deadline | Status |
|----|--------|-----|----------|--------|
| 1 | Street drinking patrols | Police / Council | May 2022 | Complete |
| 2 | Licensing visits | PC Example | June 2022 | In progress |
"""

NO_PLAN = """
<h1>Minutes of the meeting</h1><p>Everybody was there.</p>
<table><tr><th>Name</th><th>Organisation</th><th>E-mail</th></tr><tr><td>A</td><td>B</td><td>c@example.org</td></tr></table>
"""

PROSE_ONLY = "<h1>A letter</h1><p>Dear all, there is no table here.</p>"

ALL_HTML = {
    "synonyms": SYNONYMS,
    "vertically merged": VERTICALLY_MERGED,
    "banner rows": BANNER_ROWS,
    "captions": CAPTIONS,
    "lead outside": LEAD_OUTSIDE,
    "quarters as columns": QUARTERS_AS_COLUMNS,
    "nested": NESTED,
    "continued": CONTINUED,
    "with other tables": WITH_OTHER_TABLES,
    "unknown headings": UNKNOWN_HEADINGS,
    "no known objective": NO_KNOWN_OBJECTIVE,
    "no refs": NO_REFS,
    "refs in words": REFS_IN_WORDS,
    "form": FORM,
}
