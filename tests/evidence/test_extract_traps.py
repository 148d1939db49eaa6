"""Traps: words ahead of a name or behind a value that make no finding, or another one, of it."""

import pytest

from pprkb.evidence.extraction.extract import Confidence, Tier, extract

NO_FINDING = [
    # Logarithms of ratios
    "The pooled log odds ratio was 0.62 (0.20 to 1.04).",
    "A log-odds ratio of 0.41 was entered in the model.",
    "The mean ln OR was 0.35.",
    "We analysed ln(OR) = 0.35 with its variance.",
    "Studies reported log(RR) = -0.22 [-0.40, -0.04].",
    "The log risk ratio was 0.19 (95% CI 0.02 to 0.36).",
    "log HR = 0.47, SE = 0.12",
    "The logarithm of the odds ratio was 0.55.",
    "The natural logarithm of the hazard ratio was 0.30.",
    "The logged odds ratio of 0.48 was transformed back.",
    "Odds ratio (log scale) = 0.62, 95% CI 0.20 to 1.04.",
    "The log-transformed risk ratio = 0.15 was pooled.",
    "On the plot the odds ratio on the log scale was 0.33.",
    "loge OR = 0.62",
    "The log incidence rate ratio was 0.21.",
    "log [OR] = 0.62",
    "OR = 0.62 on the log scale",
    "OR = 0.62 (log)",
    # Statistics of statistics
    "A relative odds ratio of 1.2 compares two groups of trials.",
    "A ratio of odds ratios of 1.31 (95% CI 1.05 to 1.63) was found.",
    "Ratio of risk ratios = 0.88.",
    "The ratio of hazard ratios was 1.12.",
    "The standard error of d = 0.14 was used.",
    "The standard deviation of effect sizes was 0.31.",
    "The variance of the effect sizes was 0.08.",
    "SD of d = 0.22 across sites.",
    "The difference between effect sizes was 0.18.",
    "Heterogeneity of effect sizes = 0.12.",
    "The change in R² = .03 was tested.",
    "An increase in R2 of .05 followed.",
    "The inverse of the odds ratio was 1.61.",
    "The reciprocal of the risk ratio = 1.40.",
    "The difference in d = 0.21 was tested.",
    # Kin with other meanings
    "Cliff's d = 0.36 for ordinal ratings.",
    "Cliff's d was 0.28.",
    "Nagelkerke R² = .17",
    "Nagelkerke's R2 = .21 for the last block.",
    "McFadden R² = .09",
    "The pseudo-R² = .12 was low.",
    "Pseudo R2 = .15",
    "Cox & Snell R² = .11",
    "Cox and Snell pseudo-R² = .14",
    "The canonical correlation was .44.",
    # Power and planning
    "The trial had 80% power to detect d = 0.50.",
    "Power to detect an effect size of 0.40 was 85%.",
    "The study was powered to detect a standardised mean difference of 0.35.",
    "With 64 people per arm, d = 0.50 could be detected.",
    "An a priori power analysis for d = 0.40 asked for 200 people.",
    "The sample size calculation was based on a hazard ratio of 0.70.",
    "We assumed d = 0.45 between the arms.",
    "Assuming an odds ratio of 1.8, 240 people were needed.",
    "The expected effect size of 0.30 was taken from a pilot trial.",
    "The hypothesised effect size was 0.25.",
    "The smallest detectable effect was d = 0.33.",
    "The minimum detectable effect size was 0.28.",
    "To detect a small effect (d = 0.20), 788 people are needed.",
    "The anticipated standardised mean difference was 0.38.",
    "It needs 1,000 people to detect OR = 1.5.",
    "A simulated correlation of .30 was used.",
    "An effect of d = 0.4 with 80% power needs 100 people in each arm.",
    "We postulated an effect size of 0.6.",
    "The minimal clinically important difference was d = 0.24.",
    "We set an SMD of 0.30 as the smallest effect size of interest.",
    "With an effect size of 0.5 and alpha of .05, 128 people are needed.",
    "ICC = .05 was used in the sample size calculation.",
    "A type II error (β = .20) was allowed.",
    "With β = .80 power the sample is large enough.",
    "OR = 1.0 means no difference.",
    "A pre-post correlation of r = .70 was taken.",
    "Missing correlations were replaced by imputing r = .50.",
    # Yardsticks
    "(small: d = 0.2; medium: d = 0.5; large: d = 0.8)",
    "We judged d = 0.2 small.",
    "We judged an effect size of 0.2 to be small.",
    "Values of d = 0.2 are small.",
    "We considered r = .10 as small.",
    "We regarded d = 0.8 as large.",
    "They interpreted g = 0.50 as medium.",
    "By convention, d = 0.5 is medium.",
    "According to Cohen (1988), d = 0.2 is small, d = 0.5 medium and d = 0.8 large.",
    "The benchmark of d = 1.03 comes from trials.",
    "Outcomes were compared with a benchmark effect size of 0.83.",
    "The noninferiority margin was d = 0.24.",
    "The equivalence margin of d = 0.30 was set beforehand.",
    "The cut-off was r = .40.",
    "A threshold of d = 0.35 marked gain.",
    "A correlation of r = .50 as large is the usual reading.",
    "The criterion of r = .70 was not met.",
    "The rule of thumb is d = 0.5.",
    "We defined d = 0.2 as a trivial effect.",
    "If the true odds ratio was 1.5, bias would be small.",
    "An effect of d = 0.2 was considered small, 0.5 medium and 0.8 large.",
    # Reliability and validity
    "Interrater reliability was good (ICC = .84).",
    "Two raters agreed well, ICC = .91.",
    "The intraclass correlation for agreement between coders was .78.",
    "Reliability (ICC) of the ratings: ICC = .88.",
    "The retest reliability was r = .81.",
    "Test-retest: r = .77 over a month; test-retest r = .75 over a year.",
    "Split-half reliability of the scale, r = .90.",
    "Item-total r = .55 was the lowest.",
    "Stability over one year was r = .62.",
    "The convergent validity with the other scale was r = .70.",
    "ICC = .93 showed excellent agreement.",
    "Inter-coder IRR = .87 was reached.",
    "Subscale intercorrelations ranged from r = .31 to .58.",
    "Effect sizes of 0.2, 0.5 and 0.8 are small, medium and large.",
    # Ends of other intervals
    "The 95% CI for d = 0.2 to 0.6 was narrow.",
    "The 80% credibility interval went from r = .05 to .51.",
    "A 95% prediction interval of g = -0.21 to 1.05 was wide.",
    "The upper limit of the confidence interval was d = 0.61.",
    "The credibility interval ranged from d = 0.10 to d = 0.90.",
    "The lower bound was d = 0.12.",
    "The minimum important difference is taken to be d = 0.5.",
    "The fixed limit of d = 0.15 was kept.",
    "Plausible values of r = .10 to .40 were drawn.",
    "The prediction interval (g = -0.12 to 0.95) held zero.",
    # Yardsticks in units, plans, illustrations, scales of sizes
    "The margin was set at 5 points (d = 0.40).",
    "A clinically important change of 3 points (or d = 0.35) was awaited.",
    "Sample size allowed for clustering with an ICC of 0.05.",
    "We allowed for an intracluster correlation of 0.03.",
    "We expected a correlation of at least r = .20.",
    "Simulations gave a power of .90 for a correlation of r = .15.",
    "An r of .32 means a success rate of 66%.",
    "Sizes were read as small (d = 0.2), medium (d = 0.5) and large (d = 0.8).",
    "Only effects with η² > .06 were examined.",
    "Clusters varied (median OR = 1.54).",
    "The slope had SE B = 0.11.",
    "Ratings agreed (r = .79 between raters).",
    "A cutoff for clinical relevance of SMD = 0.24 was used.",
    "Experts predicted a difference of d = 0.35.",
    "Where it was not printed we used r = .50.",
    "Odds ratios of OR = 1.2 or less were ignored.",
    "An effect size of 0.30 was considered worthwhile.",
    "The share of effects larger than g = 0.20 was 71%.",
    "Power was .80 for r = .25.",
    "Orwin's fail-safe N for g = 0.10 was 40.",
    "The trial could detect d = 0.31.",
    "Two coders rated the sessions (κ = .78; ICC = .81).",
    "After adjustment for clustering by practice (ICC = 0.02) it held.",
    "Results held with r = .70 instead of .50.",
]
FINDINGS = [
    # The same words, and a finding: none of them may be lost.
    "Clinically meaningful differences (d = 0.60) were seen.",
    "As expected, therapy helped (d = 0.50).",
    "Positive regard (r = .28) mattered.",
    "Although power was a concern, the effect was large, d = 0.80.",
    "Time to relapse, log-rank test aside, had HR = 0.58.",
    "Attachment reliably predicted outcome, r = .24.",
    "Agreement on goals was linked to outcome, r = .24.",
    "Raters blind to condition saw a gain, g = 0.40.",
    "Patients were treated for a year, and the effect was d = 0.70.",
    "The odds of dropout were lower (OR = 0.66) in a study of logs.",
    "The intraclass correlation for therapists was ICC = .08.",
    "People with partial response gained more, d = 0.35.",
    "The group in partial remission gained, g = 0.28.",
    "Improved confidence and d = 0.44 for mood.",
    "The alliance was considered; it predicted outcome, r = .28.",
    "Detection of depression rose, RR = 1.40.",
    "Changes in insight predicted change, r = .31.",
    "The number of sessions was linked to gain, r = .11.",
    "The difference in dropout was small, RR = 0.95.",
    "The ratio of men to women did not matter, and d = 0.30.",
    "Standards of care were exceeded, SMD = -0.34.",
    "They had a difference of d = 0.06.",
    "Effects with CBT were larger, g = 0.50.",
    "Therapists differed, ICC = .05.",
    "Recovery was more likely (OR per SD = 1.34).",
    "Retest reliability was r = .84; empathy predicted outcome, r = .31.",
    "Alliance predicted a good outcome (d = 0.35).",
]
LESS_SURE = [
    # A finding by no verb of the list: proposed, and never sure.
    "Fewer patients met criteria, OR = 0.42.",
    "Corrected for unreliability, r = .33.",
    "Therapist power and influence went with outcome, r = .12.",
    "The effect was judged to be small (d = 0.21).",
    "The limits of the review are many; still, g = 0.31.",
    "Multiple raters; r = .22 with outcome.",
    "Guidelines recommend it: g = 0.51 against waiting.",
    "A small part of it, r = .15, is due to expectation.",
    "A change in R was no aim; d = 0.40.",
    "These are small effects: g = 0.24.",
]
UNKNOWN = [
    # Written when no rule knew their words: never sure, whatever becomes of them.
    "In a sample of sites, the median OR = 1.54.",
    "Feedback was used, and d = 0.31.",
    "We reckoned with d = 0.40 when fixing the number of patients.",
    "An advantage of d = 0.30 over usual care would justify the extra cost.",
    "Only a gain of at least d = 0.50 would persuade funders.",
    "Recruitment stopped at 120, enough to reveal an effect of d = 0.52.",
    "The design permits discovery of effects down to d = 0.28.",
    "The protocol foresaw an effect of g = 0.45.",
    "Our wager was that alliance and outcome correlate at r = .25.",
    "Under the null, r = .00 is what one sees.",
    "Let us say that OR = 2.0; then the number treated falls to six.",
    "Readers may picture d = 0.80 as the height gap between girls of 13 and 18.",
    "The field customarily takes r = .30 for a middling link.",
    "Reviewers of trials look for d = 0.24 before they call a drug useful.",
    "We fed the simulation with ρ = .40 among outcomes.",
    "We fixed the correlation among dependent effects at ρ = .60.",
    "A within-study correlation of r = .50 entered the formula.",
    "Robust variance estimation took ρ = .80 as given.",
    "Studies with d > 3 were treated as outliers.",
    "Outliers beyond g = 2.5 were winsorized.",
    "The prior was centred on d = 0.35.",
    "We gave the effect a Cauchy prior with r = .707.",
    "Items loading below r = .40 were deleted.",
    "The two forms of the scale were parallel (r = .92).",
    "The short form mirrored the long one (r = .95).",
    "Videos rated twice matched well (ICC = .88).",
    "Raters converged (ICC = .83).",
    "Kappa averaged .72 and the ICC = .85.",
    "Double entry showed r = .99.",
    "The measure's temporal consistency was r = .78.",
    "Collinearity was not a worry (highest r = .58).",
    "Missing values were filled with r = .50.",
    "Suppose that in truth d = 0.20.",
    "Had the effect been d = 0.50, we would have seen it.",
    "Were d = 0.50 the truth, 64 people per arm would do.",
    "A trial that hopes for d = 0.40 needs 200 people.",
    "One would have hoped for d = 0.60.",
    "Sensitivity analysis: the smallest effect with 80% chance of discovery was f = 0.21.",
    "The tolerated loss was d = 0.20.",
    "Noninferiority required that the lower end not fall below d = −0.30.",
    "The MID corresponds to SMD = 0.30.",
    "In the worked example below, g = 0.45 and its variance is 0.02.",
    "By way of illustration, a therapist with r = .30 obtains twice the gains.",
    "For readers new to effect sizes: d = 0.50 is half a standard deviation.",
    "Random-effects weights were computed with τ² = .05 and r = .50.",
    "Convergence was checked; R² = 1.01 was below the limit.",
    "Our model had a marginal R² = .18.",
    "The variance inflation followed from R² = .62 among predictors.",
    "Design effect with ICC = .03: 1.6.",
    "Clustering was small (ICC = .01) and ignored.",
    "Allowing ICC = .05, 20 practices were sought.",
    "We shall count OR = 1.2 as trivial.",
    "We converted d = 0.50 to r = .24 to check the formula.",
    "The point of no difference is RR = 1.0.",
    "The grant proposal promised d = 0.45.",
    "The budget allowed us to find d = 0.35.",
    "Stakeholders agreed on SMD = 0.40 as worth having.",
    "Patients said that d = 0.30 is too little.",
    "Power curves are shown for d = 0.2, d = 0.4 and d = 0.6.",
    "For a true d = 0.30, half of such trials fail.",
    "Eligible studies had to report r = .10 or more.",
    "A doubling of hazard (HR = 2.0) was the target.",
]
DOUBTFUL = {
    "All correlations were below r = .70.": "a limit rather than a finding?",
    "Effects smaller than d = 0.20 were left out.": "a limit rather than a finding?",
    "In such work d = 0.2 indicates a small effect.": "a yardstick rather than a finding?",
    "An effect size of d = 0.2 was considered small.": "a yardstick rather than a finding?",
    "The partial r = .21 was lower.": "partial coefficient",
    "A partial correlation of .24 remained.": "partial coefficient",
    "The semi-partial r = .15 came next.": "not plainly a finding",
    "The semipartial correlation was .17.": "semipartial coefficient",
    "A part correlation of .12 was left.": "not plainly a finding",
    "The multiple correlation was .52.": "multiple coefficient",
    "Patients improved, d_z = 0.94.": "d with subscript z",
    "Patients improved, dz = 0.94.": "d with subscript z",
    "Change was d_av = 0.80 within people.": "d with subscript av",
    "The slope was b = 2.31 per session.": "unstandardised slope",
    "The slope was B = −0.42.": "unstandardised slope",
    "The unstandardised beta = 1.20 is per point.": "not plainly a finding",
    "The rank-biserial r = .15 was small.": "rank-biserial coefficient",
    "Alliance predicted outcome, pr = .17.": "partial coefficient",
    "The trial, of which we hypothesised much, found g = 0.40.": "a plan or a yardstick is near",
    "A trial had found d = 0.60, and we planned for as much.": "a plan or a yardstick is near",
    "The scales were correlated, r = .64.": "between measures rather than a finding?",
    "The response rate ratio was 1.45.": "a ratio of risks or of rates?",
    "Cohen’s conventions apply; conventionally, the effect was d > 0.2.": "a yardstick rather than a finding?",
}


def effects(text):
    return [one for one in extract(text) if one.tier is Tier.EFFECT]


def test_there_are_a_hundred_traps_and_all_differ():
    assert len(set(NO_FINDING)) == len(NO_FINDING) >= 100


@pytest.mark.parametrize("text", NO_FINDING)
def test_no_finding_is_proposed(text):
    assert [(one.metric, one.value) for one in effects(text)] == []


@pytest.mark.parametrize("text", FINDINGS)
def test_a_finding_with_such_words_is_kept(text):
    assert [one.confidence for one in effects(text)] == [Confidence.HIGH]


@pytest.mark.parametrize("text", LESS_SURE)
def test_a_finding_without_a_verb_that_reports_is_proposed_and_never_sure(text):
    (one,) = effects(text)
    assert one.confidence is Confidence.MEDIUM
    assert one.flags


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_no_rule_knows_is_never_sure(text):
    assert Confidence.HIGH not in [one.confidence for one in extract(text)]


def test_most_of_what_no_rule_knows_is_not_proposed():
    proposed = [text for text in UNKNOWN if effects(text)]
    assert len(proposed) <= 2


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("A gain of d = .5 would do.", "what would be rather than a finding?"),
        ("Methods: Let d = .5. Results: d = .3.", "of the method rather than a finding?"),
        ("If feedback helped (d = .5), more would stay.", "a condition rather than a finding?"),
        ("We planned for d = .5.", "a plan rather than a finding?"),
        ("An effect of d = .5 was chosen.", "a yardstick rather than a finding?"),
        ("The protocol foresaw d = .5.", "a plan rather than a finding?"),
        ("Any effect (e.g., d = .5) counts.", "an example rather than a finding?"),
        ("The grant promised d = .5.", "not plainly a finding"),
        ("The forms were parallel (r = .9).", "so high: reliability rather than a finding?"),
        ("The interval held OR = 1.0.", "the value of no effect rather than a finding?"),
        ("Take a trial with d = .5.", "an example rather than a finding?"),
    ],
)
def test_what_a_sentence_does_not_report_is_listed_apart_and_says_why(text, flag):
    one = next(one for one in extract(text) if one.tier is Tier.APART)
    assert (one.confidence, one.flags) == (Confidence.LOW, (flag,))


@pytest.mark.parametrize(("text", "flag"), DOUBTFUL.items(), ids=DOUBTFUL)
def test_another_index_is_flagged_and_never_sure(text, flag):
    (one,) = (one for one in extract(text) if one.tier in (Tier.EFFECT, Tier.APART))
    assert one.confidence is not Confidence.HIGH
    assert one.flags[0] == flag
