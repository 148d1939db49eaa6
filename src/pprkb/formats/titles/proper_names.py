"""Words that keep their capital in English sentence case: a modest list, not a dictionary.

Places, peoples, languages, religions, calendar names, given names, the people, tests and methods
whose names are common in titles of psychotherapy research and of statistics, the names of laws and
treaties. A name that is also an everyday word (May, Turkey, Black, Will, Grace) is left out: an
author who needs it writes it in braces.
"""

from __future__ import annotations

import re

_PLACES = """
afghanistan africa alabama alaska albania alberta aleppo algeria algiers america amsterdam andean
angola ankara antarctic antarctica antwerp appalachia appalachian arctic argentina arizona arkansas
armenia asia athens atlantic auckland auschwitz australia austria azerbaijan baghdad bahrain
balkans baltimore bangkok bangladesh barcelona bavaria bavarian beijing beirut belarus belgium
belgrade benin bergen berlin bern bethlehem bhutan birmingham bogota bolivia bologna bordeaux
bosnia bosnian boston botswana bratislava brazil brisbane bristol britain broadway brooklyn
brussels bucharest buchenwald budapest bulgaria burundi cairo calcutta calgary california cambodia
cambridge cameroon canada canberra caracas cardiff caribbean catalonia chad chennai chernobyl
chiapas chicago chile china cincinnati cleveland cologne colombia colorado congo connecticut
copenhagen crete crimea crimean croatia cuba cyprus dachau dallas damascus danube darfur delaware
delhi denmark denver detroit dhaka djibouti dresden dublin durban düsseldorf ecuador edinburgh
edmonton egypt england eritrea estonia eswatini ethiopia eurasia europe fiji finland flanders
florence florida france frankfurt fukushima gabon galicia gambia ganges gaza geneva genoa germany
ghana ghent glasgow gothenburg granada grecian greece grenada groningen guantanamo guatemala
gujarat guyana haifa haiti halifax hamburg hampshire hanoi harare harlem harvard havana hawaii
hebron helsinki himalaya himalayas hiroshima hokkaido hollywood holocaust honduras houston hungary
hyderabad iberia iberian iceland idaho illinois india indiana indonesia innsbruck iowa iran iraq
ireland islamabad israel istanbul italy jakarta jamaica japan jerusalem johannesburg jordan
jordanian kabul kampala kansas karachi kashmir kathmandu kazakhstan kentucky kenya kenyatta kiev
kigali kinshasa kolkata korea kosovo krakow kuwait kyiv kyoto kyrgyzstan lagos lahore laos latvia
lausanne lebanon leeds leiden leipzig lesotho leuven liberia libya lima lisbon lithuania liverpool
ljubljana london louisiana luxembourg lyon maastricht macau macedonia madagascar madrid maine
malawi malaysia mali malmö malta manchester manhattan manila manitoba marrakesh marseille maryland
massachusetts mauritania mauritius mecca mediterranean mekong melbourne memphis merseyside mexico
miami michigan micronesia milan milwaukee minneapolis minnesota minsk mississauga mississippi
missouri moldova mongolia montana montenegro montevideo montpellier montreal morocco moscow
mozambique mumbai munich myanmar nagasaki nairobi namibia nanjing naples nashville nebraska nepal
netherlands nevada newcastle newfoundland nicaragua niger nigeria nijmegen nile norway nottingham
nuremberg oakland oceania ohio okinawa oklahoma oman ontario oregon orlando osaka oslo ottawa
oxford padua pakistan palermo palestine panama papua paraguay paris parisian patagonia pennsylvania
perth peru philadelphia philippines phoenician pittsburgh poland polynesia polynesian portugal
prague princeton prussia pyongyang qatar quebec quito reykjavik rhine riga romania rome rotterdam
russia rwanda sacramento saharan samoa sarajevo sardinia sardinian saskatchewan saxony scandinavia
scotland seattle senegal seoul serbia seville shanghai shenzhen siberia siberian sicily singapore
slovakia slovenia sofia somalia southampton spain srebrenica stanford stockholm strasbourg
stuttgart sudan sumatra surinam suriname swaziland sweden switzerland sydney syria taiwan
tajikistan tallinn tampa tampere tanzania tbilisi tehran tennessee texas thailand thames
theresienstadt thessaloniki tibet tobago togo tokelau tokyo tonga toronto toulouse treblinka
trinidad tripoli tunis tunisia turin turkmenistan turku tuscany tuskegee uganda ukraine ulster
uppsala uruguay ussr utah utrecht uzbekistan valencia valparaiso vancouver venezuela venice vermont
vienna vietnam vilnius virginia volga waikato wales warsaw warwick washington winnipeg wisconsin
wuhan wyoming xinjiang yale yemen yokohama yorkshire yugoslavia yukon zagreb zambia zanzibar
zimbabwe zurich
"""
_PEOPLES = """
aboriginal afghan afghans african africans afrikaans afrocentric afrocentrism algerian allah
american americanization americans amish anglican anglicans anglophone angolan apache arab arabian
arabic arabs argentine argentinian argentinians armenian armenians ashanti ashkenazi asian asians
assyrian athenian australian australians austrian aztec babylonian balinese bangladeshi bantu
baptist baptists basque bedouin belgian bengali berber bible biblical bolivian brazilian breton
british britons buddha buddhism buddhist bulgarian burmese byzantine cajun calvinism calvinist
calvinistic cambodian canadian canadians cantonese catalan catholic catholicism catholics caucasian
caucasians celtic cherokee cheyenne chicana chicano chicanos chilean chinese christ christendom
christian christianity christians colombian confucian confucianism confucius creole croatian croats
cuban czech danes danish daoism daoist druze dutch ecuadorean ecuadorian egyptian english
englishman estonian estonians ethiopian eurocentric eurocentrism european europeans fijian filipina
filipino filipinos finnish finns flemish francophone french frenchman gaelic galician georgian
german germans ghanaian greek greeks guatemalan gujarati haitian hausa hawaiian hawaiians hebrew
hebrews hindi hindu hinduism hispanic hispanics hmong honduran hopi hungarian hutu hutus icelandic
igbo inca indian indians indonesian indonesians inuit inuktitut iranian iranians iraqi iraqis irish
iroquois islam islamic islamism islamist islamophobia israeli israelis italian italians jamaican
jamaicans japanese jesus jewish jews judaeo judaic judaism kazakh kenyan khmer koran korean kosovar
kurd kurdish kurds kuwaiti lakota laotian latin latina latino latinos latinx latvian lebanese
libyan lithuanian lusophone lutheran lutherans luxembourgish macedonian magyar malagasy malay
malays malaysian malian maltese mandarin maori maoris maya mayan mayans mennonite methodist
methodists mexican mexicans mohawk mongolian mormon mormons moroccan moroccans mozambican muhammad
muslim muslims métis māori navajo nepalese nepali nicaraguan nigerian nigerians norse norwegian
ojibwe pakistani palestinian palestinians panamanian paraguayan parsi pashto pashtun pentecostal
pentecostals persian peruvian peruvians pilipino portuguese presbyterian protestant protestants
punjabi puritan puritans quaker quakers quechua qur'an qur'anic quran quranic qurʾān qur’an
qur’anic québécois renaissance rohingya roma romani romanian romanians russian russians rwandan
salvadoran sami samoan sanskrit saudi saxon scandinavian scots scottish semitic senegalese
sephardic serbian serbs shia shiite shinto shintoism shona sicilian sikh sikhs sindhi sinhala
sinhalese sioux slavic slavs slovak slovakian slovene slovenian somali soviet spanish spartan
spartans sri sudanese sufi sufism sumerian sunni swahili swedes swedish swiss syrian syrians
tagalog taiwanese talmud talmudic tamil tamils tanzanian taoism taoist tatar telugu thai thais
tibetan tibetans tongan torah trojan tunisian turkish turks tutsi tutsis ugandan ukrainian
ukrainians unitarian urdu uruguayan uyghur uzbek vedanta vedic venezuelan victorian vietnamese
viking vikings vipassana welsh wolof xhosa yahweh yiddish yoruba zambian zen zimbabwean zionism
zionist zoroastrian zulu zulus
"""
_CALENDAR = """
april august christmas december easter february friday january july june monday november october
ramadan saturday september sunday thursday tuesday wednesday
"""
_PERSONS = """
achilles adler adlerian adorno aeschylus ajzen akaike alighieri allport althusser altman alzheimer
alzheimers antigone aquinas archimedes arendt aristotelian aristotelianism aristotle asperger
atwood augustine austen axline balint bandura barthes bartholomew bateman bateson baudelaire
baumrind bayes bayesian beauvoir beck beethoven benjamin bergson berkeley bernfeld bernoulli binet
binswanger bion bleuler boltzmann bonferroni boole boolean bordin boscolo bourdieu bowen bowlby
brahms brecht brentano breuer bronfenbrenner brouwer buber byron caesar calvin camus capgras
cartesian castonguay cattell cauchy cervantes chaucer chekhov chomsky chomskyan churchill cicero
clausewitz cohen columbus comte conrad copernican copernicus cramér cronbach csikszentmihalyi curie
cushing da dante darwin darwinian darwinism davanloo deci deleuze deming derrida descartes dewey
deweyan dickens dickensian dickinson diderot diogenes dionysian dirac dirichlet dostoevsky
dostoyevsky durkheim durkheimian duval eckstein edison egger eigen einstein einsteinian electra
eliot ellis emerson epictetus epicurus erasmus erdős ericksonian erikson eriksonian erlangen euclid
euclidean euler euripides eysenck fanon faust faustian fechner feldenkrais ferenczi fermat
festinger feuerbach feynman fibonacci fisher fisherian flaubert flavell fodor fonagy foucault
foulkes fourier frankenstein frankl freire freud freudian freudians friedman fromm fréchet gadamer
gadamerian galilean galilei galileo galton gandhi gauss gaussian gendlin gershwin gesell gestalt
gibbs giddens gilligan gini ginsberg girard goethe goffman goldberg goldstein goleman gottman
gramsci gramscian greenson gresham guattari guillain guntrip guthrie gödel habermas habermasian
haenszel haley hamilton hamiltonian hamlet handel hawthorne hebbian heckman hegel hegelian
heidegger heisenberg hemingway heraclitus herbart herodotus herzberg hilbert hippocrates
hippocratic hitler hobbes hobbesian hodge hodgkin homer homeric horkheimer horney hosmer hotelling
houdini hume huntington husserl husserlian huxley iago ibsen ignatius illich irigaray jacobian
jaspers jefferson jeffersonian jekyll jensen joyce jung jungian kabat kafka kafkaesque kahneman
kalman kanner kant kantian kaplan karpman keats kegan kelleyian kendall kernberg keynes keynesian
kierkegaard kierkegaardian kinsey klein kleinian kline kohlberg kohut kohutian kolmogorov korsakoff
kraepelin kraepelinian kristeva kruger kruskal kuhn kübler lacan lacanian lacanians lagrangian
laing lambert laplace laplacian lazarus leibniz leibnizian lemeshow lenin leninism leninist
leonardo levene levinas levinasian lewin lewinian likert lincoln linehan linnaeus lorentz lorenz
luborsky lucretius luhmann luria luther lyapunov lyotard lysenko lévi lévinas lévy macbeth
machiavelli machiavellian machiavellianism mahalanobis mahler malan malinowski malthus malthusian
mandela mannheim mao maoism maoist marcuse markov markovian marx marxism marxist maslovian maslow
maxwell maxwellian mcclelland mcluhan mead medea meichenbaum meier mendel mendelian mengele merleau
merton mesmer michelangelo milgram milton minuchin moliere montaigne montessori moreno mozart
munchausen mussolini münchausen nabokov nagelkerke napoleon napoleonic nash newton newtonian neyman
nietzsche nightingale norcross oedipal oedipus ogden orestes orlinsky orwell orwellian othello ovid
panksepp pareto parkinson parsonian parsons pasteur pavlov pavlovian pearson peirce peircean perls
petrarch piaget piagetian pinocchio planck plath plato platonic platonism platonist plotinus
plutarch poisson pollock popper promethean prometheus proust proustian ptolemy pygmalion pythagoras
pythagorean quine rachmaninoff rasch rawls rawlsian reich reichian rembrandt ricoeur riemann
riemannian rilke rogerian rogerians rogers romeo roosevelt rorschach rorschachs rosenberg rosenhan
rosenthal rosenzweig rousseau rousseauian rubens ruskin rutherford safran sartre saussure
saussurean schafer scheffé scheler schelling schiller schleiermacher schopenhauer schrödinger
schubert schumann schutz searles seligman seneca shakespeare shakespearean shakespearian shannon
shapiro shapley shelley sherlock simpson sisyphus skinner skinnerian smirnov smithian socrates
socratic sophocles spearman spencerian spinoza spinozist spitz stalin stalinism stalinist steinbeck
stendhal strachey strauss stravinsky strindberg stroop sullivan sylvia szondi tarasoff tavistock
tchaikovsky tesla thatcher thatcherism thoreau thorndike thucydides thurstone tolkien tolman
tolstoy tourette trotsky tukey turing tversky twain tweedie ulysses vaillant veblen vico virchow
virgil volkan voltaire vonnegut vygotskian vygotsky wagner wagnerian walras wampold watzlawick
weber weberian wechsler weibull wernicke whitman wigner wilcoxon wilk winnicott winnicottian
wittgenstein woolf wordsworth wundt wundtian xenophon yalom youden zeigarnik zeno zeus zimbardo
"""
_GIVEN = """
aaron abigail abraham ada adam adele adrian agatha agnes alan albert alex alexander alexandra
alfred alice alison allan amanda amelia amy andrea andrei andrew angela anita ann anna anne annie
anthony anton antonio arnold arthur astrid audrey ava barbara beatrice becky ben bernard bertha
bertrand beth betty beverly bob bobby boris brenda brian bruce bruno caleb carl carla carlos carmen
caroline catherine cathy cecilia charles charlie charlotte cheryl chloe christine christopher
claire clara clarence claudia clifford colin connie constance craig cynthia dan daniel david debbie
deborah denise dennis diana diane diego dmitri dominic donald donna dora doris dorothy douglas
duncan edgar edith edmund edna edward edwin eileen elaine eleanor elena eli elias elijah elisabeth
eliza elizabeth ella ellen elliot emily emma eric erica erik erika ernest esther ethan ethel eugene
eva evelyn felix fernando fiona frances francesca francis francisco franz fred freda frederick
fritz gabriel gabriela gary geoffrey george gerald gerard gertrude gilbert giovanni gloria gordon
graham greg gregory greta gretchen guillermo gustav gwen hannah hans harold harriet harry harvey
heidi helen helena helga henri henry herbert herman hilda howard hugh hugo ian ida igor ingrid
irene isaac isabel isabella ivan jacob jacques james jamie jan jane janet janice jason javier
jeffrey jennifer jeremy jerome jerry jessica jill jim jimmy joan joanna joe johann johannes john
johnny jonathan jorge joseph josephine joshua juan juanita judas judith judy julia julian julie
juliet julius jürgen karl katharina katherine kathleen kathryn kathy katie keith kelly ken kenneth
kevin kim klaus kurt larry laura lauren laurence lawrence leah leo leon leonard leroy leslie lewis
liam lillian linda lisa liz lois lolita louis louisa louise lucas lucia lucinda lucy ludwig luis
luke lydia lynn magdalena malcolm marcel marcia marco marcus margaret margarita margery marguerite
maria marian marianne marie marilyn mario marion marjorie marsha martha martin marvin mary matilda
matthew maureen maurice meg melanie melissa mia michael michelle miguel mildred miriam mitchell
mohamed mohammed molly monica moses muriel nancy naomi natalie natasha nathan nathaniel neil nelson
nicholas nicole nigel nikolai nina noah nora norman olga oliver olivia oscar otto pablo pamela
patricia patrick paul paula pauline pedro peggy peter petra philip phillip phoebe phyllis pierre
rachel ralph ramon raymond rebecca reginald rené ricardo richard rita robert roberta roberto
robinson roderick roger roland ron ronald rosa rosalind roxanne roy rudolf rudolph rupert russell
ruth ryan sabina sally salvador sam samantha samuel sandra sarah scott sean sebastian serena sergei
seymour sharon shawn sheila sherry shirley sidney sigmund simon simone solomon sonia sonya sophia
sophie stanley stella stephanie stephen steven stewart stuart susan susanna suzanne sylvester
tamara tanya teresa theodore theresa thomas tiffany tim timothy tina todd tom tommy tracy trevor
ulrich ursula valerie vanessa vera victoria viktor vincent vivian vladimir walter wanda warren
wayne wendy wilhelm william winston xavier yvonne zachary zelda zoe
"""
_BODIES = """
adidas airbnb airbus alibaba amazon auden baylor bbc bellevue bethesda bioconductor bitcoin
blackwell bluesky boeing boko bolshevik bolsheviks brexit brookings carnegie chatgpt cinahl
cochrane cornell coursera covid cran dartmouth debian disney diwali docker duolingo edwardian
elizabethan embase emory epub ericsson exxon facebook fitbit fortran fulbright gallup georgetown
gestapo git github gonzaga google guggenheim gutenberg göttingen habsburg halloween hanukkah
haskell heidelberg honda huawei hulu ibm ikea instagram intel jacobean jamovi java javascript jstor
jupyter jurassic kaiser keras kickstarter lego linkedin linux macarthur mastercard mastodon matlab
maudsley mayo mcgill medicaid medicare medline medscape meiji mendeley menninger microsoft
minecraft monash mozilla myspace nasa nato nazi nazis nazism neolithic netflix nobel nokia nvidia
olympic olympics openai otago ottoman oxfam oxycontin palaeolithic paleolithic paralympic pascal
passover paypal pentecost permanente pfizer philips pinterest playstation pleistocene pokémon
prolog prozac psyarxiv psycinfo pubmed purdue python pytorch qualtrics reddit reuters ritalin
rockefeller rolex rstudio rutgers samsung scopus siemens sinai skype skypes smithsonian snapchat
soundcloud spotify spss starbucks stata telegram tensorflow thanksgiving tiktok toyota tripadvisor
tudor tulane tumblr twitter tylenol tübingen uber ubuntu unesco unicef unicode unilever unix valium
vanderbilt velcro viagra villanova vimeo volkswagen walmart wechat weibo weimar whatsapp whitehall
wikidata wikipedia wordpress xanax xbox yahoo yom youtube zoloft zotero
"""

NAMES = frozenset(" ".join((_PLACES, _PEOPLES, _CALENDAR, _PERSONS, _GIVEN, _BODIES)).split())
"""Single names in lower case."""
GIVEN_NAMES = frozenset(_GIVEN.split())
"""Given names: a word behind them is a family name, if it is no everyday word."""

_OF_A_NAME = re.compile(
    r"""\w{3,}(?:
      (?<!ar)(?<!ic)(?<!nd)ians?  | [klnr]eans? | [dglmnt]ese | \w\wesque
    | \w(?:ville|shire|burgh|grad|stan|stein|sson|wicz|owski|ovsky|ovich|ović|enko|berg)
    )""",
    re.VERBOSE,
)
"""Endings of adjectives of names, of places and of family names."""
_ENDED = """
amphibian antediluvian artesian avian bacchanalian bohemian circadian civilian collegian comedian
custodian dietitian draconian dystopian epicurean equestrian fustian gentian guardian herculean
historian infradian lesbian mammalian median meridian obsidian ovarian pedestrian plebeian quotidian
radian reptilian ruffian salutatorian saurian simian stentorian subterranean theologian thespian
tragedian ultradian utopian valedictorian valerian cerulean clean lean mean ocean preclean unclean
arabesque burlesque grotesque humoresque picaresque picturesque statuesque
computerese diocese journalese legalese manganese motherese officialese
iceberg sacristan undergrad vaudeville
"""
_EVERYDAY = frozenset(_ENDED.split())
"""Everyday words with such an ending."""


def is_name(word: str) -> bool:
    """Say whether a word is a name, by the lists, else by its ending.

    Args:
        word: In lower case, without a genitive ending.
    """
    if word in NAMES:
        return True
    if word[-1:] == "s" and len(word) > 4 and word[:-1] in NAMES:
        return True
    if _OF_A_NAME.fullmatch(word) is None:
        return False
    return word not in _EVERYDAY and word.removesuffix("s") not in _EVERYDAY


_PHRASES = """
new york|new zealand|new jersey|new mexico|new orleans|new england|new delhi|new guinea|new haven
new zealander|new zealanders|new yorker|new yorkers|new hampshire|new caledonia|new south wales
north america|north american|north carolina|north dakota|north korea|south africa|south african
south africans|north americans|north korean|south korean|south sudan|north africa|north african
south america|south american|south asia|south asian|south carolina|south dakota|south korea
south australia|western australia|northern territory|north sea|south pacific|south asians
latin america|latin american|latin americans|central america|central american|central asia
central europe|central european|east africa|east african|west africa|west african|east asia
east asian|east asians|southeast asia|southeast asian|central african republic
eastern europe|western europe|eastern european|western european|middle east|middle eastern
middle ages|far east|near east|gulf war|horn of africa|black sea
red sea|dead sea|great lakes|rocky mountains|pacific northwest|bay area|silicon valley|wall street
united states|united kingdom|united nations|united arab emirates|european union|soviet union
czech republic|dominican republic|trinidad and tobago|antigua and barbuda|cape verde
bosnia and herzegovina|papua new guinea|equatorial guinea|guinea bissau|solomon islands
marshall islands|cook islands|faroe islands|canary islands|channel islands|virgin islands
great britain|cold war|civil war|vietnam war|world war|world war i|world war ii|korean war
world bank|world wide web|great depression|great recession|hong kong|sri lanka|sri lankan
iraqi freedom|desert storm|saudi arabia|saudi arabian|el salvador|costa rica|costa rican
puerto rico|puerto rican|puerto ricans|san francisco|san diego|san antonio|san jose|santa cruz
santa barbara|santa fe|los angeles|las vegas|cape town|rio de janeiro|sao paulo
são paulo|buenos aires|ho chi minh city|kuala lumpur|phnom penh|abu dhabi|addis ababa|tel aviv
the hague|salt lake city|kansas city|oklahoma city|mexico city|quebec city|long island
staten island|prince edward island|st louis|st john's|northern ireland|ivory coast|sierra leone
burkina faso|west bank|gaza strip|british columbia|nova scotia|new brunswick|west virginia
rhode island|washington dc|district of columbia|native american|native americans|native hawaiian
native hawaiians|alaska native|alaska natives|pacific islander|pacific islanders
torres strait islander|torres strait islanders|first nations|indigenous peoples|holy land
supreme court|white house|mechanical turk|monte carlo|hamiltonian monte carlo
roman empire|ottoman empire|british empire|byzantine empire|habsburg empire|han dynasty
ming dynasty|qing dynasty|industrial revolution|french revolution|russian revolution
american revolution|cultural revolution|arab spring|great leap forward|third reich|weimar republic
third world|old testament|new testament|ten commandments|holy spirit|holy ghost|jesus christ
sermon on the mount|book of job|song of songs|milky way
stack overflow|open science framework|world health organization|national institute of mental health
national institutes of health|national health service|national science foundation
american psychological association|american psychiatric association|american medical association
canadian psychological association|british psychological society|european commission
european court of human rights|international court of justice|council of europe
centers for disease control and prevention|food and drug administration|veterans affairs
department of veterans affairs|veterans health administration|early head start
peace corps|red cross|salvation army|alcoholics anonymous|narcotics anonymous|boy scouts
global south|global north|american south|deep south|in turkey|from turkey
girl scouts|big brothers big sisters|teach for america|catholic church|roman catholic
roman catholics|church of england|eastern orthodox|greek orthodox|russian orthodox
cochrane collaboration|campbell collaboration|tavistock clinic|mayo clinic|cedars sinai
menninger clinic|kaiser permanente|ivy league|sesame street|harry potter|star trek|star wars
black lives matter|improving access to psychological therapies
triple p|reading recovery|success for all|penn resiliency program
carl rogers|melanie klein|aaron beck|albert ellis|anna freud|carl jung|sigmund freud
rollo may|little hans|rat man|wolf man|anna o|mrs dalloway|don quixote|don juan|king lear|moby dick
mary ainsworth|john dewey|william james|henry james|alice walker|toni morrison|jean piaget
simone de beauvoir|guillain barré|dunning kruger|kübler ross|mann whitney|kruskal wallis
yale brown|montgomery åsberg|hosmer lemeshow|mantel haenszel|bland altman|durbin watson
stanford binet|myers briggs|box cox|neyman pearson|black scholes|prader willi
down syndrome|rett syndrome|williams syndrome|turner syndrome|asperger syndrome
bloom's taxonomy|hooke's law|moore's law|occam's razor|ockham's razor|hobson's choice
cramér's v|welch's t|student's t|fisher's exact
affordable care act|patient protection and affordable care act|americans with disabilities act
individuals with disabilities education act|mental health act|mental capacity act
mental health parity act|mental health parity and addiction equity act|civil rights act
voting rights act|clean air act|clean water act|endangered species act|social security act
no child left behind|no child left behind act|every student succeeds act|every student succeeds
health insurance portability and accountability act|family educational rights and privacy act
freedom of information act|patriot act|equality act|human rights act
data protection act
general data protection regulation|family and medical leave act|violence against women act
indian child welfare act|equal pay act|equal rights amendment|fair housing act
dodd frank act|sarbanes oxley act|title ix|title vii|bill of rights|magna carta
code of federal regulations|roe v wade
convention on the rights of the child|convention on the rights of persons with disabilities
convention against torture|genocide convention|refugee convention|hague convention
geneva convention|geneva conventions|vienna convention|istanbul convention|oviedo convention
framework convention on climate change|framework convention on tobacco control
universal declaration of human rights|declaration of independence|declaration of helsinki
helsinki declaration|declaration of geneva|belmont report|nuremberg code|nuremberg trials
european convention on human rights|treaty of versailles|treaty of lisbon|treaty of rome
lisbon treaty|maastricht treaty|treaty of westphalia|treaty of waitangi|kyoto protocol
montreal protocol|paris agreement|good friday agreement|dayton agreement|oslo accords
camp david|north atlantic treaty|sustainable development goals|millennium development goals
beck depression inventory|beck anxiety inventory|beck hopelessness scale|beck scale
hamilton depression rating scale|hamilton rating scale|hamilton anxiety rating scale
hamilton rating scale for depression|hamilton anxiety scale
outcome questionnaire|outcome rating scale|session rating scale|working alliance inventory
helping alliance questionnaire|symptom checklist|brief symptom inventory
penn state worry questionnaire|patient health questionnaire|child behavior checklist
strengths and difficulties questionnaire|adult attachment interview
experiences in close relationships|inventory of interpersonal problems|treatment outcome package
california psychotherapy alliance scale|california psychotherapy alliance scales
vanderbilt psychotherapy process scale|vanderbilt therapeutic alliance scale
agnew relationship measure
therapeutic factors inventory|group questionnaire|group climate questionnaire
structured clinical interview|positive and negative affect schedule
minnesota multiphasic personality inventory|personality assessment inventory|big five
neo personality inventory|millon clinical multiaxial inventory|eysenck personality questionnaire
wechsler adult intelligence scale|wechsler intelligence scale
wechsler intelligence scale for children
wechsler memory scale|woodcock johnson tests
kaufman assessment battery|peabody picture vocabulary test
raven's progressive matrices|progressive matrices|strange situation|marshmallow test
implicit association test|thematic apperception test|wisconsin card sorting test|trail making test
clinical outcomes in routine evaluation|rosenberg self esteem scale|vineland adaptive behavior
vineland adaptive behavior scales|bayley scales|autism diagnostic observation schedule
autism diagnostic interview|conners rating scales|achenbach system
state trait anxiety inventory|state trait anger expression inventory
connor davidson resilience scale
clinician administered ptsd scale|impact of event scale|posttraumatic stress diagnostic scale
yale brown obsessive compulsive scale|montgomery åsberg depression rating scale
montgomery asberg depression rating scale|eating disorder examination|eating attitudes test
eating disorder inventory|liebowitz social anxiety scale|social phobia inventory
satisfaction with life scale|perceived stress scale|self compassion scale|maslach burnout inventory
toronto alexithymia scale|young schema questionnaire|reflective functioning scale
parenting stress index|dyadic adjustment scale|family environment scale|conflict tactics scale
conflict tactics scales|mini mental state examination|montreal cognitive assessment
glasgow coma scale|edinburgh postnatal depression scale|geriatric depression scale
children's depression inventory|dissociative experiences scale|barratt impulsiveness scale
five facet mindfulness questionnaire|mindful attention awareness scale|ways of coping questionnaire
inventory of depressive symptomatology|global assessment of functioning|defense style questionnaire
shedler westen assessment procedure|operationalized psychodynamic diagnosis
psychodynamic diagnostic manual|general health questionnaire|marlowe crowne
alcohol use disorders identification test
michigan alcoholism screening test|addiction severity index
stroop test|rorschach test|rorschach inkblot|cambridge neuropsychological test automated battery
"""

_WORKS = """
diagnostic and statistical manual of mental disorders|diagnostic and statistical manual
international classification of diseases
international statistical classification of diseases and related health problems
"""
"""Titles of works: names within another title, but written small as a work's own title."""


def _by_first_word(lines: str) -> dict[str, list[tuple[str, ...]]]:
    phrases: dict[str, list[tuple[str, ...]]] = {}
    names = {tuple(name.split()) for line in lines.strip().splitlines() for name in line.split("|")}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        phrases.setdefault(name[0], []).append(name)
    return phrases


PHRASES = _by_first_word(_PHRASES)
"""First word of a name of several words -> the whole names in lower case, longest first."""
WORKS = _by_first_word(_WORKS)
"""The same for titles of works."""
