"""Reclassifies statistics by the words around their names: another one, no finding, doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from pprkb.evidence.extraction.metrics import RATIOS
from pprkb.model.effect import Metric

_AHEAD = 160
_BEHIND = 70
_AT_ONCE = 50
"""The maximum distance of such words from the name and the value, in characters."""

_NOUN = (
    r"(?:effects?(?:[ ]sizes?)?|differences?|correlations?|values?|changes?|sizes?|magnitudes?"
    r"|association|smds?|ess?|index)"
)
_SIZE = r"(?:very[ ])?(?:small|medium|moderate|modest|large|strong|weak|trivial|negligible)"
_LINK = (
    r"(?:(?:an?|the|any|all|of|at|as|to|with|was|is|were|are|set|be|taken|chosen|fixed|for|about"
    r"|approximately"
    r"|standardi[sz]ed|mean|pooled|overall|between-group|cohen's|hedges'?|values?|(?:effects?)"
    r"|sizes?|size|differences?|correlations?|index|(?:small|medium|moderate|large)"
    r"|least|most|around|roughly|±|e\.g\.)[ ,:]{0,2}"
    r"|[:=][ ]?){0,8}"
)
_ANOTHER = re.compile(
    r"(?:"
    # A logarithm is not a ratio: a log odds ratio of 0.62 is an odds ratio of 1.86.
    r"\b(?:log|ln|loge|log_?e|logged|logit|log-transformed|logarithmic)\)?[ (\[-]{0,2}"
    r"(?:(?:adjusted|pooled|mean|of|the)[ ]){0,2}"
    r"|(?:logarithms?)[ ]of[ ](?:the[ ])?(?:(?:adjusted|pooled)[ ])?"
    r"|\b(?:cliff)(?:'s|s'|s)?[ ]|\b(?:vargha)[^.;]{0,20}"
    r"|(?:\bpseudo|\bnagelkerke(?:'s)?|\bmcfadden(?:'s)?|\bcox[ ](?:&|and)[ ]snell(?:'s)?)[ -]"
    r"(?:pseudo[- ])?"
    # "ratio of odds ratios", "standard error of d", "change in R²"
    r"|\b(?:ratio|sd|se|standard[ ](?:deviation|error)|variance|inverse|reciprocal|square"
    r"|exponential|heterogeneity|distribution|number|factor)s?"
    r"[ ](?:of|in|between|for)[ ](?:(?:the|two|log|all)[ ])?"
    # "a difference of d = 0.06" is a finding.
    r"|\b(?:difference|discrepancy)s?"
    r"[ ](?:(?:in|between|for)[ ](?:(?:the|two|log|all)[ ])?|of[ ](?:the|two|all)[ ])"
    r"|\b(?:changes?|increases?|decreases?|reductions?|increments?|improvements?|gains?)[ ]in[ ]"
    r"(?:the[ ])?"
    # "95% CI for d = 0.2 to 0.6"
    r"|\b(?:cr?is?|intervals?)[ ](?:for|of|around|on)[ ](?:the[ ])?"
    r"|\b(?:relative|incremental|canonical|polychoric|tetrachoric)[ ]"
    r"|\b1[ ]?[-/][ ]?"
    # "SE B = 0.11"
    r"|\bs\.?[ed]\.?[ ]?[(\[]?[ ]?"
    r")\Z"
)
"""Words that turn a directly following name into another statistic."""
_NO_FINDING = re.compile(
    r"(?:"
    # "we judged d = 0.2 small"
    r"\b(?:(?:judged|judging|considered|considering|regarded|regarding|deemed|interpreted"
    r"|interpreting"
    r"|took|taking|classified|defined|defining|labell?ed|called|viewed|counted|assumed"
    r"|assuming"
    r"|assumption|hypothesi[sz]ed|hypothesi[sz]ing|anticipated|anticipating|supposed|supposing"
    r"|imputed|imputing|simulated|simulating|postulated|specified|expected|expecting)"
    r"|(?:we|they|authors|to|can|may|should)[ ](?:judge|consider|regard|deem|interpret"
    r"|take"
    r"|classify|define|label|call|view|count|assume|hypothesi[sz]e|anticipate|suppose|expect))"
    rf"[ ]{_LINK}"
    rf"|\b(?:expected|hypothesi[sz]ed|assumed|anticipated|postulated|desired|planned|minimum"
    rf"|minimal"
    rf"|smallest|detectable|hypothetical)[ ](?:\w{{1,20}}[ -]){{0,2}}?{_NOUN}[ ]?{_LINK}[(\[]?"
    rf"|\b(?:target|true|critical|relevant|important|meaningful|worthwhile)[ ]{_NOUN}[ ]{_LINK}"
    r"|\b(?:conventions?|benchmarks?|thresholds?|cut-?[ ]?offs?|cut-?points?|criteri(?:on|a)"
    r"|margins?"
    r"|rules?[ ]of[ ]thumb|guidelines?|standards?|priors?|mcid|yardsticks?|limits?|bounds?"
    r"|targets?)"
    rf"[ ]?{_LINK}"
    # "a cutoff for clinical relevance of SMD = 0.24"
    r"|\b(?:margins?|thresholds?|benchmarks?|cut-?[ ]?offs?|criteri(?:on|a))[ ](?:for|of)[ ]"
    r"(?:[a-z-]{2,20}[ ]){1,4}?(?:of|at|was|is|as|with)[ ](?:an?[ ])?"
    r"|\b(?:experts|respondents|participants|clinicians|raters|readers|researchers|authors|we"
    r"|they)[ ]"
    r"(?:had[ ])?(?:predicted|forecast|guessed|foresaw)[ ](?:[a-z-]{1,20}[ ]){0,4}?(?:of[ ])?"
    # "the margin of 5 points (d = 0.40)"
    r"|\b(?:margins?|thresholds?|benchmarks?|cut-?[ ]?offs?|criteri(?:on|a)|bounds?"
    r"|(?:important|meaningful|worthwhile|relevant)[ ](?:differences?|changes?|effects?))"
    r"(?:[ ](?:was|were|is|are|had|been|be|set|fixed|chosen|defined|specified|at|of|as|to|a"
    r"|an)){0,4}"
    r"[ ][-+±]?\d{1,4}(?:\.\d{1,3})?[ -]?(?:%[ ]?|[a-z][a-z-]{1,20}[ ]|[a-z]{2,20}(?=[,])){0,4}"
    r"(?:[(,][ ]?|or[ ]){1,2}(?:i\.e\.,?[ ]"
    r"|that[ ]is,?[ ]|equivalent[ ]to[ ]|corresponding[ ]to[ ]"
    r"|about[ ])?(?:an?[ ])?(?:cohen's[ ]|hedges'[ ])?"
    # "power to detect d = .50"
    r"|\b(?:power(?:ed)?[ ](?:to|for|at|on|of|=|calculations?|(?:is|was)(?=[ ][\d.])|analys[ei]s)"
    r"|(?:to|could|can|would|might|may|will)[ ]detect|detecting"
    r"|fail-?safe|orwin's|simulations?[ ](?:stud(?:y|ies)[ ])?(?:with|of|assuming|under|in[ ]which)"
    r"|detectable|detection[ ]of[ ](?:an?|the)|\d{2}[ ]?%[ ]power|sample[ ]size[ ]calculation"
    r"|non-?inferiority[ ]margin|equivalence[ ](?:margin|bounds?)|smallest[ ]effect"
    r"|minimal(?:ly)?[ ](?:clinically[ ])?important|a[ ]priori)\b(?:[^.;]|\.\d){0,60}?"
    # The ends of an interval other than that of the mean.
    r"|\b(?:credibility|credible|prediction|predictive|tolerance|uncertainty|confidence|plausible)"
    r"[ ](?:intervals?|values?|limits?|ranges?|bounds?|regions?)\b,?"
    r"(?:(?![ ]and[ ])[^.,;)\]]|\.\d){0,60}?"
    r"|\b(?:if|when)[ ](?:the[ ])?(?:true[ ])?"
    # "and used r = .50 where none was printed"
    r"|\b(?:used|using|setting|fixing|chose|choosing|entered|inserted|inserting|substituted"
    r"|substituting)[ ](?:an?[ ]|the[ ])?(?:values?[ ]of[ ])?"
    r"|\b(?:proportion|share|percentage|number|fraction)[ ]of[ ](?:the[ ])?(?:\w{1,15}[ ])?"
    r"(?:effects?(?:[ ]sizes?)?|studies|trials|estimates|correlations)[ ](?:that[ ]were[ ]"
    r"|with[ ])?"
    r"(?:an?[ ])?(?:larger|smaller|greater|less|more|above|below|beyond"
    r"|exceeding)[ ](?:than[ ])?(?:an?[ ])?"
    r")\Z"
)
"""Words that turn the following into an assumption or a yardstick."""
_UNRELIABLE = re.compile(
    r"\b(?:un-?reliab|reliability-corrected|for[ ](?:measurement|reliab)|attenuat)"
)
_RELIABILITY = re.compile(
    r"\b(?:reliabilit(?:y|ies)|pre-?(?:to-?)?post[ ]correlations?|between[ ]pre|re-?test"
    r"|stability|split-?half|inter-?item|item-?total|item-?rest"
    r"|internal[ ]consistency|inter-?rater|inter-?coder|inter-?judge|intra-?rater"
    r"|factor[ ]loadings?"
    r"|convergent[ ]validity|concurrent[ ]validity|discriminant[ ]validity"
    r"|intercorrelat\w{1,8}+)\b"
)
_RATERS = re.compile(
    r"\b(?:reliab\w{2,8}+|agree(?:d|ment)?|raters?|coders?|judges|observers?|codings?|coded|rated"
    r"|consistency|kappa|double-?coded|consensus)\b"
)
_RATING = re.compile(r"\b(?:(?:inter|intra)-?(?:raters?|coders?)|raters|coders|judges|kappa)\b")
_PARTIAL = re.compile(
    r"\b(?:(?:semi-?)?partial(?:led)?|part|semipartial|multiple|cross-?lagged|within-person"
    r"|rank-biserial|polyserial|biserial(?<!point-biserial))"
    r"(?:[ -](?:pearson|spearman))?[ -]\Z"
)
_OF_EVENTS = re.compile(
    r"\b(?:response|remission|recovery|drop-?out|attrition|relapse|success|completion)[ ]\Z"
)
_UNSTANDARDISED = re.compile(
    r"\b(?:un-?standardi[sz]ed|raw|metric|multilevel|fixed)[ ](?:\w{1,12}[ ])?\Z"
)
_STANDARDISED = re.compile(r"(?<![a-z-])(?:standardi[sz]ed|std\.?|stand\.)[ ](?:\w{1,12}[ ])?\Z")
_MEAN_OF_STANDARDISED = re.compile(r"(?<![a-z-])(?:standardi[sz]ed|std\.?)[ ]\w{1,14}[ ]\Z")
_YARDSTICK = re.compile(
    r"\b(?:convention(?:s|al|ally)?|benchmarks?|rules?[ ]of[ ]thumb|cohen's[ ]\(\d{4}\)"
    r"|thresholds?|cut-?offs?)\b"
)
_NAMED_SIZE = re.compile(
    rf"[ ]?,?[ ]?(?:(?:is|are|as|being|to[ ]be|counts?[ ]as|means|denotes?|represents?|=)[ ]|\()"
    rf"(?:an?[ ]|considered[ ]|regarded[ ]as[ ])?{_SIZE}\b"
    rf"|(?:,[ ]?[\d.]{{2,5}})?,?[ ](?:and|or)[ ][\d.]{{2,5}}[^.;]{{0,40}}?\b{_SIZE}\b"
)
_AS_SIZE = re.compile(
    rf"[ ](?:(?:as|to[ ]be|is|are|means)[ ](?:an?[ ]"
    rf"|considered[ ]){{0,2}})?{_SIZE}\b(?![ ]effects?[ ](?:on|of))"
)
_CONSIDERED = re.compile(
    r"[ ](?:indicates?|represents?|denotes?|reflects?|constitutes?|signifies"
    r"|(?:is|are|was|were|(?:can|may|would|should|could)[ ]be)[ ](?:considered|regarded|deemed"
    r"|interpreted|classified|taken|seen|judged|labell?ed|called))[ ](?:as[ ]|to[ ]be[ ])?"
    rf"(?:an?[ ])?{_SIZE}\b(?P<scale>[^.;]{{0,20}}?\.\d{{1,3}}[ ](?:as[ ])?(?:an?[ ])?{_SIZE}\b)?"
)
"""A judgement of size, or a whole scale of sizes: "d = 0.2 was considered small, 0.5 medium"."""
_PLANNED = re.compile(
    r"\b(?:sample[ ]size|design[ ]effect|cluster(?:ing|ed)?|sample[ ]of|attrition)\b[^.;]{0,80}?"
    r"\b(?:with|of|assuming|using|an?)[ ](?:an?[ ])?\Z"
    r"|\b(?:allow|account|adjust|inflat)(?:ed|ing|s)?[ ]for[ ](?:an?|the)[ ](?:\w{1,12}[ ])?\Z"
    r"|\b(?:allow|account|adjust|correct|inflat)(?:ed|ing|s|ment|ance|ion)?[ ]for[ ](?:the[ ])?"
    r"(?:cluster|nest|design)[^.;]{0,60}\Z"
)
_MEDIAN_OF_CLUSTERS = re.compile(
    r"\b(?:var(?:y|ied|ies|iation|iance|iability))\b"
    r"[^.;]{0,80}\bmedian[ ]\Z"
)
"""The median odds ratio of clusters is another metric."""
_FOR_EXAMPLE = re.compile(r"(?:\A|\bthat[ ]|\bfor[ ]|\bwhereby[ ]|[,:][ ]|e\.g\.,?[ ])an?[ ]\Z")
_MEANS = re.compile(
    r"[ ](?:is|means?|corresponds|equals|translates|amounts|implies|indicates|represents|denotes"
    r"|would|can|may)\b"
)
"""An illustration: "an r of .32 means a success rate of 66%"."""
_SELECTED = re.compile(r"\b(?:with|where|when|if|having|showing|had)[ ](?:an?[ ])?\|?\Z")
_SELECTED_BEHIND = re.compile(
    r"\|?[ ](?:(?:were|was|are|is|to|be)[ ]){1,3}(?:excluded|included|retained|examined|entered"
    r"|dropped"
    r"|kept|removed|reported|interpreted|considered|omitted|selected|shown)\b"
)
"""A filter by a threshold: "effects with η² > .06 were examined"."""
"""Words that turn an intraclass correlation into a plan."""
_OF_RATERS = re.compile(
    r"[ ](?:between|among|across)[ ](?:(?:the|both|two|three|all|independent|different"
    r"|trained)[ ]){0,3}"
    r"(?:raters?|coders?|judges?|observers?|ratings|codings|(?:sub)?scales|items|predictors|factors"
    r"|halves|administrations|occasions)\b"
)
_WARY = re.compile(
    r"\b(?:margins?|benchmarks?|thresholds?|cut-?offs?|sample[ ]size|hypothesi[sz]\w{1,6}"
    r"|a[ ]priori"
    r"|non-?inferiority|equivalence|minimal(?:ly)?|smallest|detect(?:able)?|imput\w{1,6}"
    r"|simulat\w{1,6}"
    r"|required|conventional(?:ly)?|conventions?|planned|powered)\b"
)
_PLAN_BEHIND = re.compile(r"\b(?:we|were|was|are|is)[ ](?:planned|required|needed|powered)\b")
_OF_GROUPS = re.compile(
    r"\b(?:therapists?|clinicians?|counsell?ors?|clinics?|cent(?:re|er)s?|groups?|sites?"
    r"|schools?|dyads?|couples?"
    r"|between|within|variance)\b"
)
"""The subjects of findings about an intraclass correlation."""
_PLANNING = ("planned", "required", "needed", "powered")
_SCALES = re.compile(
    r"\b(?:(?:sub-?)?scales|items|measures|instruments|questionnaires|predictors|factors|indices)\b"
    r"[^.;()]{0,40}?\b(?:correlat|related|associat|overlap|high|strong|moderate)"
)
"""Words for plans and yardsticks, which make a statistic beside them doubtful."""
_AFTER = re.compile(
    r"[ ]or[ ](?:less|more|larger|smaller|greater|higher|lower|above|below|beyond)\b"
    r"|[ ](?:instead[ ]of|rather[ ]than)[ ][-+]?\.?\d"
    r"|(?:[ ]sds?)?[ ](?:is|are|was|were|would[ ]be|to[ ]be)[ ](?:considered|regarded|deemed"
    r"|judged|taken|defined)"
    r"[ ](?:as[ ]|to[ ]be[ ])?(?:an?[ ]|the[ ])?(?:clinically[ ]|minimally[ ]|practically[ ])?"
    r"(?:worthwhile|important|relevant|meaningful|irrelevant|unimportant|minimum|minimal"
    r"|significant)\b"
    r"|[^.;]{0,30}?\b(?:(?:could|can|would|might|to)[ ]be[ ](?:detected|found)|detectable"
    r"|\d{2}[ ]?%[ ]power|power[ ](?:of|=)|with[ ](?:a[ ])?power|(?:was|is)[ ](?:assumed|expected"
    r"|hypothesi[sz]ed|anticipated|imputed)|(?:was|were)[ ]used[ ](?:in|for"
    r"|to)[ ](?:the[ ])?(?:sample"
    r"|power|calculat|comput|convert)|and[ ](?:an?[ ])?(?:alpha|α)[ ](?:=|of)"
    r"|as[ ](?:the|a|our)[ ](?:smallest|minim\w{1,5}+|target|threshold|margin|expected|cut-?off))"
    r"|[ ](?:means?|indicates?|implies|denotes?|signifies)[ ](?:no|the[ ]absence|equal)\b"
)
_LIMIT = re.compile(
    r"\b(?:below|above|under|exceed(?:ed|ing|s)?|beyond|(?:less|smaller|greater|larger|more|lower"
    r"|higher)[ ]than|at[ ](?:least|most)|up[ ]to)[ ](?:an?[ ]|the[ ])?\Z"
)
_SIZE_AHEAD = re.compile(rf"\b{_SIZE}(?::|[ ]=)[ ]\Z")
_ERROR_RATE = re.compile(
    r"\btype[ -](?:ii|2)\b|\|[ ]power\b|\bpower[ ](?:of|=|\()|\b(?:alpha|α)[ ]{0,2}=|\b1[ ]?-[ ]?\|"
)
"""Words that turn β into an error rate."""
_STEM = re.compile(r"(?<![a-z])[a-z]{1,4}")
_FEW = 3
"""Spaces in words for a statistic that do not name it on their own."""
_OF_OTHERS = frozenset(
    (
        *("log", "ln", "loge", "logg", "logi", "loga", "clif", "varg", "pseu", "nage", "mcfa"),
        *("cox", "rati", "sd", "se", "stan", "vari", "inve", "reci", "squa", "expo", "hete"),
        *("dist", "diff", "disc", "numb", "chan", "incr", "decr", "redu", "impr", "gain"),
        *("fact", "cano", "poly", "tetr", "ci", "cis", "cri", "cris", "inte", "rela"),
    )
)
_OF_NO_FINDING = frozenset(
    (
        *("judg", "cons", "rega", "deem", "inte", "took", "taki", "take", "clas", "defi"),
        *("labe", "call", "view", "coun", "assu", "hypo", "anti", "supp", "simu", "post"),
        *("spec", "expe", "desi", "plan", "mini", "smal", "dete", "targ", "true", "crit"),
        *("rele", "impo", "mean", "wort", "conv", "benc", "thre", "cut", "cuto", "cutp"),
        *("marg", "rule", "guid", "stan", "prio", "mcid", "yard", "limi", "boun", "powe"),
        *("samp", "noni", "non", "equi", "cred", "pred", "conf", "tole", "unce", "plau"),
        *("if", "when", "impu", "used", "usin", "sett", "fixi", "chos", "choo", "ente", "inse"),
        *("expe", "resp", "part", "clin", "rate", "read", "rese", "auth", "we", "they"),
        *("crit", "subs", "prop", "shar", "perc", "numb", "frac", "fail", "orwi", "coul", "can"),
    )
)
_OF_PLANS = frozenset(["samp", "desi", "clus", "attr", "allo", "acco", "adju", "infl", "corr"])
_OF_WARY = frozenset(
    (
        *("marg", "benc", "thre", "cut", "cuto", "samp", "hypo", "prio", "non", "noni", "equi"),
        *("mini", "smal", "dete", "impu", "simu", "requ", "conv", "powe", "plan"),
    )
)
_OF_RELIABILITY = frozenset(
    (
        *("reli", "rete", "test", "stab", "spli", "inte", "item", "intr", "fact", "conv"),
        *("conc", "disc", "agre", "rate", "code", "judg", "obse", "codi", "cons"),
        *("kapp", "doub", "pre", "post", "prep"),
    )
)
_OF_PARTS = frozenset(["part", "semi", "mult", "cros", "with", "rank", "poly", "bise"])
_OF_LIMITS = frozenset(["belo", "abov", "unde", "exce", "beyo", "than", "leas", "most", "up"])
_OF_SCALES = frozenset(
    ["scal", "subs", "sub", "item", "meas", "inst", "ques", "pred", "fact", "indi"]
)
_OF_RATING = frozenset(["rate", "code", "judg", "kapp", "inte", "intr"])
_LIMITS = tuple("<>≤≥")
_OF_YARDSTICKS = frozenset(["conv", "benc", "rule", "cohe", "thre", "cut", "cuto"])
"""The beginnings of the words of each pattern, to skip patterns that cannot match."""


def _beginning_with(stems: Iterable[str], *others: str) -> re.Pattern[str]:
    """Return a pattern that matches positions where words begin with one of some stems."""
    by_letter: dict[str, list[str]] = {}
    for stem in sorted(stems):
        by_letter.setdefault(stem[0], []).append(stem[1:])
    words = (f"{first}(?:{'|'.join(rest)})" for first, rest in by_letter.items())
    return re.compile("|".join([rf"\b(?:{'|'.join(words)})", *others]))


_BEGINS_ANOTHER = _beginning_with(_OF_OTHERS, r"\bs\.?[ed]", r"\b1")
_BEGINS_NO_FINDING = _beginning_with(
    _OF_NO_FINDING | {"to", "a ", "may", "shou", "woul", "migh", "will"}, r"\b\d\d[ ]?%"
)
_LOG = re.compile(r"\b(?:log|ln|logarithm\w{0,8}+|log-?scale|logged)\b")
_LOG_SCALE = re.compile(
    r"[ ]?[(,]?[ ]?(?:(?:on|in)[ ](?:the|a)[ ])?(?:natural[ ])?log(?:arithm|s\b|[ )-])"
)
_SCALE = re.compile(
    r"(?:,?[ ](?:and[ ]|or[ ])?\d?\.\d{1,3}){1,4}[ ](?:is|are|as|were|represents?|indicates?"
    r"|denotes?"
    rf"|counts?|means?)\b[^.;]{{0,30}}?\b{_SIZE}\b"
)
"""The rest of "effect sizes of 0.2, 0.5 and 0.8 are small, medium and large"."""
_BACK = re.compile(r"\b(?:back-?transform|exponentiat|anti-?log)")


_CONVENTIONS = frozenset(
    [(0.2, 0.5, 0.8), (0.1, 0.3, 0.5), (0.1, 0.25, 0.4), (0.01, 0.06, 0.14), (0.1, 0.24, 0.37)]
)
_WORDS_OF_SIZE = re.compile(r"\b(?:small|large)\b")


class Verdict(NamedTuple):
    """The outcome for a statistic: flags, another metric, doubts."""

    metric: Metric | None
    flags: tuple[str, ...] = ()
    doubtful: bool = False


def judged(
    lower: str,
    start: int,
    metric: Metric | None,
    *,
    slope: bool,
    value: tuple[int, int],
    sentence: tuple[int, int],
) -> Verdict | None:
    """Reclassify a statistic by the words around it; None if it is not a finding.

    Args:
        lower: Plain prose in lower case.
        start: The start of the name.
        metric: The metric by the name.
        slope: Whether the name is for an unstandardised coefficient.
        value: The range of the value.
        sentence: The sentence with the name.
    """
    ahead = lower[max(sentence[0], start - _AHEAD) : start]
    cut = ahead.rfind(";") + 1
    whole, ahead = ahead, ahead[cut:]
    behind = lower[value[1] : min(sentence[1], value[1] + _BEHIND)]
    words = _stems(ahead)
    name = lower[start : value[0]]
    if _is_no_finding(ahead, words, name, behind) or _is_no_effect(
        metric, ahead, words, name, behind, whole, slope=slope
    ):
        return None
    yardstick = words & _OF_YARDSTICKS and _YARDSTICK.search(ahead)
    if _AS_SIZE.match(behind) or _SCALE.match(behind) or (yardstick and _NAMED_SIZE.match(behind)):
        return None
    considered = _CONSIDERED.match(behind)
    if considered and considered["scale"]:
        return None
    verdict = _renamed(ahead, words, metric, slope=slope)
    if (yardstick or considered) and not verdict.flags:
        return Verdict(metric, ("a yardstick rather than a finding?",), doubtful=True)
    if verdict.flags:
        return verdict
    if words & _OF_LIMITS and _LIMIT.search(ahead[-_AT_ONCE:]):
        return Verdict(verdict.metric, ("a limit rather than a finding?",), doubtful=True)
    inside, of_inside = ahead, words
    if cut and whole.rfind("(") > whole.rfind(")"):
        inside, of_inside = whole, _stems(whole)
    if (of_inside & _OF_WARY and _WARY.search(inside)) or (
        any(word in behind for word in _PLANNING) and _PLAN_BEHIND.search(behind)
    ):
        return Verdict(verdict.metric, ("a plan or a yardstick is near",))
    if metric is Metric.ICC and not _OF_GROUPS.search(
        lower, max(sentence[0], start - _AHEAD), min(sentence[1], value[1] + _BEHIND)
    ):
        return Verdict(metric, ("agreement rather than a finding?",))
    if metric is Metric.R:
        if (words & _OF_SCALES and _SCALES.search(ahead)) or "validity" in behind:
            return Verdict(verdict.metric, ("between measures rather than a finding?",))
        named = words | _stems(name)
        if named & _OF_RATING and _RATING.search(f"{ahead}{name}"):
            return Verdict(verdict.metric, ("agreement rather than a finding?",))
    return verdict


def _is_no_finding(ahead: str, words: set[str], name: str, behind: str) -> bool:
    """Return whether the words around any statistic show that it is not a finding."""
    close = ahead[-_AT_ONCE:]
    if (words & _OF_OTHERS or "1" in close) and _at(_BEGINS_ANOTHER, _ANOTHER, close):
        return True
    if words & _OF_NO_FINDING and _at(_BEGINS_NO_FINDING, _NO_FINDING, ahead):
        return True
    if _AFTER.match(behind) or (close.endswith((": ", "= ")) and _SIZE_AHEAD.search(close)):
        return True
    if close.endswith(("a ", "an ")) and _MEANS.match(behind) and _FOR_EXAMPLE.search(ahead):
        return True
    return name[-2:].strip()[-1:] in _LIMITS and bool(
        _SELECTED.search(close) or _SELECTED_BEHIND.match(behind)
    )


def _is_no_effect(
    metric: Metric | None,
    ahead: str,
    words: set[str],
    name: str,
    behind: str,
    whole: str,
    *,
    slope: bool,
) -> bool:
    """Return whether the words around a statistic show that its name has another meaning."""
    if metric is Metric.BETA and _ERROR_RATE.search(f"{ahead[-60:]}|{behind[:25]}"):
        return True
    if metric in RATIOS and (
        (_LOG.search(name) and not _BACK.search(name)) or _LOG_SCALE.match(behind)
    ):
        return True
    if metric is Metric.ICC and (
        (words & _OF_PLANS and _PLANNED.search(ahead)) or "κ" in whole or "kappa" in whole
    ):
        return True
    if (
        metric is Metric.OR
        and ahead[-_AT_ONCE:].endswith("median ")
        and _MEDIAN_OF_CLUSTERS.search(ahead)
    ):
        return True
    coefficient = metric in (Metric.R, Metric.ICC, Metric.IRR, None) and not slope
    return coefficient and _of_reliability(f"{ahead}{name}", words | _stems(name), behind, metric)


def _at(begins: re.Pattern[str], pattern: re.Pattern[str], text: str) -> bool:
    """Return whether a pattern matches at the start of one of its words, for speed."""
    return any(pattern.match(text, word.start()) for word in begins.finditer(text))


def _stems(text: str) -> set[str]:
    """Return the beginnings of the words of a lowercase text."""
    return set(_STEM.findall(text))


def _of_reliability(named: str, words: set[str], behind: str, metric: Metric | None) -> bool:
    """Return whether a coefficient is one of agreement or reliability."""
    if metric in (Metric.ICC, Metric.IRR) and (
        _RATERS.search(named) or _RATERS.search(behind.split(",")[0])
    ):
        return True
    if _OF_RATERS.match(behind):
        return True
    if metric is Metric.IRR or not words & _OF_RELIABILITY:
        return False
    # "test-retest reliability (r = .84), correlated with the alliance (r = .31)"
    _, closed, rest = named.rpartition("),")
    named = rest if closed and rest.count(" ") > _FEW else named
    return bool(_RELIABILITY.search(named)) and not _UNRELIABLE.search(named)


def _renamed(ahead: str, words: set[str], metric: Metric | None, *, slope: bool) -> Verdict:
    if slope:
        if _STANDARDISED.search(ahead):
            return Verdict(Metric.BETA)
        return Verdict(None, ("unstandardised slope",), doubtful=True)
    if metric is Metric.BETA and _UNSTANDARDISED.search(ahead):
        return Verdict(None, ("unstandardised slope",), doubtful=True)
    if metric in (Metric.MD, Metric.WMD) and _MEAN_OF_STANDARDISED.search(ahead):
        return Verdict(Metric.SMD)
    if metric is Metric.IRR and _OF_EVENTS.search(ahead):
        return Verdict(Metric.RR, ("a ratio of risks or of rates?",))
    if (
        metric in (Metric.R, Metric.R2)
        and words & _OF_PARTS
        and (word := _PARTIAL.search(ahead[-_AT_ONCE:]))
    ):
        return Verdict(None, (f"{word[0].strip(' -').casefold()} coefficient",), doubtful=True)
    return Verdict(metric)


def are_conventions(values: tuple[float, ...]) -> bool:
    """Return whether three values are a scale of small, medium and large."""
    return tuple(sorted(values)) in _CONVENTIONS


def names_sizes(lower: str) -> bool:
    """Return whether a sentence contains "small" and "large"."""
    return {"small", "large"}.issubset(_WORDS_OF_SIZE.findall(lower))
