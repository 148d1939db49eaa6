"""A library whose own words are in Greek letters: every Latin one in a document of it is ours."""

LIBRARY = {
    "references.bib": """
@article{alpha2015, author={Άλφα, Βήτα and Γάμμα, Δέλτα}, title={Περὶ ψυχῆς}, journal={Φύλλα},
  year={2015}, volume={3}, pages={1--9}, doi={10.5555/1}}
@book{beta2010, author={Βήτα, Άννα}, title={Βίος}, publisher={Οἶκος}, year={2010}}
@article{gamma2009, author={Γάμμα, Ζῆνων}, title={Λόγοι}, journal={Φύλλα}, year={2009},
  volume={1}}
@article{delta2020, author={Δέλτα, Ἰώ}, title={Νέα}, journal={Φύλλα}, year={2020}, volume={9}}
@book{undated, author={Ἀνώνυμος, Ὁ}, title={Ἄχρονα}, publisher={Οἶκος}}
""",
    "topics.yaml": "topics:\n  - {id: psyche, label: Ψυχή}\n  - {id: bios, label: Βίος}\n",
    "research-types.yaml": "research-types:\n  - {id: meta, label: Μέγα}\n",
    "retractions.yaml": """
notices:
  - {reference: beta2010, nature: retraction, date: 2012-10-01, notice_doi: 10.5555/2,
     reasons: [Σφάλμα], source: Φύλαξ}
  - {reference: gamma2009, nature: correction, date: 2012-10}
  - {reference: delta2020, nature: expression of concern, source: Φύλαξ}
""",
    "summaries/2016-04-one.md": """---
title: Τί ἐστι;
month: 2016-04
reference: alpha2015
type: meta
origin: project
topics: [psyche, bios]
effects:
  - {id: a, metric: d, value: ".57", between: [ἄλφα, βῆτα], k: 200, k_qualifier: over, n: 14000,
     n_unit: patients, quote: "d = .57", ci: {low: ".41", high: ".73", level: 95},
     prediction: {low: ".1", high: ".9", level: 95}, i2: "56", tau2: ".02", q: "45.2", se: ".04", p: "< .001",
     evidence_key: x, superseded_by: delta2020}
  - {id: b, metric: r, value: ".28", between: [ἄλφα, βῆτα], quote: "r = .28", evidence_key: x,
     significance: non-significant}
  - {id: c, metric: g, value: "0.3", compared: [ἄλφα, βῆτα], outcome: γάμμα, favours: first,
     better: lower, source: gamma2009, quote: "g = 0.3", ci: {low: "0.1", high: "0.5"},
     control_rate: {rate: "20%", source: alpha2015}, design: {kind: randomized trials},
     risk_of_bias: {rating: high, reasons: [γάμμα], source: alpha2015},
     certainty: {rating: low, reasons: [imprecision, inconsistency, large effect]}}
  - {id: d, metric: or, value: "1.8", compared: [ἄλφα, δέλτα], outcome: δέλτα, favours: second,
     better: higher, quote: "OR = 1.8", control_rate: {rate: "20%"}}
  - {id: e, metric: verbal, between: [ἄλφα, ζῆτα], magnitude: μέγα, quote: μέγα}
  - {id: f, metric: percent, value: "30", outcome: γάμμα, quote: "30%", contrast: within}
  - {id: g, metric: d, value: "0.2", value_high: "0.4", compared: [ἄλφα, βῆτα], outcome: γάμμα,
     favours: neither, quote: "0.2"}
---
## Summary
Λέγει d = .57 καὶ r = .28 καὶ g = 0.3 καὶ OR = 1.8 καὶ μέγα καὶ 30% καὶ 0.2. [@beta2010] @undated

## Practice implications
Πρᾶξις [@beta2010; @gamma2009].
""",
    "summaries/2017-05-two.md": """---
title: Δεύτερον
month: 2017-05
reference: alpha2015
origin: blog
topics: [psyche]
---
## Summary
Λόγος.
""",
    "summaries/2016-04-three.md": """---
title: Τρίτον
month: 2016-04
reference: none
topics: [bios]
---
## Summary
Λόγος.
""",
    "reading-lists/logos.yaml": """
title: Λόγος
style: apa
locale: fr-CA
course: {code: Α1, term: Θέρος, instructor: Δ. Ζ.}
depth: full
sections:
  - heading: Α
    date: 2027-09-13
    items:
      - {reference: alpha2015, importance: essential, note: Σημείωσις}
      - {reference: delta2020, importance: further}
  - heading: Β
    date: 2027-09-20/2027-09-24
    items:
      - {topic: bios}
  - heading: Γ
    items: [{reference: undated, importance: recommended}]
  - heading: Δ
    items: [{topic: bios}]
""",
}
