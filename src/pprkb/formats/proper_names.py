"""Words that keep their capital in English sentence case: a modest list, not a dictionary.

Places, peoples, languages, religions, calendar names, and the people, tests and methods whose
names are common in titles of psychotherapy research and of statistics. A name that is also an
everyday word (May, Turkey's opposite "Polish" for "polish", Black, Will) is left out: an author
who needs it writes it in braces.
"""

from __future__ import annotations

_PLACES = """
africa america antarctica asia australia europe oceania arctic atlantic mediterranean balkans
scandinavia afghanistan albania algeria angola argentina armenia austria azerbaijan bangladesh
belarus belgium bolivia bosnia botswana brazil britain bulgaria cambodia cameroon canada chile
china colombia congo croatia cuba cyprus denmark ecuador egypt england estonia ethiopia finland
france germany ghana greece guatemala haiti honduras hungary iceland india indonesia iran iraq
ireland israel italy jamaica japan jordan kazakhstan kenya korea kosovo kuwait laos latvia lebanon
liberia libya lithuania luxembourg madagascar malawi malaysia mali malta mexico moldova mongolia
montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua niger nigeria norway
oman pakistan palestine panama paraguay peru philippines poland portugal qatar romania russia
rwanda scotland senegal serbia singapore slovakia slovenia somalia spain sudan sweden switzerland
syria taiwan tanzania thailand tunisia uganda ukraine uruguay uzbekistan venezuela vietnam wales
yemen zambia zimbabwe ussr alabama alaska arizona arkansas california colorado connecticut delaware
florida hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts
michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania
tennessee texas utah vermont virginia wisconsin wyoming alberta manitoba ontario quebec
saskatchewan amsterdam athens baghdad bangkok barcelona beijing berlin boston brussels budapest
cairo chicago copenhagen dublin edinburgh geneva hamburg helsinki istanbul jakarta jerusalem
johannesburg lisbon london madrid manchester manila melbourne milan montreal moscow mumbai munich
oslo ottawa oxford cambridge paris philadelphia prague rome seattle seoul shanghai stockholm sydney
tokyo toronto vancouver vienna warsaw washington zurich harvard stanford yale princeton oxford
"""
_PEOPLES = """
african american asian australian european arab arabic armenian austrian belgian brazilian british
bulgarian cambodian canadian catalan chilean chinese colombian croatian cuban czech danish dutch
egyptian english ethiopian finnish french german ghanaian greek haitian hebrew hispanic hungarian
icelandic indian indonesian iranian iraqi irish israeli italian jamaican japanese kenyan korean
kurdish latin latina latino latinx lebanese lithuanian malaysian maori mexican moroccan nepali
nigerian norwegian pakistani palestinian persian peruvian portuguese romanian russian rwandan
scandinavian scottish serbian slavic somali soviet spanish swahili swedish swiss syrian taiwanese
thai tibetan turkish ugandan ukrainian urdu vietnamese welsh yiddish aboriginal inuit mayan
bible biblical buddhism buddhist catholic catholics christian christianity christians confucian
hindu hinduism islam islamic jewish jews judaism muslim muslims protestant protestants quran
americans africans asians europeans germans russians indians italians canadians australians
mexicans latinos hispanics victorian renaissance
"""
_CALENDAR = """
january february april june july august september october november december monday tuesday
wednesday thursday friday saturday sunday christmas easter ramadan
"""
_PERSONS = """
adler adlerian asperger bandura bayes bayesian beck bernoulli bion bonferroni boolean bowlby
cauchy cohen cronbach darwin darwinian dirichlet durkheim einstein ellis erikson eriksonian
euclidean ferenczi fisher foucault fourier freud freudian freudians gaussian gestalt goffman
hamilton hebbian hegel hegelian heidegger hilbert hippocratic hobbes hume husserl jungian
kant kantian kaplan kendall kernberg keynesian kierkegaard klein kleinian kohut kolmogorov
kruskal kuhn lacan lacanian lagrangian lambert laplace lévi levinas likert linehan
machiavellian marx marxism marxist
markov markovian maslow merton mahalanobis milgram nietzsche pareto pavlov pavlovian pearson
piaget plato platonic poisson popper rasch riemann riemannian rogerian rorschach rosenthal
rosenzweig sartre shakespeare shapley shannon skinner socrates socratic spearman spinoza stroop
sullivan turing vygotsky weber weibull wechsler wilcoxon winnicott wittgenstein wundt yalom
tourette alzheimer alzheimer's parkinson parkinson's huntington hodgkin
"""
_PERSONS += """
jung rogers perls fonagy bateman kernberg
"""
_BODIES = """
amazon bitcoin cochrane facebook google instagram java javascript linux mastodon matlab
microsoft minecraft netflix nobel pascal python qualtrics reddit skype stata telegram tiktok
twitter uber unicode whatsapp wikidata wikipedia medicaid medicare medline airbnb
unix fortran haskell prolog spotify weibo wechat
"""

NAMES = frozenset(" ".join((_PLACES, _PEOPLES, _CALENDAR, _PERSONS, _BODIES)).split())
"""Single names in lower case."""

_PHRASES = """
new york|new zealand|new jersey|new mexico|new orleans|new england|new delhi|new guinea|new haven
north america|north american|north carolina|north dakota|north korea|south africa|south african
south america|south american|south asia|south asian|south carolina|south dakota|south korea
latin america|central america|east africa|west africa|east asia|east asian|southeast asia
eastern europe|western europe|middle east|middle eastern|middle ages|far east|near east|gulf war
united states|united kingdom|united nations|european union|soviet union|great britain|cold war
civil war|vietnam war|world war|world bank|world wide web|great depression|hong kong|sri lanka
iraqi freedom
saudi arabia|el salvador|costa rica|puerto rico|puerto rican|san francisco|san diego|los angeles
las vegas|cape town|rio de janeiro|sao paulo|tel aviv|northern ireland|ivory coast|sierra leone
west bank|british columbia|nova scotia|new brunswick|west virginia|rhode island|native american
native americans|pacific islander|indigenous peoples|supreme court|mechanical turk|monte carlo
roman empire|ottoman empire|industrial revolution|french revolution|first nations|holy land
stack overflow|open science framework|world health organization|national institute of mental health
american psychological association|american psychiatric association|cochrane collaboration
carl rogers|melanie klein|aaron beck|albert ellis|anna freud|carl jung|sigmund freud
beck depression inventory|beck anxiety inventory|hamilton depression rating scale
hamilton rating scale|hamilton anxiety rating scale|outcome questionnaire|outcome rating scale
session rating scale|working alliance inventory|helping alliance questionnaire|symptom checklist
brief symptom inventory|penn state worry questionnaire|patient health questionnaire
child behavior checklist|strengths and difficulties questionnaire|adult attachment interview
experiences in close relationships|inventory of interpersonal problems|treatment outcome package
california psychotherapy alliance scale|vanderbilt psychotherapy process scale
structured clinical interview|international classification of diseases
diagnostic and statistical manual of mental disorders|positive and negative affect schedule
minnesota multiphasic personality inventory|personality assessment inventory|big five
wechsler adult intelligence scale|wechsler intelligence scale for children
implicit association test|thematic apperception test|wisconsin card sorting test
clinical outcomes in routine evaluation|rosenberg self-esteem scale|vineland adaptive behavior
"""

_SPLIT = [tuple(p.split()) for line in _PHRASES.strip().splitlines() for p in line.split("|")]
PHRASES: dict[str, list[tuple[str, ...]]] = {}
"""First word of a name of several words -> the whole names in lower case, longest first."""
for _phrase in sorted(_SPLIT, key=len, reverse=True):
    PHRASES.setdefault(_phrase[0], []).append(_phrase)
