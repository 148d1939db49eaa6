"""Everyday English words: what is in small letters within a sentence.

The list holds base forms; their inflections, words with a prefix and words with an ending that
names hardly have count too. It serves to tell names and other languages from English; a word that
is missing is a doubt, never a fault.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ENDING = re.compile(
    r"""\w{2,}(?:
      [st]ions? | [st]ional(?:ly|i[sz]\w+|ism|ity)? | ments? | mental(?:ly)? | ness(?:es)?
    | ities | [ai]bility | [ai]ble | [ae]nc(?:y|ies) | \w[ae]nces? | ships? | hoods?
    | less(?:ly|ness)? | \wful(?:ly|ness)? | ically | ingly | edly | ously | ively | ally
    | i[sz](?:e[ds]?|ing|ers?|ation|ations) | \wisms? | \wists? | istic(?:ally)?
    | olog(?:y|ies|ical|ically|ists?) | graph(?:y|ies|ic|ical|ers?) | metr(?:y|ic|ics|ical)
    | path(?:y|ies|ic|ology) | therap(?:y|ies|ists?|eutic) | \wous
    | \wtive(?:ly|ness|s)? | \wsive(?:ly)?
    | [aeiou]tric(?:s|al|ian|ians)? | genic | phobi[ac]s? | \witis | os[ei]s | otic | ectomy
    | \wonomy
    | emia | ics | icians? | arians? | otropic | cratic | \w{3,}[^aeiou]ity
    )""",
    re.VERBOSE,
)
_PREFIX = re.compile(
    r"(?:re|un|non|pre|post|self|over|under|inter|intra|meta|multi|micro|macro|anti|co|sub|super|"
    r"trans|cyber|counter|de|dis|mis|hyper|hypo|psycho|neuro|bio|socio|geo|tele|auto|out|up|mid|"
    r"poly|mono|bi|tri|semi|pseudo|ultra|infra|extra|cross|proto|photo|electro|hetero|homo|"
    r"back|down|in|on|off|side|work|ever|any|some|every|home|school|class|house|life|hand|"
    r"head|heart|time|day|night|week|mind|health|water|land|book|play|ground|birth|child|care)"
)


@lru_cache(maxsize=20_000)
def is_everyday(word: str) -> bool:
    """Say whether a word is an everyday English word, or formed as one.

    Args:
        word: In lower case.
    """
    if is_listed(word) or _ENDING.fullmatch(word):
        return True
    prefix = _PREFIX.match(word)
    while prefix and len(word) - prefix.end() >= 3:
        if is_listed(word[prefix.end() :]):
            return True
        prefix = _PREFIX.match(word, 0, prefix.end() - 1)
    return False


@lru_cache(maxsize=20_000)
def is_listed(word: str) -> bool:
    """Say whether a word is in the list, or is an inflection of a listed one.

    Args:
        word: In lower case.
    """
    if word in _WORDS:
        return True
    for ending, others in _INFLECTIONS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: len(word) - len(ending)]
            if any(stem + other in _WORDS for other in others):
                return True
            if ending in _DOUBLING and stem[-1] == stem[-2] and stem[:-1] in _WORDS:
                return True
    return False


_DOUBLING = ("ed", "ing", "er", "ers")
_INFLECTIONS = (
    ("'s", ("",)),
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("ier", ("y",)),
    ("iest", ("y",)),
    ("ily", ("y",)),
    ("es", ("", "is")),
    ("s", ("",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("ings", ("", "e")),
    ("er", ("", "e")),
    ("ers", ("", "e")),
    ("or", ("", "e")),
    ("ors", ("", "e")),
    ("est", ("", "e")),
    ("ly", ("", "le")),
    ("al", ("", "e")),
    ("ial", ("", "e", "y")),
    ("ic", ("", "e", "y")),
    ("a", ("um",)),
)
"""Endings, and what stands in their place in a base form."""

_LIST = """
aah aardvark aba abacus abandon abba abbr abbrev abbreviate abbreviation aberrant abetted abide
ability abl able ableist abnormal abolish abort abortion abortive abound about above abr abreaction
abreast abrupt abs abscissa abseil absence absent absolute absolutize absorb abstinence abstract
abstraction absurd abundant abuse abuser abusive abut abutting aby abysmal academia academic acc
accel accelerate acceleration accelerator accelerometer accent accept acceptability acceptance
acceptor access accessibility accessible accessor accident accidental accommodate accommodation
accompanied accompany accomplice accomplish accord accordance account accrue acct accumulate
accumulation accumulator accuracy accurate ace ache achievable achieve achievement acid acknowledge
acknowledgment acme acne acorn acoustic acquire acquisition acrobat acrobatics acronym across act
acting action actionable activate activation active activity actor actual acuity acute acyclic
adapt adaptability adaptation adapter adaption adaptive add addend addenda addendum adder addict
addiction addition additional additive address addressable addressee adept adequate adhere
adherence adherent adieu adios adj adjacency adjacent adjective adjoin adjoint adjunct adjust
adjustable adjustment admin administer administration administrative administrator admission admit
admitted admitting admonition ado adobe adolescence adolescent adopt adoption adorn adown adrift
adult adulthood adust adv advance advantage advantageous advent adventure adventurous adverb
adversarial adversary adverse advertise advertisement advice advisable advise advisory advocate
aegis aero aesthetic aesthetically aether affair affect affective affiliated affiliation affine
affinity affirm affirmation affix afflict afford aforementioned afoul afraid afresh aft afternoon
aftertaste afterward again against agate age agee agency agenda agent aggregate aggregation
aggregator aggression aggressive agile aging aglet agnostic ago agony agora agoraphobia agr agree
agreement ague aha ahead ahem aid aide aided ail aim ain air airflow airmail airplane airtime airy
ait aka akin ala alabaster alarm alb alba albatross albeit album alcohol alcove alder ale alembic
aleph alert alexithymia alg algebra algebraic algor algorithm algorithmic alias alien align
alignment alike alk all allegation alleged allegiance allegro alleviate alliance allied allium
allocatable allocate allocation allocator allot allotted allow allowable allowance alloy almanac
almost alone along alongside alp alpha alphabet alphabetic alphabetical alphabetize alphanumeric
alphanumerical alpine already alright also alt alter alteration alternate alternation alternative
although altitude alto altogether alum alumni always am amalgam amalgamation amazing ambient
ambiguity ambiguous ambition ambitious ambivalence ambivalent amend amendment ami amid amidst amigo
amiss amnesia amoeba amok among amongst amoroso amount amp ampere ampersand amphora ample
amplification amplify amplitude amt amuse amygdala amygdalar ana anachronism anachronistic anal
analog analogous analogue analogy analyse analysis analyst analytic analyze analyzer anarchism
anatomy ancestor ancestral ancestry anchor ancient ancillary and android anew angel anger angle
angry angstrom angular anil anim anima animal animate animation anime annex anniversary annotate
annotation announce announcement annoy annoyance annual annuity anode anomalous anomaly anon
anonymous anorexia anosmia another answer answerable ant ante antenatal antenna anterior anti
anticipate anticipation antidepressant antigravity antinode antipathy antipode antipsychotic
antique antisocial antithetical antivirus anvil anxiety anxious any anybody anyhow anymore anyone
anyplace anything anytime anyway anywhere apart ape aperture apex apiece aplenty apollo apologize
apology apostrophe app apparatus apparent appeal appear appearance appease appel append appendices
appendix applaud apple applet appliance applicability applicable applicant application applicative
apply appointment appraisal appreciable appreciate apprentice approach appropriate appropriateness
approval approve approx approximate approximation apps apricot apropos apt apteryx aptitude aqua
aqueous arb arbiter arbitrarily arbitrary arbitration arc arcane arch archaic archer archetype
archit architect architectural architecture archival archive are area areal arena argon arguable
arguably argue argument aria ariel arise arisen arista arithmetic arithmetical ark arm armada armor
armory army arose around arpeggio arr arrange arrangement arranger arrant array arrival arrive
arrogant arrow arrowhead arsenic art arthritis article articulate artifact artificial artist
artistic artwork asap ascend ascender ascent ash aside ask asked asleep asp aspect aspic aspiration
aspire aspirin ass assault assemble assembler assembly assent assert assertion assess assessment
asset assign assignability assignable assigner assignment assimilated assimilation assist
assistance assistant assoc associate association associative associativity assort assuage assume
assumption assurance assure aster asterisk asthma astound astr astral astray astronomical astute
asylum asymmetric asymmetrical asymmetry asymptote asymptotic asynchronous ate atilt atlas atm
atman atmosphere atoll atom atomic atomically atomicity atone atop atrocious att attach attache
attachment attack attacker attain attempt attend attendance attendant attention attentional
attentive attenuated attenuation attest attestation attic attitude attitudinal attn attract
attraction attractive attractor attrib attribute attribution attrition atty atypical auburn auction
aud audible audience audio audit auditor auditory aug augment augmentation auk aura aural aurora
autarch auth authentic authenticate authentication authenticator authenticity author authoritative
authority authorization authorize authorship autism auto autobahn autobiographical automat automate
automatic automatically automation automaton autonomy autumn aux auxiliary avail availability
available avatar ave average averred avert avg avionic avn avo avocado avoid avoidable avoidance
avoidant await awake awaken award aware awareness away awe awesome awful awhile awkward awl awn
awry axial axiom axiomatic axis azimuth azo azure baa babel baby bach back backbone backdate
backdrop backfill backfire background backlash backlight backlog backslash backspace backtrack
backup backward bacon bact bad badge badger badness bag bagel baggage bah baht bail bailey bailout
bake baked baker bal balance balancer bald balk balky ball ballistic balloon ballot ballpark balsa
bamboo ban banana band bandwidth bane bang banjo bank banned banner banning banquet bap bar barber
bare barf bargain baritone bark barker barman barn barney baroque barred barrel barrier barring
bascule base baseball baseless baseline basement bash basic basically basil basis basket basketball
bass bassoon bastard bat batch bath bathroom bathtub batman baton batt battery battle batty baud
bay bazaar bbl bdl beach beacon bead beagle beam bean bear bearable bearer beast beat beaten beau
beautification beautiful beautify beauty beaver became because become bed bedel bedwetting bee beef
been beep beer beetle before beforehand beg began begging begin beginner beginning begone begun
behalf behave behavior behavioral behaviour behavioural behind beige being bel belabor belated
belie belief believe bell belle bellman bellow belly belong beloved below belt beluga bench
benchmark bend beneath benedict beneficence beneficial benefit benign benny bent benzodiazepine
berry beside bespoke best bet beta betray better betterment betting between bevel beverage beware
bey beyond bezel bias bib bibl bibliographic bibliographical bibliography bicycle bid bidirectional
big bigfoot bigger biggest biggie bike bikini bilateral bilbo bilinear bill billion billy bimodal
bin binary binaural bind binder binge bingo binnacle binning binomial bio biofeedback biography
biological biology biomedical bionic biopsychosocial bipartite bipolar birch bird birth birthday
bis biscuit bisect bisection bisector bisexual bishop bison bisque bit bite biting bitmap bitter
bitty bivariate biz bizarre black blacklist blackness blade blag blah blame bland blank blanket
blast blaster blatant blaze bleach bleed blend blender bless blew blind blindness blink blinker
blip blithe blk bloat blob bloc block blockade blockage blocker blocky blog blond blood bloody
bloom blossom blot blow blowfish blown blowup blue bluebird blueish blueness blueprint blunder
blunt blur blurb blurred blurring blurry blush boa boar board boat bobbin bobbing bobcat bock bod
bode bodge body bog bogged bogon bogosity bogus boil boiler boilerplate bold boldface boll bolo
bolt bomb bombe bonbon bond bondage bone bongo bonne bonus boo boogie book bookish bookkeeping
booklet bookman bookmark bookworm boom boombox boost boot booths bootstrap bootstrapped
bootstrapping bop bor border borderline bore boring born borrow bort boss bot botch both bother
bott bottle bottleneck bottom botulinum bought boulder bounce bound boundary bounty bouquet bourne
bout bow bowed bower bowl bowler bowman box boxer boxing boy boys bozo bpm bra brace brach bracket
brad braille brain brainstorm brainy brake branch branchless brand brass brave bravery bravo breach
bread breadbox breadth break breakable breakage breakaway breakdown breaker breakfast breakout
breakpoints breakup breast breath breathe breeze breezy brent breve brevity brew brick bridge brie
brief briefcase briefer brier brig brigade bright brighten brightness bring brittle bro broad
broadband broadcast broaden broccoli brock broke broken brokenness broker bronze broom brother
brought brouhaha brow brown browse browser brr brunt brush brutal brute btl bub bubble buck bucket
bud buddy budget buff buffalo buffer bug bugbear bugged bugger buggy build builder buildup built
builtin bulb bulge bulimia bulk bulky bull bullet bulletin bulletproof bullseye bully bum bummer
bump bumpy bun bunch bundle bunk bur burden bureau bureaucracy bureaucratic burger burgess buried
burke burlap burn burnet burnout burnt burrito burst burton bury bus business businessman bust
buster busy busyness but butler butt butter button buy buyer buzz buzzword bye bygone byline bypass
byproduct byte bytecode cab cabal cabbage cabinet cable cache cacti cactus cad cadaver cadence
caesura cafe cage cake cal calculate calculation calculator calculus caldera calendar calibrate
calibration caliper call callable callback caller calligraphic calm cam came camel camellia camera
camping can canal canard canary canc cancel cancellation cancer candela candid candidate candle
candy cannabis canned cannot canny canoe canon canonical cant cantor canvas cap capability capable
capacitance capacity capital capitalization capitalize capped capping capsicum capsule capt caption
captive capture car caramel carbon card cardiac cardinal cardinality cardio cardiovascular care
careful caregiver careless caret caretaker cargo caribou caring carnage carnivorous carol carp
carriage carrier carrot carry cart carton cartoon cartridge carve cascade case casebook cased
caseload cash casing cask cassis cast caster castle casual cat catalog catalogue catalytic catapult
catastrophic catastrophically catch catchall catcher categorical categorization categorize category
cater catfish cathexis cathode cation catting caught caus causal causality causation causative
cause caution cautionary cautious cave caveat cavern caving cavity cease cedar cede ceder cedilla
ceil celebrate cell cellar cellular celt cen censor census cent center centigrade centimeter cento
central centralize centre centric centroid centrum century cereal cert certain certainty
certificate certification certified certify cesar cesium cess cessation cha chagrin chain chair
chalk challenge chamberlain champ champion chance change changeable channel chanson chant chaos
chaotic chap chapel chapman chapter char character characteristic characterize chare charge charger
charity charm chart charter chartreuse chase chassis chat chatbot chatter chatty cheap cheapen
cheat check checkable checkbox checker checklist checkout checkpoint checksum cheer cheese cheetah
chem chemical cherry chess chestnut chevron chew chg chi chicken chief child childhood children
chill chin chip chipmunk chirp chlorine chm chock choice choke cholera chomp choose chooser chop
chopped chopping choppy chord chore choreographic chorus chose chosen chroma chromatic chromaticity
chrome chrominance chromium chronic chronological chronology chronometry chrysalis chs chubby chuck
chunk chunky church churchy churn cichlid cilium cinder cinema cinematographic cinematography
cingulate cipher cir circa circle circuit circular circularity circumference circumflex
circumstance circumvent circumvention circus cire cirrus cis cisco cisgender cit citation cite
citizen citrin citron citrus city civ civil claim clamp clang clap clapper clarification clarify
clarinet clarity clash class classic classical classification classified classifier classify
classroom clause clavier clay clean cleaner cleanliness cleanse cleanup clear clearance cleave
cleaver clef clem clement clergy clever click client cliff climate cline cling clinic clinical
clinician clip clipboard clipped clipper clipping cloak clobber clock clockwise clog clone close
closeout closet closure clot cloth cloud cloudy club cluck clue clueless clump clumsily clumsy
clunky cluster clutter clxiv cml coaching coact coalesce coarse coastal coat cob cobalt cobra
cocaine cocci cocktail coco cocoa coconut cod coda codding coddle code codename coder codify
coefficient coerce coercible coercion coexist coexistence coff coffee coffin cog cogency cogent
cognition cognitive cognizant cohabit coherence coherency coherent cohesion coho cohort coil coin
coincide coincidence coincidental col cold cole coll collaboration collaborative collaborator
collapse collapsible collate collateral collation collator colleague collect collection collective
collector college collide collins collision colon colophon color colorful colorization colorize
colorless colour column columnar com coma comb combat combination combine combiner combo come comet
comfit comfort comfortable comfortably comic coming comm comma command commence commencement
commensurate comment commentary commentator commerce commercial commission commit commitment
committed committee committer committing commodity common communicate communication communicator
communism community commutativity commute comorbid comorbidity comp compact compaction compactness
companion company compar comparably comparative comparator compare comparison compass compatibility
compatible compatibly compel compelled compelling compendium compensate compensation compete
competence competent competition competitive compilation compile compiler complain complaint
complement complementary complete completeness completion complex complexity compliance compliant
complicate complication compliment compo component compose composer composite composition
compositor compound comprehend comprehensible comprehension comprehensive compress compressibility
compressible compression compressor comprise compromise compulsory computable computation
computational compute computer con concatenate concatenation concave conceal concede conceivable
conceivably concentrate concept conception conceptual conceptualization concern concert conch
concise concision conclude conclusion concomitant concord concrete concurrency concurrent
condensation condense condition conditional condone condor conduct conductance conductivity conduit
cone conf confer conference confess confidence confident confidential confidentiality configuration
configure confine confirm confirmation confirmatory conflate conflict confluence confocal conform
conformance conformation conformity confound confrontation confuse confusion cong congestion
congruence congruent conic conical conj conjectural conjecture conjoint conjugate conjunct
conjunction conn connect connectable connection connectivity connector conquer conquistador cons
conscious consecutive consensus consent consequence consequent consequential conservation
conservatism conservative conserve consider considerable considerably considerate consideration
consist consistency consistent console consolidate consolidation consonant consortium constancy
constant constellation constituent constitute constr constrain constraint construal construct
constructible construction constructive constructivism constructor construe consul consult
consultation consumable consume consumer consumption cont contact contactable contain container
containment contamination conte contemplation contemporary contender content contention context
contextual contextualize contiguity contiguous contingent continual continuation continue
continuity continuous contour contra contract contraction contractual contradict contradiction
contradictory contrary contrast contravention contrib contribute contribution contributor
contributory contrive control controllable controlled controller controlling controversial
controversy convect convenience convenient convention conventional conventionalism converge
convergence convergent conversation converse conversion convert converter convertible convex convey
conveyance convince convoluted convolution convolve coo cook cookbook cookie cool cooler cooper
cooperate cooperation cooperative coordinate coordination coordinator cop cope copilot coping
copious copper coprocessor copy copyedit copyleft copyright cor coral cord core cork corn corner
corollary corona corp corpora corporate corporation corpus corr correct correctable correction
corrective correctness correl correlate correlation correlational correspond correspondence
correspondent corrigendum corroborated corrupt corruption corsair cortex cortisol cos cosec
cosecant cosh cosine cosmetic cost costa cot cotton cougar cough could counsel counselling count
countable countdown counter counteract counterclaim counterclockwise counterintuitive countermand
countermeasure counterpart counterproductive countertransference countertransferential countless
country county couple couplet coupon courier course court courteous courtesan courtesy cousin
covalent covariance covariant covariate cove coven covenant cover coverage covert cow cowbell
cowboy cox coy coyote coypu coz cozy cpd cpl crab crabbed crack crackle cradle craft cram crammed
crank cranky crap crappy crash crass crate craw crawdad crawl crawler cray crayon crazily craziness
crazy cream create creation creative creativity creator creature creche credence credential
credibility credible credit creep crept crew cribbed cricket crim crime crimson cripple crisis
crisp crit criteria criterial criterion critic critical criticality criticize critique croak crock
crocus crooked crop cropped cropping crore cross crossbar crossbow crosshair crossover crossroads
crow crowd crowdsource crown cru crucial crud cruddy crude cruelty cruft crufty cruise crumb
crumble crunch crush crusty crux cry crying crypt cryptanalysis cryptic cryptographic
cryptographically cryptography crystal csc csch ctn ctr cub cube cubic cuckoo cucumber cuddle cue
cuisine cull culpa culprit cult cultivation cultural culture cum cumbersome cumulate cumulative
cunning cup cupcake cupid cuppa cur curation curb cure cured curious curl curly currency current
currentness curricular curriculum curry cursed cursive cursor curt curvature curve custard custom
customarily customary customer customization customize custos cut cute cutoff cutter cutting cwm
cwt cyan cyborg cycle cyclic cyclical cyclone cyl cylinder cylindrical cypress dab dad daemon
daemonic daft dag dagger dahlia daily dairy dais daisy dak dale dam damage dammit damn damp dance
dancer dandy danger dangerous dank dap dapper dare dark darken darn dart dash dashboard dat data
database dataset datatype date dated dateline dato datum daw dawn day daylight dbl dded deactivate
deactivation dead deadline deadlock deal dealer dealt dean death deb debacle debatable debate
debauch debris debt debug debugged debugger debugging dec decade decadent decaf decal decay
deceased deceleration decent deception decibel decidable decide decimal decimate decipher decision
decisive deck decl declaim declaration declarative declaratory declare decline deco decoct decode
decoder decompose decomposition decompress decompression deconstruct decorate decoration decorative
decorator decouple decoy decrease decree decrement decresc decrypt decryption dedicate deduce
deduction deed deem deep deepen deepfreeze deer def default defeat defect defective defence defend
defendant defense defensive deference deferrable deferral deferred deferring deficiency deficient
deficit definable define definer definite definition definitive deflate deflation defunct deg
degenerate degradation degrade degree deity del delay dele delegate delegator delete deletion
deliberate delicate delimit delineation delint deliver deliverable delivery dell delocalize delta
deluxe delve demand demarcate demark dementia demise demo demode demographics demon demonstrate
demonstration demote den denial denied denom denominator denote dense densify density dent dental
deny dep departed department departure depend dependence dependency dependent depict deplete
depletion deploy deployment deposit depot deprecate deprecation depreciation depressed depression
depressive deprive depth dequeue der deriv derivation derivative derive derogatory desc descend
descendant descender descent describe description descriptive descriptor deselect deselection
desensitization desert deserve design designate designation designator designer desire desk desktop
despair despite destination destroy destroyer destruct destruction destructive destructor detach
detachment detail detect detectability detectable detection detective detector deterioration
determinant determination determine determinism deterministic deterministically detox detract
detriment detrimental detritus deuce deva develop developer development developmental deviance
deviate deviation device devil devious devise devolve devoted dew dexter diabetes diacritic
diacritical diaeresis diag diagnose diagnosis diagnostic diagonal diagram diagrammed dial dialect
dialectical dialog dialogue diam diameter diamond diary dib dice dicey dichotomy dickey dict
dictate dictionary dictum did diddly die dieresis diet dieter diff differ difference different
differential differentiate differentiation difficult difficulty diffuse diffusion dig digamma
digest digger digging digit digital digitize digraph dilate dilation dilemma dill dilly dim
dimension dimensional dimensionality dimensionless diminish dimmed dimming dimple dimwit din dinar
dine ding dink dinner diode dip dir dire direct direction directional directionality directive
director directory dirk dirt dirtiness dirty dis disability disable disablement disadvantage
disagree disagreement disallow disambiguate disappear disappearance disappointment disassemble
disassembly disassociate disaster disastrous disc discant discard discern discernible disciplinary
discipline disclaim disclaimer disclose disclosure disco discomfort disconnect disconnection
discontent discontinuation discontinue discontinuity discontinuous discord discount discourage
discourse discover discoverable discoverer discovery discrepancy discrete discretion discretionary
discriminant discriminate discrimination discriminatory discuss discussion disease disentangle
disguise dish dishonest dishonesty disinformation disjoint disjunction disjunctive disk diskette
dislike dismay dismiss disorder disparate disparity dispatch dispatcher dispel dispense dispersion
displace displacement display displayable disposable disposal dispose disposition disproportionate
dispute disregard disrupt disruption disruptive dissatisfaction dissect dissemination dissertation
dissociate dissociative dissolve dissuade dist distal distance distant distiller distinct
distinction distinctive distinguish distinguishable distort distortion distracted distracting
distraction distress distributable distribute distribution distributive distributor district
distrust disturb disyllabic dit ditch dither ditto div dive diverge divergence diverse
diversification diversion diversity divert divide dividend divider diving divisibility divisible
division divisor divorce dizzy dkl dlr doable dob doc dock doctor doctoral document documentation
dodge dodgy dodo doe does dog doing doit dol dole dollar dolmen dolor dolphin dolt dom domain dome
dominance dominant dominate domination dominator don dona donate donation done dong dongle donne
donor doodad doodle doom doomster door doorbell doorway dopamine dope dopey dor dormant dosage dose
doss dossier dost dot dotcom dotted dotty double doublet doubly doubt doubtful doughnut dove
dovecot dow down downcast downgrade downhill download downplay downside downstream downtime
downward doxy doz doze dozen dpi dpt drab draconic draft drafter drag dragged dragging dragon
dragonfly drain drake dram dramatic dramatically draper drapery drastic drastically draw drawback
drawer drawn dread dream dress drew dribble drier drift drill drink drip drive drivel driven driver
droid drone drop droplet dropout dropped dropper dropping drove drowning drug druid drum drunkard
dry dual duality dub dubbed dubious duce duck ducky duct dud dude due duel duff dug duh duke dull
duly dumb dummy dump dumpling dumpster dungeon dunno duo dup dupe duplex duplicate duplication
durability durable duration duress during dust dusty duty dux dwarf dwell dwt dyad dyadic dye dying
dynamic dynamical dynamo dyne dysfunctional dysthymia each eager eagle ear earl early earmark earn
earnings earth earthling earwax ease easily easing east eastern easy eat eaten eau eavesdrop
eavesdropping ebb eccentricity echo echoes eclectic eclipse ecological ecology econ economic
economy ecosystem ecu eddy edge edging edgy edh edifice edit editable edition editor editorial
educate education educational eek eel eerie eff effect effective effectiveness efficacious efficacy
efficiency efficient effort eft egg eggplant ego egregious egress ehealth eight eighteen eighth
eighty either eject ejection eke elaborate elaboration elan elapse elastic eld elder elect election
electric electrical electricity electroencephalography electron electronic electrophysiology
elegance elegant elem element elemental elementary elephant elevate elevation elevator eleven
eleventh elf elicit elide eligible eliminate elimination elision elixir elk ell ellipse ellipsis
elliptic elliptical elm else elsewhere elucidate elusive elvish email embarcadero embargo
embarrassing embarrassment embed embedded embedding ember emblem embodiments embody embolden emboss
embrace embryo emerald emerge emergence emergency emergent emeritus emf emission emit emitted
emitter emitting emmet emo emoji emote emotion emotional empathic empathically empathy emperor
emphasis emphasize empire empirical empiricism empiricist emplace employ employee employer
employment emptiness emptor empty emu emulate emulation emulator enable enabler enact enactment enc
encapsulate encapsulation encipher encircle encl enclave enclose enclosure encode encoder encompass
encopresis encore encounter encourage encouragement encrypt encryption encyclopedia end endeavor
endgame ending endless endnote endogenous endorphin endorse endorsement endow endpoint enemy energy
enfold enforce enforceability enforceable enforcement enforcer eng engage engagement engin engine
engineer engr engraver engraving enhance enhancement enigma enjoy enjoyment enl enlace enlarge
enlightenment enlist enormity enormous enough enqueue enrich enroll enrollment ensemble enslave
ensue ensure entail entangle entanglement enter enterprise entertaining entertainment entire
entirety entitled entity entrance entropy entrust entry enumerable enumerate enumeration enumerator
enuresis envelope envious environ environment environmental envy eon epact ephemeral epic epidemic
epidemiological epidemiology epigraph epilepsy epilogue epiphany episode epistemological epithet
epoch eponymous epos epoxy epsilon equal equality equalize equalizer equate equation equator
equilibrium equipment equipped equitable equiv equivalence equivalency equivalent equivocate era
eradicate erase erasure ere erg ergo ergonomics erk erode erosion err errant errata erratic erratum
erroneous error ersatz ert escalate escalation escape escapee eschew esoteric esoterica esp espouse
espy essay esse essence essential establish establishment estate estimate estimation estimator
estoppel eta etc etch eternal eternity ethanol ether ethical ethics ethnic ethnicity ethnographic
ethnography ethos eureka euro evacuation evade evaluate evaluation evaluator evasion evasive even
event eventual ever every everybody everyday everyone everything everywhere evict eviction evidence
evident evidential evil evince evoke evolution evolve ewe exabyte exact exactness exaggerated exam
examination examine example exc exceed excel excellence excellent except exception exceptional
excerpt excess excessive exch exchange exchangeable excise excite exciter excl exclaim exclamation
exclude exclusion exclusive exclusivity excuse exec executant execute execution executive executor
exemplar exemplary exempt exemption exercise exercitation exhale exhaust exhaustion exhaustive
exhaustiveness exhibit exist existence existent existential exit exon exotic exp expand expansion
expat expect expectancy expectation expend expendable expense expensive experience experiment
experimental experimentation experimenter expert expertise expiration expire expiry explain
explanation explanatory explicit explode exploit exploitation exploration exploratory explore
explorer explosion expo exponent exponential exponentiation export exportability exporter expose
exposition exposure express expressible expression expressive expunge exr ext extant extempore
extend extender extensibility extensible extension extensive extent extern external extinct
extinction extra extract extraction extractor extraneous extrapolate extrapolation extrema extreme
exuberant eye eyelash fab fabric fabricate fac facade face facet facial facilitate facility facing
fact factor factorial factorization factorize factory factual faculty fad fade fadeout fail failure
faint fair fairness fairy faith faithful fake falafel falcon fall fallacy fallback fallibility
fallible falloff fallout false fam fame familiar familiarity family famous fan fancier fancy fandom
fanfare fang fantasy fantom far faraway fare farm farmer fart farther fascinating fascism fashion
fast fat fatal fate father fatigue fault faulty faux favor favorable favorite favour fawn fax fay
fear fearful feasibility feasible feasibly feat feather feature fec fed federal fedora fee feeble
feed feedback feeder feel feet feign feisty fell fellow felt female feminine femur fen fence fennel
fermata fermi ferret ferry fess festival fetch fetcher fetter feu few fez fiasco fiat fib fiber
fibromyalgia fickle fico fiction fictional fid fiddle fiddly fidelity fie field fiend fifteen fifth
fifty fig fight figure fila file filename filer filet fill filler film fils filter fin final finale
finalization finalize financial find finder findings fine finger fingerprint finicky finis finish
finite finiteness fink fino fir fire firebird fired firewall firework firm firmware first fiscal
fish fishbowl fisheye fishy fission fist fit fitness fitted fitting five fix fixable fixate
fixation fixed fixer fixture fizz fjord flag flagged flagging flake flakey flakily flakiness flaky
flame flamingo flanker flap flapjack flash flask flat flatland flatness flatten flatter flavor flaw
flawless fld fleck fledged flee fleet flesh fletch flew flex flexibility flexible flexibly flick
flicker flight flint flip flipped flipper flipping flit flite float floc flock flog flood floor
floppy florin floss flour flourish flow flower flt flu fluctuate fluctuation fluent fluff fluid
fluke flunk flurry flush fluster flute flutter flux fly flying flyweight fob focal foci focus
fodder foe fog foggy foil fol fold foldable folder folio folk folklore foll follow follower
followup folly fondue font foo foobar food fool foolish foolproof foot footage football footnote
footprint fop for fora forbade forbid forbidden forbidding force forceful forcible forcibly ford
fore forego foreground foreign foremost forensic foresee foreseeable foreseen forest forestall
forever forfeit forge forger forgery forget forgetting forgive forgiven forgo forgoes forgot
forgotten forint fork form formal formalism formality formalization formalize formant format
formation formatted formatter formatting former formula formulae formulate formulation fort
forthcoming fortification fortify fortune forty forum forward forwarder fossa fossil foster fou
fought foul found foundation foundational founder foundry fountain four fourfold fourteen fourth
fox foxtrot fractal fraction fractional frag fragile fragility fragment fragmentation frame framer
framework franc frank franklin frap fraud fray freak freaky free freedom freeman freestanding
freeware freeze freezer freq frequency frequent fresh freshen freshness fret fretting friction
friend friendliness friendship frightening fringe fro frog frogmouth frolic from front frontal
frontier frost frown froze frozen frt frugal fruit fruitful fruitless fruity frustrating frustum
fry ftp fuchsia fudge fuel fulfill fulfillment full fuller fullness fully fumble fun function
functional functionality functionless functor fund fundamental fundus fungi funk funky funnel
funnily funny fur furlong furnished further furthermore furthest fuse fusion fuss fut futhark
futile future futz fuzz fuzzily fuzzy fwd gadget gag gain gainer gal gale gall gallery galley
gallium gallon galore gam game gamin gaming gamma gamut gan gang gap gaping gar garage garb garbage
garble garden garlic garnish gas gash gasket gasp gastrointestinal gat gate gateway gather gauge
gave gawk gay gazillion gds gear gecko gee geek gem gender gene genealogy genera general generality
generalization generalize generate generation generator generic generically generous genetic genie
genitive genius genome genre gent gentle genuine genuineness genus geod geode geodesic geog
geographic geographical geography geoid geom geometric geometry geriatric gerrymandering gerund
gesture get gettable getter getting ghazi ghee gherkin ghetto ghost ghostwriter giant gib gibberish
gid gift gig gigabyte gigantic gill gimel gimlet gimmick gimp gin ginger gingerbread ginning
giraffe girl girth gist give giveback given gizmo glacier glad gladder glade glam glance glaring
glass gleam glean gleaner glen glib glide glimpse glint glitch glob global globe glorious glory
gloss glossary glottis glove glow glt glucose glue gluon glut glyph gnat gnocchi gnome gnu go goa
goal goat gob gobble goblin goby god goddamn godly godmother goes goggles going gold golden
goldfish golem golf golfer gone gonna goo good goodbye goodness goodwill goof goofy goose gopher
gorge gorilla gory goshawk gossamer got gotcha gothic gotta gotten gourd gov govern governance
government governor goy grab grabbed grabber grabbing grace graceful gracious grad grade gradient
gradual graduate graft grail grain grainy gram grammar grammatical gramps grand grandchild
grandchildren grandpa grandparent granite grant granular granularity granule graph grapheme graphic
graphical graphite grasp grass grateful grater gratin gratis gratitude gratuitous grave gravity
gravy gray grease great greedily greedy green greenish greenlet greet greeter gremlin grenade grep
grepped grepping grew grid gridded grief griffin grin grind grinder grinned grinning grip gripe
grisly gritty grizzly gro grog grok grokked grokking groom groove groovy gross grotto grotty ground
groundwork group grouper grouse grow grown growth grub gruel grumble grumbler grumpy grunge grunt
guarani guarantee guard guardian guava guess guesser guesswork guest guidance guide guidebook
guideline guild guile guilt guilty guinea guitar gullible gulp gumbo gumdrop gun gunk guru gust gut
gutsy gutter guv guy gymnastics gyp gypsy gyro gyrus haar habit hacek hack hacker hackery hackish
hacksaw had haddock hae hafiz hag haiku hair haircut hairline hairnet hairpin hairy haj hajj
halcyon hale half halftone halfway hall halo halon halt halter halve ham hamburger hammer hamming
hamper hamster hamza hand handbag handbook handclap handful handheld handle handler handoff
handover handset handshake handwritten handy hang hanger hangout hangup hank hap haphazard happen
happily happiness happy hard hardcore harden hardware hardwired hardworking hardy hare harm harmful
harmless harmonic harmonization harmonize harmony harness harp harpoon harsh hart harvest has hash
hashtag hassle hast haste hasten hastily hasty hat hatch hatchet hatchling hate hateful haul haunt
have haven haver haversine havoc haw hawk hay haystack hayward haywire hazard hazardous haze hazmat
hazy head headache header headless headline headphone headroom headset heady healed healing health
healthcare healthy heap hear heard heart heartbeat hearty heat heave heavily heavy heck hectare
hector hedge hedgehog heed heel heft hefty hegemony height heir heirloom held helicopter hell
hellish hello helm help helper helpful helpfulness helpless hem hen hence henceforth hep her herald
herb herd here hereafter hereby herein hereof hereto hereunder hermeneutic hermit hero heroic
heroin herring hers herself hertz hesitant hesitate heterogeneity heterogeneous heuristic
heuristically hew hex hexadecimal hexagon hey hiatus hibernate hibernation hibiscus hic hiccup hid
hidden hide hideous hiding hie hierarch hierarchical hierarchy high highland highlight highlighter
hight highway hijack hiking hilarity hill him himself hin hinder hint hinter hip hippo hippocampal
hippocampus hiragana hirsute his hiss hist histogram historic historical history histrionic hit
hitherto hitting hive hmm hoard hoary hoax hobby hoc hog hogan hogging hogweed hoist hokey hold
holdback holder holdout holdover hole holey holiday holler hollow holographic holy homage home
homegrown homepage homespun homework homogeneity homogeneous homogenize homology homonym homosexual
honest honeybee honeydew honeypot honk honor honorary honour hood hook hookup hoover hop hope hoped
hopeless hopper hopping hor horizon horizontal horn hornet horrendous horrible horribly horrific
horror horse hort hose hospital host hostile hot hotel hotkey hotness hotshot hough hour house
housecleaning household housekeeping hover how however howl hryvnia hub hubbub hue hug huge huh
hull hum human humanist humanistic humanity humanize humanoid humbly humbug humidity humility
hummingbird humongous humor hump hun hundred hundredweight hung hunger hungry hunk hunt hunter
hurdle hurl hurry hurst hurt hush husk husky hut hutch hwy hybrid hybris hydra hydro hygiene
hygienic hyp hype hyperactivity hyperbola hyperbolic hyperlink hypertext hypervisor hyphen
hyphenate hyphenation hypnosis hypotheses hypothesis hypothetical hysteresis i ibid ibidem ice icky
icon iconic ictus id idea ideal idem idempotent identical identifiable identification identified
identify identity ideographic ideographs ides idiocy idiom idiomatic idiomatically idiosyncrasy
idiosyncratic idiot idiotic idle idleness ign ignorance ignorant ignore iguana iii ilia ilk ill
illegal illness illogical illuminance illuminate illusion illustrate illustration illustrative
image imagery imaginary imagine imbalance imbue imit imitate imitation immanent immaterial
immediacy immediate immense imminent immobilization immortal immune immunity immutability immutable
imp impact impaired impale impart impasse impatient impedance impede imperative imperceptible
imperfect imperial impersonate impersonator impetus impinge impish implant implausible implement
implementation implication implicit implied implode implore imply import importance important
importation importer impose imposition impossibility impossible impostor impractical imprecise
imprecision impress impression impressive imprint improbable improper improve improvement improvise
impulse impure impute inability inaccessible inaccuracy inaccurate inactive inactivity inadequate
inadvertent inadvisable inapplicable inappropriate inbound inbox inc incantation incapable
incarceration incarnation incentive incept incest inch incidence incident incidental incipit incl
inclination include inclusion inclusive incoherency income incompatibility incompatible
incompatibly incomplete incomprehensible inconclusive inconsequential inconsistency inconsistent
inconvenience inconvenient inconvertible incorporate incorporation incorrect incr increase
incredibly incredulity increment incremental incubator incur incurred incurring ind indebted
indecisive indeed indefinite indemnification indemnify indemnity indent indentation indention
independence independent indeterminacy indeterminate index indexer indic indicate indication
indicative indicator indices indigenous indigo indirect indirection indispensable indistinguishable
individual induce inductance induction inductive industrial industry ineffective ineffectiveness
inefficiency inefficient ineligible inept inequality inert inertia inertial inevitable inevitably
inexact inexistent inexpensive inf infamous infancy infant infarction infeasible infect infer
inference inferential inferior inferno inferred inferring infinite infinitive infinity infix
inflate inflater inflation inflect inflexible inflict influence influential info infographic inform
informal informatics information informational informative infra infrared infrastructure infrequent
infringe infringement ingle ingredient ingress inherent inherit inheritable inheritance inhibit
inhibition inhibitor inhibitory init initial initialization initialize initiate initiation
initiative initiator inject injection injury ink inkling inline inn innards innateness inner
innermost innocent innocuous innovation inoperative inpatient input inputting inquire inquiry
insane insanity insect insecure insecurity insensitive insensitivity insert insertion inside
insight insignificant insist insistence insomnia inspect inspection inspector inspiration inspired
inst instability install installation installer instance instant instantaneous instantiate instate
instead institute institution institutional instr instruct instruction instructive instructor
instrument instrumentation insufficient insula insulate insurance insure int intact integer
integral integrate integration integrative integrity intellectual intelligence intelligent
intelligible intelligibly intend intense intensity intensive intent intention intentional inter
interact interaction interactive interactivity intercept interception interceptor interchange
interchangeable interchangeably interconnect interdependent interested interesting interface
interfere interference interim interior interlace interleave interline intermediary intermediate
intermittent intermix intern internal internalize international internationalization
internationalize internet interoperability interoperable interoperate interpersonal interplay
interpolate interpolation interpret interpretable interpretation interpretative interpreter
interpretive interrogate interrupt interruption intersect intersection intersectional
intersectionality intersperse intersubjective intersubjectivity interval intervene intervention
interview intimate into intolerably intr intra intrapersonal intrepid intrinsic intrinsically intro
introduce introduction introductory introspect introspection intrude intrusive intuit intuition
intuitive inv invalid invalidate invalidation invalidity invaluable invariance invariant invasive
invent invention inventor inventory inverse inversion invert inverter invertible invested
investigate investigation invisibility invisible invite invocation invoke involuntary involve
involvement invt ioctl ion ionic iota irate iris irk iron ironic irony irradiance irrational
irreconcilable irreducible irreducibly irregular irregularity irrelevant irrespective irreversible
irreversibly irrevocable irrevocably irritating isl island ism isms isochronous isolate isolation
isoline isomorphic isomorphism isotropy issuance issue issuer italic italicize itch item
itemization itemize iterable iterate iteration iterative iterator its itself ivory ivy izard jab
jabber jabberwocky jack jacket jacuzzi jade jaeger jag jagged jaggy jaguar jail jam jammed jamming
jammy janitor jar jargon jarring jasmine jasper jaunty jaw jay jazz jealous jealousy jean jello
jersey jess jest jester jet jewel jib jiffy jig jigsaw jitter jittery jive job jockey joey jog join
joiner joint joke joker jor josh joss jostle jot journal journey joy joystick judge judgment
judicial judicious juggle juju jumble jumbo jump jumpy jun junction jungle junior junk jura
jurisdiction jury jus just justifiable justification justified justify jut kab kaboom kaka kali
kalmia kame kana kangaroo kanji kappa karaoke karma karmic kat katakana kcal kea kebab keck keen
keep keeper kef keg kelvin keno kent kept kern kerne kernel kero kestrel ketamine kex key
keybinding keyboard keynote keypad keyring keystone keystroke keyword khaki khan kick kicker kid
kidding kif kill killer kilo kilobyte kilogram kimono kin kind kinda kinetic king kingdom kino kip
kipped kirmess kirsch kiss kit kitchen kite kitty kiwi kludge kluge knee knew knife knight knob
knock knockout knot know knowledge knowledgeable known koala kohl kos kosher koto kph kraft kris
krone kudos kumquat kurtosis kyle lab label labeler labor laboratory labour lace lack lackey
laconic lacrosse lacunae lad ladder laden lady lag laggard lagged lagging lagoon laid laird laity
lake lam lamb lambda lambent lame lameness lamp lampoon lamprey lanai lance land landau landmark
landscape lane lang language languid languor lank lantern lap lapse lapsus laptop lar larceny lares
large largess largish largo lariat lark lasagna laser lass lasso last lat latch late latency latent
lateral latest latex lathe latitude latrine latter laugh launch launcher launchpad lav lave
lavender lavish law lawful lawsuit lawyer lax lay layer layman layout lazar lazily laziness lazy
lea lead leader leadership leaf leaflet league leak leakage leaky leal lean leap learn lease least
leave lechery lect lectern lection lecture ledger lee leer leeway left leftmost leftover leftward
lefty leg legacy legal legalese legate legend legibility legible legibly legion legislation legit
legitimacy legitimate leisure lek lemma lemon lempira lemures lend length lengthen lengthy leniency
lenient lens lent leone leonine leopard lepton lesbian lesion less lessen lesson lessor let lethal
letter letting lev level leverage levin levity levy lewd lex lexeme lexical lexicographic lexicon
ley lgbt liability liable liaison lib libel liberal liberate liberation libero liberty libido libra
librarian library licence license licensee lid lie lied lien lieu life lifespan lifetime lift
ligate ligation ligature light lighten lighter lightness lightweight ligula like likelihood
likeness likewise liking lilo lily limb limbic limbo lime limelight limit limitation lin linage
linden line lineage lineal linear linearize lined linefeed linen liner ling linger lingo linguist
linguistic lining link linkage linkup lint lion lionfish lip lipstick liq liquid lira lire lisp
lissome list listen listener lit lite liter literacy literal literary literate literature lithic
lithium lithography litigation litter little live living lix lizard llama load loadable loader lob
lobby lobe lobo lobster local locale locality localization localize locate location locator lock
locker lockstep lockup loco locus locust log logan logarithm logarithmic logbook loge logged logger
logging logic logical login logistic logjam logo logoff logon logout lollipop lone loner long
longer longhand longish longitude longitudinal longstanding loo look lookalike lookup loom loop
loophole loopy loos loose loosen lop lopped lopping loq lord lore lory lose loser losing loss
lossless lost lot lotus loud loudness loudspeaker loup lousily lousy lout love loved loving low
lower lowercase lox loyalty lozenge ltd luau lucent lucid luck luckily lucky ludo lug luggage
lugged lumen lumina luminance luminosity lump lunar lunate lunch lupus lure lurk lush lust lux lvi
lxi lye lying lynx lyric lyse mac mace mach machine machinery macho macro macron macula mad madding
made madhouse madman madness maestro mag magazine mage magenta magic magical magma magnet magnetic
magnification magnified magnifier magnify magnitude mail mailbox mailer mailman main mainframe
mainland mainline mainstream maintain maintainability maintainable maintenance major majority
majuscule make makeover maker making mako maladaptive malaise male malformed malfunction malicious
malign mall mallet maltreatment malware mam mammoth man mana manage manageable management manager
mandate mandatory mandrake mange manger mangle mango mangoes mania manic manifest manifesto
manipulate manipulation manner manor mantel mantis mantissa mantra manual manufacture manufacturer
manuscript many map maple mappable mapped mapper mapping mar marble marc march margin marginal
marimba marine mark marka markdown markedly marker market marketplace markup maroon marquee
marriage married marshal marshaller mart marten marvelous marzipan mascot masculine mash mask mason
masquerade mass massage massif massive master mat match matchable matcher mate material
materialization materialize maternal math mathematic mathematical matrices matrix matte matter
mature maturity maven maverick maw max maxi maxim maxima maximal maximization maximize maximum may
maybe maze me meager meal mean meaningful meaningfulness meaningless meant meantime meanwhile meas
measurable measurably measure measurement meat mech mechanic mechanical mechanism media medial
median mediate mediation mediator medical medication medicine mediocre meditation medium medulla
meed meet mega megabyte meh mel meld melisma melodic melody melon melt mem member membership meme
memento memo memoir memorize memory men mend menial menorah mensural mental mentalization mentalize
mention mentor menu meow merchant merchantability mercurial mercury mercy mere merge merger merit
merlin mermaid merman mesa mesh meson mess message messily messy met meta meta-analytic
metaanalysis metacognitive metadata metal metallic metamorphosis metaphor mete meteor meter method
methodological methodology metis metonym metric metro metronome mew mezzo mfd mfg mfr mgr mhealth
mho miasma mic mice mickey micro microaggression microbe microcode micron microphone microsecond
mid middle midi midlife midline midnight midpoint midst midway midwife midyear mig might mighty
migraine migrant migrate migration mike mil mild mile mileage milestone military milk milky mill
millennium miller million millionth millisecond milo mim mime mimic mimicked mimicking mimosa min
mincer mind mindful mindfulness mindset mine mingle mini minibus minim minima minimal minimalist
minimization minimize minimum mining mink minor minority minster minstrel mint minty minuend minus
minuscule minute minx mir mirror misaligned misalignment misbehave misbehavior misc miscalculate
miscalculation miscellaneous miscellany misconception miscount miserably misery misfeature misfire
misfit misguided mishandle mishap misidentify misinformation misinterpret misinterpretation mislead
misled mismatch misnomer misperception misplacement mispositioned misprint misread misreport
misrepresentation miss mission misspell mist mistake mistaken mistook mistreat mistype
misunderstand misunderstood misusage misuse mite miter mitigate mitigation mix mixed mixer mixtape
mixture mkay mkt mneme mnemonic moan mob mobile mobility mobilization moccasin mock mod modal
modality mode model modem moderate moderation moderator modern modernization modernize modest
modifiable modification modified modifier modify modular modularity modularization modularize
modulate modulation modulator module moduli modulo modulus mog moi mojo mol mold mole moll mom
moment momentarily momentary momentum mon monad monadic monde monetary money moneybag mong moniker
monitor monkey mono monochrome monograph monolith monolithic monomorphic monorail monotone
monotonic monotonically monotonicity monotype monster montage monte month moo mood moody moon
moonlighting mooring moot mop moral mordent more moreover moribund morning moronic morph morphology
morris morrow morse morsel mort mortal mortality mortar mosaic mosh mosque mosquito most mot mote
moth mother motif motion motivate motivation motivational motor motorway mount mountable mountain
mounter mourning mouse mouth mouton movable move moved movement mover movie moving mow moxa moxie
mpg mph mtg much muck mud mudflap muffle mug mule mull mullet mulley multi multichannel
multicultural multidimensional multifunction multilevel multilingual multimedia multipart
multiphase multiple multiplex multiplexer multiplication multiplicity multiplier multiply
multiprocessing multiprocessor multitasking multitude multiuse multivariate multiverse mumble mun
munch mundane mung murky murmur murphy mus muscat muscle muse museum mushroom music musical must
mustang mustard muster mut mutability mutant mutate mutation mute mutilate mutilation mutt mutter
mutual my myocardial myriad myself mysterious mystery mystifying myth nab nacho nae nag nagged
nagging nagual nah nail naira naive naked name named nameless nanny nanobot nanoid nanosecond nap
nape narcissism narcissistic narrative narrow nary nasal nascent nastily nastiness nasty natch
nation national native natter natty natural naturalistic nature naughty nauseam nautilus nav
navigate navigation navigator navy nay near nearby neat neaten neb necessarily necessary
necessitate necessity necktie nee need needful needle needless nefarious neg negate negation
negative negativity neglect negligence negligent negligible negotiable negotiate negotiation negro
neigh neighbor neighborhood neighbour neighbourhood neither neon neonatal neral nervous ness nest
nestle net netbook nether nettle network neural neurobiology neurofeedback neuroimaging
neurological neuron neuronal neuroscience neuter neutral neutralize neutron never nevertheless new
newbie newborn newcomer newish newline news newsgroup newspaper newspeak newsreader newt next nexus
nib nibble nice niceness niche nick nickle nickname nicotine nifty night nightmare nil nim nimrod
nine nineteen ninety ninja ninth nip nisi nit niter nitpick nitro nitrous nitty nix nob nobleman
nobody nocturne nod node noel noes nog noise noisily noisy nom noma nomenclature nominal nominate
nomination nominee non nonbinary nonbook nonce noncommercial noncompliance nonconflicting
nonconforming nondestructive nondeterministic none nonempty nonessential nonesuch nonet nonetheless
nonexclusive nonexistent nonfatal nonfunctional nonhierarchical nonidentical nonlinear nonmember
nonnegative nonrandom nonresponse nonsense nonsensical nonsignificant nonspecific nonstandard
nonstop nontrivial nonuser nonverbal nonworking nonzero nook noon nope nor norm normal
normalization normalize normative north northern nose nosy not notable notably notarization notate
notation notch note notebook notepad noteworthy nothing notice noticeable noticeably notification
notifier notify notion notional notorious noun nova novel novice now nowadays nowhere nowt nuance
nuclear nuclei nucleotide nucleus nude nudge nugget nuisance nuke null nullify nullity numb number
numeral numerate numerator numeric numerical numerous nun nunatak nurse nurture nut nutshell oaf
oar oasis oat obedience obelisk obese obesity obey obfuscation obi obituary obj object objection
objective oblast obligate obligation oblique oblong obnoxious oboe obscene obscure obscurity
observability observable observation observational observe observer obsessive obsolescence
obsolescent obsolete obstacle obstinate obstruct obtain obtainable obtrusive obtuse obvious
occasion occasional occipital occlude occupancy occupant occupation occupied occupy occur occurred
occurrence occurring ocean ocelot och oct octal octave octet octopus oculus odd oddball oddity
oddness odds ode off offbeat offender offending offer office officer official offline offload
offscreen offset offsetting oft often ogham ogle ogre ohm ohs oil oka okay oke old oldish ole
olfaction olive ology omega omicron ominous omission omit omitted omitting omnibus onboard once one
oneiric oneself onetime ongoing onion online only onscreen onset onshore onto ontogeny ontology
onus onward oodles oof ooh oops ooze opacity opal opaque opcode ope open opener opera operable
operand operate operation operational operator opinion opinionated opioid opp opportunistic
opportunistically opportunity oppose opposite opt optical optima optimal optimality optimistic
optimistically optimization optimize optimum option optional opus ora oracle oracular orange orb
orc orca orchid ord order orderings ordinal ordinarily ordinary ore org organ organic organisation
organise organization organizational organize orient orientation orifice orig origin original
originate originator ornament ornate orphan ort orthogonal orthogonality orthographic orthography
oscillatory oscilloscope ostensibly other otherwise ottava otter ouch oud ought oui ounce our ours
ourself ourselves ouster out outage outback outbound outbox outcome outcry outdate outermost outing
outlast outlaw outlet outlier outline outlive outlook outpace outpatient outpoint outport output
outputted outputting outrageous outright outrun outset outside outsider outsize outsmart outsource
outstanding outward outweigh oval oven over overage overall overcome overcomplicated overdo overdue
overeager overestimate overfill overflow overflown overfull overhaul overhead overkill overlaid
overlap overlapped overlapping overlarge overlay overline overload overlong overlook overnight
overpass overran overridden override overrode overrule overrun overrunning oversampling overseen
overshoot overshot oversight oversize overstep overstepping overstrict overt overtaken overuse
overview overweight overwhelm overwrite overwritten overwrote overzealous owe owl own owned owner
ownership oxidation oxygen oxytocin oyez oyster pace pacemaker pacific pacify pack package packager
packer packet pad padded padding padlock padre paediatric page paged pager paginate pagination pah
paid pail pain painful painless paint painter pair pairwise paisa pal pale palette palfrey
palindrome palm pam pamphlet pan panacea pander pandora pane panel panic panne panorama pant
panther pap paper paperwork papyrus par para parabola parade paradigm paradise paradox paradoxical
paragraph parallel parallelism parallelization parallelize parallelogram parameter parameterize
parametric parametrization parametrize paranoia paranoid pare parent parental parentheses
parenthesis parenthesize parenthetical parfait parietal paring parity park parlance parrot parse
parsec parsimonious part partial participant participate participation participatory particle
particular partisan partition partner partnership partway party pass passably passage passant passe
passim passion passive passkey passphrase password past pasta paste pasteboard pastel pastie pat
patch patchable patchily patent paternal path pathless pathname pathological pathology pathway
patience patient patio patois patrol patten patter pattern paucity pause pavan pave pavement
pavilion paving paw pawn pax pay payed payload payment payoff pct pea peace peach peacock peak peal
pear pebble peculiar peculiarity pedagogical pedagogy pedal pedantic pedantry pediatric peek peel
peeler peep peephole peer peewee peg pelt pen penalize penalty pencil pend pendent pendulum penguin
pensive penultimate people pep pepper peppermint per perceive percent percentage percentile
perceptible perception perceptual percolate percolator percussion pere perennial perfect perfidy
perforce perform performance performer perhaps peri periapt perimeter perinatal period periodic
periodical peripheral perky perm permanent permeability permissible permission permissive permit
permitted permitting permittivity permutation permute pernicious perpendicular perpetual perpetuity
perplex perry persevere persist persistence persistency persistent persnickety person personal
personality personnel perspective persuade persuasive pertain pertinent perturb perusal peruse
pervasive peseta pesky peso pessimal pessimistic pest pet petal petit petite petty pew phantom
pharaoh pharmaceutical pharmacologic pharmacological pharmacotherapy phase phenomena phenomenology
phenomenon phi phil philosophical philosophy pho phobia phoenix phone phoneme phonetic phonogram
phonological phonology phonon phony phosphor photo photographic photography photometric photon
photosensitivity phr phrase phylogenetic phys physical physics piano pic piccolo pick picker pickle
pickup picky picture pidgin pie piece piecemeal piecewise pig piggy piglet pigment pika pike pile
pileup piling pill pillow pilot pimp pin pinch pine pineapple ping pink pinkish pinned pinning
pinpoint pint pinyin pioneer pip pipe pipeline piper piping pipping piracy piranha pistol pit pitch
pitcher pitfall piton pity pivot pivotal pix pixel pizza pkg pkt placate place placebo placeholder
placement placid plage plague plaice plain plan planar planarity plane planet planned planner
planning plant plasma plat plate platform platter plausibility plausible plausibly play playback
player playlist playpen playtime plaza plea pleasant please pleasure pledge plenty plethora plexus
plight plod plot plotting plover ploy pluck plug plugged plugging plugin plum plumb plumber plunder
plunge plural plurality pluralization pluralize plus plutonium ply pneumatic pocket pod podcast
poem poet poetry pogo poi point pointer pointless pointy poison poke poker pol polar polarity
polarization polarize pole polemic police policy polish polite political poll pollen pollute
pollution poly polyglot polygon polymorphic polymorphism polynomial pom pomelo pompom pond ponder
pone pong pony poo poodle poof pooh pooka pool poor pop popcorn poplar popover popped popping
popular popularity populate population popup porcelain porch porridge port portability portable
portably portage portal porter portion portrait pos pose posed posh posit position positional
positive positivism positivistic positivity poss possess possession possessive possibility possible
possibly possum post postage postal postbox postcode poster posterior postfix postlude postman
postmortem postnatal postpartum postpone postscript posttraumatic pot potability potable potato
potatoes potential potter potty pouch pound pour pout pow power powerful pox ppd ppm practicable
practical practice practise practitioner pragmatic pragmatist praise pram prattle praxis pray
preamble preamp prebuilt precalculate precaution precautionary precede precedence precedent precess
precious precipitation precise precision preclinical preclude precomputed precondition preconscious
precursor predate predecessor predefine predicable predicate predication predict predictability
predictable predictably prediction predictor preempt preemptive preen pref prefab preface prefect
prefer preferably preference preferred preferring prefix preflight preform prefrontal prejudice
prejudicial preliminary prelude premature premier premise prenatal prep preparation preparatory
prepare prepend preposition prepped preprocessed preregistration prerelease prerequisite pres
preschool prescreen prescription prescriptive presence present presentation preservation preserve
preset presetting president presidential presort pressed pressing pressure presto presumably
presume presumption pret pretend pretentious prettify pretty pretzel prevail prevalence prevalent
prevent prevention preverbal preview previous price priest prim primacy primarily primary primate
prime primer primitive primordial primus prince princess principal principle print printable
printer printout prior prioritization prioritize priority prism prison prisoner pristine priv
privacy private privatization privilege pro proactive prob probabilistic probability probable
probably probe problem problematic proc procedural procedure proceed process processor proclaim
procurement prod produce producer product production productive productivity prof profession
professional professionalism profile profit profound prog progeny program programmable programmatic
programme programmer progress progression progressive prohibit prohibition project projection
projective prologue prolong prom prominence prominent promiscuous promise promote promotion
promotional prompt prompter prone pronoun pronounce proof proofread prop propagate propagation
proper property prophet prophylactic proportion proportional proposal propose proposition
propositional propr proprietary proprietor prose prospect prospective prosper protect protection
protective protector protocol proton prototypal prototype protrusion prov provable provably prove
proven provenance provide provider province provision provisional proviso provoke proximal
proximity proxy prudent prune pseudo pseudonym psf psi psid psilocybin psych psyche psychiatric
psychiatrist psychiatry psychic psycho psychoanalysis psychoanalyst psychoanalytic psychodrama
psychodynamic psychoeducation psychoeducational psychological psychologist psychology psychometric
psychometrician psychopathology psychopharmacology psychophysics psychophysiological psychosis
psychosocial psychotherapeutic psychotherapist psychotherapy psychotic psychotropic pts pub pubic
public publication publicity publicized publish publisher pud pudding puff puffin puffy pug pul
pull pulse pummel pump pumpkin pun punch punctate punctuation punitive punk punning punt pup puppet
puppy purchase pure purge purification purify purist purity purl purple purplish purported purpose
purposive purse pursuant pursue pursuit pus push pusher pushpin put putative putter putting putty
puzzle pvt pwn pwt pya pye pyramid pyramidal pyridine pyrites pyx qto qty qua quad quadrant
quadratic quadrature quadric quadruple quaint quale qualification qualifier qualify qualitative
quality quant quanta quantic quantifiable quantification quantified quantifier quantify quantile
quantitative quantity quantization quantize quantum quarantine quark quart quarter quartic quartile
quarto quartz quash quasi quaternion quay queen queer quell quench query quest question
questionable questionnaire queue quibble quiche quick quickie quid quiesce quiescent quiet quieten
quill quilt quirk quirky quit quite quitting quiver quiz quo quod quondam quorum quot quota
quotation quote quotient qwerty rabbi rabbit raccoon race racial racily racing racism racist racket
racy rad radar radial radian radiation radiator radical radices radii radio radioactive radius
radix radon raff raft rage ragged raggedy ragtag rah raid rail railroad railway rain rainbow raise
raj rake ram rambler rammer ramp rampage ran rance ranch rand random randomised randomization
randomize randomness randy range ranger rank rant rap rape rapid rapier rapper rapport raptor rare
rash raster rasterization rasterize rat ratchet rate rated rater rath rathe ratified rating ratio
rational rationale rationalism rationalize ravel raven ravine raw rawhide ray raze razor rcd rcpt
reach reachability reachable reacquire react reactance reactant reaction reactivate reactivity
reactor read readability readable reader readily readiness readout ready real realign realignment
realism realistic realistically reality realization realize reallocate reallocation realm
reanalysis reap reaper reappear reapply rear rearrange rearrangement reason reasonably reassemble
reassembly reassert reassess reassessment reassign reassignment reassure rebind rebirth reboot
rebound rebroadcast rebuild rebuilt rec recalculate recalculation recall recast receipt receive
receiver recency recent reception receptive recheck recipe recipient reciprocal reckless
recklessness reckoning reclaim reclamation recode recognise recognition recognizable recognizably
recognize recollection recolor recommend recommendation recompilation recompile recompress
recomputation recompute recon reconcile reconciliation reconfiguration reconfigure reconnect
reconnection reconsider reconstruct reconstruction recopy record recorder recount recourse recover
recoverable recovery recreate recreation rect rectangle rectangular rectify recto rectory recur
recurrence recurring recursion recursive recycle red redact redaction redd redefine redefinition
redesign redfish redid redirect redirection redisplay redistribute redistribution redo redone
redraw redrawn reduce reducer reducible reduction redundancy redundant redux redwood reed
reestablish reevaluation reexamination reexport ref refactor refer reference referent referential
referral referred referrer referring reffed reffing refill refilter refine refinement refix refl
reflect reflection reflective reflex reflexive refloat reflow reform reformat reformatted
reformatting refract refractory refrain refresh refugee refusal refuse refute reg regain regard
regardless regenerate regeneration regent regex regexp regime region regional register registrant
registration registry regress regression regret regrind regroup regrow regular regularity
regularization regularize regulate regulation rehash reify reimbursement rein reinitialize reinsert
reinsertion reinstall reinstate reinstatement reinterpret reintroduce reinvent reinvestigate
reissue reiterate reject rejection rejoice rejoin rejoinder rel relapse relate relation relational
relationship relative relax relaxation relay release relegate relevance relevancy relevant
reliability reliable reliably reliance reliant relic relief relieve relink relinquish
relinquishment reload relocatable relocate reluctance rely rem remade remain remainder remake remap
remapped remapping remark remediate remedy remember remind reminder reminiscent remiss remission
remix remnant remold remote remount removable removal remove remover rename rend render rendition
renegotiate renegotiation renew renewal renormalization rent renter renumber reopen reorder reorg
reorganization reorganize rep repack repackage repaint repair repaper repeat repeatability
repeatable repeater repertoire repetition repetitious repetitive rephrase replace replaceable
replacement replay replica replicability replicable replicate replication reply report reporter
reposition repository repp reprehensible represent representation representational representative
reprint repro reprocess reproduce reproducer reproducibility reproducible reproducibly reproduction
reptile republish repurposed reputation req request require requirement requisite requisition
requite reread rerun rerunning resample rescale reschedule rescind rescission rescue rescuer
research researcher reseed reselect resemble resend resent resentment reservation reserve reservoir
reset resetting reshape reshow reside residence resident residual residue resigned resilience
resiliency resilient resist resistance resistant resistivity resistor resize resolvable resolve
resonance resort resource resp respect respectful respective respond response responsibility
responsible responsive responsiveness rest restack restage restart restful restoration restore
restrict restriction restrictive restroom restructure result resultant resume resumption resurrect
resurrection resynchronize retain retention retest rethink rethought reticular retina retire
retirement retitle retrace retract retraction retransmission retransmit retransmitted
retransmitting retreat retrieval retrieve retro retroactive retrofit retrospect retrospective retry
retune return reusable reuse rev revalidate revamp reveal revenant revenge reverb reverify revers
reversal reverse reversible reversion revert review reviewer revise revision revisit revive
revocation revoke revolution revolutionary revue rewarded rewind reword rework rewound rewrite
rewritten rewrote rhapsody rhetoric rhino rho rhubarb rhythm rhythmic ria rial riant rib ribbon
ribose rice rich richness rick rid ride ridge ridiculous riel riff riffraff rift rig rigging right
rightmost rightward rigid rigor rigorous rim rind ring ringer rinse riot rip ripe ripoff ripped
ripping riptide rise risen rishi rising risk risky rit rite ritual river road roam roast rob
robbing robin robot robust robustness roc rock rocker rocket rocky rod rode rogue role roll
rollback rollover rom roman romp roo room rooster root rootless rope rose rosebud rosette roster
rot rota rotate rotation rotator rotl rotor rotted rotter rouge rough round roundtrip roundup rout
route router routine roux rove rover row rowan rowboat royalty rpm rps rpt rte rub rubbed rubber
rubbish rubric ruby ruck rude rudimentary rue ruff rug ruin rule ruler ruling rum rumble rummage
rump run runaway rundown rune rung runic runnable runner running runt runtime rupee rupture rush
rust rusty rye sabayon sable sac sack sacrifice sad sadness safari safe safeguard safeness safety
sag saga sage said saiga sail sailboat sailor saint sake sal salad salary sale salience salient
salmon salsa salt salutation salvage salve salvo samba same samekh sameness sample sampler samurai
sanctioned sand sandal sandbox sander sandhi sandwich sandy sane sanguine sanitation sanitize
sanity sans sap sardine sarge sari sartor sash sass sat sate satellite satisfaction satisfactorily
satisfactory satisfiable satisfied satisfy saturate saturation satyr sauce sauropod savage save
saved saver saving savvy saw sawtooth sax saxophone say saying scad scaffold scalability scalable
scalar scale scaler scan scanned scanner scanning scanty scape scarce scare scarf scary scatter
scavenge scenario scene scenic sch schedule scheduler schema schemata scheme schilling schism
schizo schizoid schizophrenia scholar school schwa sci science scientific scientifically scientist
scintilla scissor scoop scop scope score scorecard scoreline scorer scorify scorpion scour scowl
scr scram scramble scrap scrape scraper scratch scream scree screen screensaver screenshot screw
screwy scribble scribe scrip script scroll scrub scrubbed scrubber scrubbing scrutiny scud scudo
sculpture scute scythe sea seahorse seal seam seaman seamless sear search searchable searcher
seashell season seat sec secant sech second secondarily secondary secrecy secret sect section
sectionalize sector secure security secy sedation seduce see seed seeder seedling seeing seek
seeker seem seen seep segfault segment segmentation segno segregate segue seize seldom select
selectable selection selective selectivity selector self selfhelp selfie selfish sell selves sem
semantic semantical semaphore semblance semester semi semicolon semiconductor seminal seminar
semitone semitransparent senate send sender sense senseless sensible sensibly sensitive sensitivity
sensor sensory sent sente sentence sentinel sentry separable separate separation separator sepia
seq sequel sequence sequent sequential serf serge sergeant serial serialization serialize series
serif serious sermon serotonin serpent serried servant serve server service serviceability servo
sesame session set seta setae sett settable setter settle settlement setup seven seventeen seventh
seventy sever several severe severity sew sex sext sexual sexy sgd shade shadow shah shake shaken
shaker shall shallow shallowness shalom shaman shame shampoo shamrock shape shard share shareable
shareware shark sharp sharpen sharper sharpness shave shaw shay she sheaf shear shebang shed sheep
sheer sheet shekel shelf shell shelter shelve shewn shibboleth shield shift shim shimmer shin shine
shiny ship shipped shipper shipping shire shirt shitload shiv shock shoe shone shoot shopping shore
short shortage shortcoming shortcut shorten shortfall shorthand shorty shot shotgun should shoulder
shout shove shovel show shower shown showstopper shr shrank shred shrimp shrink shrinkage shrunk
shudder shuffle shun shut shutdown shutter shutting shuttle shy shyness sib sibling sic sick sickle
side sideband sidebar sidecar sidestep sidestepped sienna sierra sieve sift sig sigh sight sigil
sigma sigmoid sign signal signature signer significance significant signify silence silent silesia
silicon silk sill silliness silly silver sim similar similarity simp simple simplex simplicity
simplification simplify simplistic simulate simulation simulator simulcast simultaneous sin since
sincere sine sing singe single singleton singular singularity sinh sink sinus sinusoid sip sir sire
siren sis sister sit site sitemap sitter sitting situation situational six sixteen sixth sixty
sizable size sizer sizing sizzle ska skate skeletal skeleton skepticism sketch sketchy skew
skewness ski skier skill skimmer skin skinny skip skipped skipper skipping skull skunk sky skyline
slab slabbed slack slam slang slant slap slash slate slave sld sled sledge sleek sleep sleeper
sleepy sleeve sleight slept slew slice slicer slide slider slideshow slight slim slimmed slimmer
slink slip slipped slop slope sloppily sloppy slot sloth slotted slotting slow slowdown slowish
slowness slub slug sluggish slumber slur slurp slurred slutty smack smacker small smalltalk smart
smartphone smarty smash smasher smear smell smelly smile smiley smirk smith smithy smoke smooth
smoothen smoothness smother smudge smuggle smurf snafu snail snake snap snapped snapper snapping
snappy snapshot snare snark snarky sneak sneaker sneaky sniff sniffer snip snipped snippet snit
snoop snooper snoopy snooze snout snow snowball snowflake snowman snowy snuffle soaking soap sob
soc soccer social societal society sociological sociology sock socket sodden sodium sofa soft
softball soften software sol solace solar sold soldier sole solicit solid solidi solidity solidus
solitary solo solon solve som somatic somatization sombrero some somebody someday somehow someone
something sometime somewhat somewhere son sonar sone song songbird songbook sonic soon sop
sophisticated sophistication soprano sore sorry sort sorta sortable sorter sou sought soul sound
soundness soup sour source sourcebook sourceless south southern sow spa space spacer spaceship
spacial spade spadix spaghetti spake spam spammed spamming span spangle spanned spanner spanning
spar spare spark sparkle sparkler sparky sparse sparseness sparsity spatial spawn speak speakeasy
speaker spear spec special specialise specialization specialize specialty speciation species specif
specifiable specific specifically specification specificity specified specify speckle spectra
spectral spectroscopy spectrum specular speculation speculative sped speech speed speedup speedy
spell spellcheck spellchecker spelunking spend spent spew sphagnum sphere spherical spheroid sphinx
spice spider spiel spiff spike spill spin spinal spine spinner spinning spiral spirit spit spite
spitfire splash splashy splat splay splendid splice spline splint split splitter splitting spoil
spoilage spoken sponge sponsor sponsorship spontaneous spoof spooky spool spoon spoor sporadic
sporadically sport spot spotless spotlight spotted spotting spotty spouse spp sprang sprawl spray
spread spreadsheet spree spring sprinkle sprint sprit sprite sprout spruce sprung spun spurious
spurt spy spyglass sqq square squarish squash squat squatting squeak squeeze squeezer squelch squid
squiggly squirrel squish ssh stab stability stabilization stabilize stable staccato stack stadium
staff stag stage stagger stake stakeholder stale staleness stall stamina stamp stance stand
standalone standard standardization standardize standby standout standpoint stanza staple stapler
star starlet starred start starter startle startup starvation starve stash stat state stateless
statement static statical station statistic statistical statuary statue status statute statutory
stay std stdio stead steady steal steam steed steel steer stein stela stellar stem stemmed stemming
stencil step stepfamily stepfather stepmother stepped stepper stepwise stere stereo stereoscopic
sterile sterling stern stew steward stg stick sticky stifle stigma stile still stilted stimulate
stimuli stimulus sting stingy stipple stir stitch stochastic stock stole stolen stomach stomp stone
stood stooge stop stopgap stoppage stopped stopper stopping stopwatch stor storage store stork
storm stormy story storybook stout stove stow str straddle straight straighten straightforward
strain strand strange strap strategic strategy stratus straw strawberry stray streak stream
streamer streamline street strength strengthen stress stressful stretch stretchy strict strictness
stride strike strikeout striker string stringent stringy strip stripe stripey stripped stripping
strive strobe stroke strong strop struck structural structure strudel struggle strung strut stub
stubbed stubborn stubby stuck stud student studied studio study stuff stumble stun stunt stupid
stupidity stutter sty style styli stylish stylistic stylistically stylize stylus sub subclass
subdirectory subdivide subdivision subdomain subdued subentry subfamily subfield subgroup subhead
subj subject subjective subjoin subliminal submission submit submitted submitter submitting
subnormal suboptimal subordinate subpar subparagraph subplot subprogram subregion subroutine
subsample subscribe subscriber subscript subscription subsection subsequence subsequent subset
subsidiary subspace subspecies substance substantial substantive substitute substitution subsume
subsumption subsurface subsystem subthreshold subtile subtitle subtle subtlety subtly subtract
subtraction subtrahend subtype subunit subversion subvert succeed success successful succession
successional successive successor succinct succumb such suchlike suck sud sudden sue suffer suffice
sufficiency sufficient suffix sugar suggest suggestion suicidal suicide suit suitability suitable
suitably suite sum summa summarization summarize summary summation summed summer summertime summing
summit summon sumo sun sundry sunflower sunk sunny sunrise sunset sunspot sup super superblock
superclass supercollider superego superficial superfluid superfluous superimposition superior
superiority superman superordinate superscript supersede superuser supervise supervisee supervision
supervisor supp supplant supplement supplemental supplementary supplied supplier support
supportable supportive suppose suppress suppressible suppression surd sure surefire surer surf
surface surfer surge surgery surgical surname surpass surplus surprise surrender surrey surrogate
surround surroundings survey survival survive survivor susceptibility susceptible sushi suspect
suspend suspension suspicion suspicious sustain swab swain swallow swami swamp swan swap swapped
swapping swarm swash swat swatch swath swathe sway swear sweat sweep sweet swept swift swig
swigging swimmer swing swirl switch switcher switcheroo switchover swizzle swoop sword syllabic
syllable sylph sylvan sym symbol symbolic symmetric symmetrical symmetry symptom symptomatology syn
synapse synaptic sync synchro synchronization synchronize synchronous syncopate syndrome synergy
synonym synonymous synopses synopsis syntactic syntactical syntax syntheses synthesis synthesize
synthetic syphilis syringe syrinx syrupy sysadmin syst system systematic systemic tab tabbed
tabbing table tableau tablespoon tablet tabloid taboo tabular tabulate tabulation tabulator tach
tack tackle taco tact tactic tad taffy tag tagged tagger tagging tagline tail tailor tain taint
take takeaway taken takeover taker taking tale talent tali talisman talk tall tallow tally tam
tamarin tambourine tame tamed tamper tan tana tandem tangent tangible tangle tango tangram tanh
tanner tanto tap tape taper tar tarball targe target tarnished tarred tarring task taskbar taste
tasty tat tau taught tautological tautology tax taxi tea teach teacher teal team teapot tear teaser
teasing teaspoon tech technic technical technique techno technological technology tectonic ted
teddy tedious tedium tee teeing teen teeny teeth tel tele telehealth telekinesis telemetry teleport
telepsychology telepsychotherapy teletext teletype television tell telnet temp temperature template
temple tempo temporal temporarily temporary tempt temptation ten tenacity tend tendency tender
tenfold tennis tenor tens tense tension tensor tent tentacle tentative tenth tenuto terabyte
tercentenary term terminal terminate termination terminator termini terminology terminus termite
ternary ternate terr terra terraform terrain terrible terribly territory terror terry terse
tertiary test testability testable testbed tester tetragram text textbook textile textual texture
than thank thankful that thatch thaw the theatre thee theft their them thematic theme themselves
then thence theorem theoretic theoretical theory therapeutic therapist therapy there thereafter
thereby therefor therefore therein thereof thereon thereto therm thermal thesaurus these thesis
theta they thick thickening thickness thin thing thingy think thinning third thirteen thirty this
thistle tho thorn thorny thorough those thou though thought thoughtful thousand thrash thread
threader threat threatening three threefold thresh threshold threw thrice thrift thrifty thrombosis
throttle through throughout throughput throw throwaway thrower thrown thru thrust thumb thumbnail
thunder thunk thus thwart thy thyrsus tic tick ticker ticket tickle tics tiddler tiddly tidily
tidiness tidy tie tiebreak tier tiff tiger tight tighten tiki til tilde tile tiling till tilt time
timekeeping timeless timeline timeout timer timescale timestamp timezone timid timidity timing tin
tinder tinderbox tine ting tininess tinker tinned tinnitus tint tiny tip tiptoe tire tired tiresome
titan titanium titchy title toad toady toast tobacco today toddler toddy toe tofu together toggle
toil toilet token told tolerable tolerance tolerant tolerate toleration toll tomato tomatoes tomb
tomorrow ton tonal tone toner tongue tonic tonight tony too took tool toolbar toolbox toolkit tooth
top topaz topi topic topless topmost topography topological topology topper topping tor torch tore
torn tornado toroid torque torr torrent tort tortious tortoise tortuous torture torus toss tot
total totality totem toucan touch touchline touchscreen touchy tough tour tourism tourist tout tow
toward towel tower tox toxic toxin toy trace traceable tracer track trackball tracker traction
tractor trad trade trademark tradeoff trader tradition traditional traffic trail trailer train
trainee trainer trait tram tramp trampoline tranche trans transaction transactional transceiver
transcendental transcript transcription transdiagnostic transf transfer transferable transference
transferrable transferred transferring transform transformation transformer transgender transient
transistor transit transition transitional transitive transitivity transitory transl translatable
translate translation translator transliteration translucent transmission transmit transmitted
transmitter transmitting transmogrify transparency transparent transplant transport transpose
transposition transverse trap trapdoor trapezoid trapezoidal trappable trapped trapping trash
trashcan trauma travel traveler traversal traverse tray tread treat treater treatment treaty treble
tree treetop trek trellis tremble tremendous tremolo trend tres triage trial triangle triangular
triangulate tribute trichotomy trick trickery trickiness trickle tricky tricyclic trident tried
trifid trig trigger trigonometric trigram trigraph trilinear trill trim trimmed trimming trinary
trine trinity trio trip triple triplet tripod tripped tripping triumph triumphant trivia trivial
troll tron trophy trouble troubleshoot troublesome trough trousers trove trow troy truck true
truffle truly trump trumpet truncate truncation trunk truss trust trustful trustworthy trusty truth
truthiness try trying tsp ttys tub tube tuck tug tugboat tui tulip tum tumbling tun tune tuner
tuneup tunnel tuple turbo turkey turn turner turnip turnkey turnoff turnon turnout turnover
turnstile turtle tut tutor tutorial tutti tux tuxedo tweak tween tweet twelfth twelve twentieth
twenty twice twiddle twig twill twin twine twist twister twisty two twofold twp tyg tying typ type
typecase typecast typeface typescript typeset typesetter typesetting typewriter typical typing
typist typo typographer typographic typographical typography typology tyranny ubiquitous ubiquity
udo ugh uglify ugliness ugly uhf ult ultimate ultra umber umbrella umlaut ump unabbreviated unable
unacceptable unacceptably unaccounted unacknowledged unadapted unaddressed unadorned unaffected
unaligned unallocated unaltered unambiguous unamused unannotated unanticipated unapproved unary
unassigned unattended unauthenticated unauthorized unavailability unavailable unavoidable unaware
unbiased unbind unblock unborn unbound unbox unbreakable unbroken unbundled uncalled uncaught
uncertain uncertainty unchanged unchecked uncle unclean unclear uncomfortably uncommitted uncommon
uncompleted uncompressed unconditional unconnected unconscious unconstrained unconsumed
uncontrolled unconventional unconverted uncork uncorrelated uncover undated undead undeclared
undecorated undefined under underage undercurrent underestimate underflow undergo undergoes
undergone underlay underlie underline underlying undermine underneath underpinned underpowered
underscore undershoot undersized understand understandability understood undertaken undertaking
undertook underused underway underwent underwrite undesirable undesired undetectable undetected
undetermined undeveloped undid undigested undo undocumented undoes undone undue uneasy unencumbered
unenforceable unequal unequivocal unevaluated uneven unexpanded unexpected unexpired unexplained
unexplored unfair unfamiliar unfed unfilled unfiltered unfinished unfit unfold unforced unforeseen
unfortunate unfree unfreeze unfriendly unfrozen unfulfilled unglue ungodly unguarded unhandled
unhappy unhelpful unholy uni unicorn unidirectional unification uniform uniformity uniformize unify
unilateral unimpaired unimplementable unimplemented unimportant uninformative uninhabited
uninitialized uninstall uninstaller unintelligent unintended unintentional uninterested
uninteresting uninterpretable uninterpreted uninvolved union unipolar unique uniqueness unison unit
unitary unite unity univ univariate universal universalist universe university unknown unlabeled
unless unlike unlimited unlink unlisted unload unlock unlucky unmaintainable unmaintained unmapped
unmarked unmask unmatched unmentioned unmet unmodifiable unmodified unmounted unnamed unnatural
unnecessarily unnecessary unneeded unnoticed unnumbered unofficial unopened unordered unorthodox
unowned unpack unpaired unparalleled unpatented unpin unpinned unpleasant unplug unplugged
unpopulated unpredictable unpredictably unprintable unprivileged unproblematic unprocessed
unprotected unpublished unqualified unquestioned unquote unravel unreachable unreached unread
unreal unrealized unreasonably unrecognized unrecorded unrecoverable unregistered unrelated
unreleased unreliable unremarkably unremovable unreported unreproducible unreserved unresolvable
unresolved unresponsive unresponsiveness unrestricted unroll unruly unsafe unsanitary
unsatisfactory unsatisfiable unsatisfied unsaved unscaled unscathed unseal unseen unselected unsent
unset unshared unsigned unsolicited unsorted unsound unspecific unspecified unstable unstack
unstick unsubscribe unsubtle unsuccessful unsuitable unsupported unsure unsuspecting untangle
unterminated untestable untested untidy untie until untimely untitled unto untouched untoward
untranslatable untranslated untreated untrimmed untrue untrustworthy unusable unusably unused
unusual unverifiable unverified unwanted unwarranted unwary unwelcome unwieldy unwind unwise
unworkable unworthy unwound unwrap unwrapped unwrapping unwritten unzip unzipped unzipping upcast
upcoming update upfront upgrade upgradeable uphold uplift upload upon upped upper uppercase upright
upscale upset upsetting upshot upside upsilon upstart upstream upward urban urge urgency urgent urn
usability usable usably usage use used useful usefulness useless user username usu usual utility
utilization utilize utopia utter vac vacation vaccine vacuity vacuous vacuum vagary vagrant vague
vagus vain vair val valence valid validate validation validity valor valuable valuation valuator
value valve vamp vampire van vane vanilla vanish vanity var varia variability variable variably
variadic variance variant variation varied variety various varnish vary vas vascular vast vatu
vault vav vector vectorization vectorized vehicle veil vein vel vela vellum velocity velvet vend
vendor veneer venture venue veracity verb verbal verbatim verbiage verbose verbosity verdict verge
verifiable verification verified verify verity versa versatile verse version verso versus vert
vertex vertical vertices vertigo very vestige vestigial veteran veto vetted vetting vex vhf via
viability viable vial vibes vibrant vibrato vicar vice vicious victim victor victory vide video
videoconference vie view viewer viewpoint vigilant vignette vii viii vil vile vilify vim vine
vintage violate violation violence violent violet violin viper viral vireo virga virgin virgule
virtual virtualization virtue virtuoso virtuous virus visa vise visibility visible visibly vision
visit visitor vista visual visualization visualize visualizer vita vital vitriol vivid vixen viz
vizier vlf voc vocab vocabulary voe vogue voice void voila vol volatile volcano voltage volume
voluminous voluntarily voluntary volunteer vomit voodoo vortex vote vouch vow vowel voyager vulgar
vulnerability vulnerable vulture wacko wacky wad waffle wag wagon wait waiter waitlist waive waiver
wake waldo walk walker wall wallaby wallpaper wally walrus wan wand wander wanderer wanderlust
wanna want war ward ware warehouse warlord warm warn warp warrant warrantee warranty warrior wart
warty wary was washed wast wastage waste wasteful wat watch watchdog watcher watchman water
waterfall waterloo watermark watt wattle wave waveform wavefront wavelet wavy waw wax way weak
weaken weakness wealth wean weapon wear weary weather weave weaver web webcam webcast webinar
webmaster webpage website wed wedding wedge wee weed week weekday weekend ween weigh weight weird
weirdness welcome well wellbeing wellness wen wend went were west western wet wether whack whale
what whatever whatnot whatsit whatsoever wheat wheel wheelhouse wheezy whelp when whence whenever
where whereabouts whereas whereby wherein wherever whet whether whey which whichever while whilst
whimsical whine whip whirlpool whistle whit white whitelist whiteout whitespace whity who whoa
whoever whole wholesale wholly whom whomever whopping whose why wick wide widen widescreen
widespread widget widow width wife wig wiggle wiki wild wildcard wildcat wildebeest wildfire will
willingness willow willy wimp win wince winch wind window wine wing wink winner winning winnow
winter wipe wiper wire wired wireless wiretap wiring wisdom wise wish wishful wit witch witchery
with withdraw withdrawal withdrawn wither withheld within without withstand witness wives wiz
wizard woke wolf wolfram woman wombat women won wonder wonderful wonderland wonky wont woo wood
woodruff woodwind woody wool woops word wordsmith wordy work workable workaround workbench workbook
worker workflow workhorse workings workload workplace workshop workspace workstation world
worldwide worm worn worried worry worse worsen worst worth worthless worthwhile worthy wot would
wound woven wow wpm wraith wrap wraparound wrapped wrapper wrapping wrath wreak wreckage wren
wrench wright wring wrinkle writ write writeable writer writeup written wrong wrote xci xebec xerox
xii xiv xix xor xref xterm xvi xvii xviii xxi xxv xxx yah yak yam yang yank yap yard yarn yarrow
yea yeah year yell yellow yelp yen yep yes yesterday yet yew yield yin yip yippie yod yoga yon york
you young your yourself youth yow yuck yucky yuk yum yup zap zapped zapping zarf zealous zebra zebu
zed zee zephyr zero zeroes zeta zig zigzag zilch zillion zingaro zip zipped zipper zipping zippy
zodiac zombie zonal zone zoo zoology zoom
"""
_WORDS = frozenset(_LIST.split())
