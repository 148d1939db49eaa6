"""Words that tell a journal from a publisher and a place from a title."""

from __future__ import annotations

import re

_JOURNALS = frozenset(
    """journal journals review reviews psychiatry psychology psychological psychologist psychologists
    psychotherapy psychotherapies psychiatric psychosomatics psychosomatic bulletin annals archives
    quarterly science sciences medicine therapy therapies lancet jama nature bmj plos frontiers
    research studies disorders inquiry psychoanalysis psychoanalytic behavior behaviour behavioural
    behavioral counseling counselling zeitschrift revue rivista revista acta proceedings
    transactions letters advances neuroscience neuropsychology cognition cognitive clinics
    psychopathology suicidology dynamics developments psychother psychol trends assessment
    psychosomatica scandinavica scandinavian practitioner biometrika econometrica epidemiology
    pediatrics paediatrics gerontology gerontologist neurology memory perception psychometrika
    methods contexts archiv jahrbuch education educational educator nursing statistics
    statistician addiction child adolescent pone health mental culture policy""".split()
)
_PUBLISHERS = frozenset(
    """press publishing publisher publishers publications books verlag wiley springer routledge
    guilford sage norton elsevier inc ltd sons association institute foundation organization
    organisation university hogrefe karnac penguin mcgraw-hill pearson erlbaum
    brunner harper hogarth vintage knopf doubleday macmillan prentice-hall prentice
    blackwell plenum karger thieme brunner-routledge brunner-mazel brunner/mazel viking
    houghton holt rinehart lippincott cengage brooks/cole wadsworth kluwer birkhäuser beltz
    klett-cotta psychosozial suhrkamp vandenhoeck huber schattauer éditions editions gallimard
    packt o'reilly mit crc palgrave bloomsbury polity tavistock scribner
    apa who oecd nice rand aronson mifflin delta dell avon ballantine bantam
    schuster putnam's putnam dover tarcher freeman saunders mosby
    lulu createspace leanpub jossey-bass jossey corwin nova ashgate elgar""".split()
)
_BODIES = frozenset(
    """college school government ministry department office centre center council commission
    administration agency service services national institutes society federation committee
    academic academy basic random free crown worth lawrence morrow simon group""".split()
)
"""Words of publishers that journals have too."""
_SERIALS = frozenset(
    """journal review reviews bulletin annals archives quarterly proceedings zeitschrift revue
    rivista revista acta transactions letters frontiers""".split()
)
"""Words that are in the names of journals and hardly of publishers."""
_NEWSPAPERS = re.compile(
    r"\b(?:Times|Post|Guardian|Herald|Tribune|News|Globe|Gazette|Telegraph|Independent|Chronicle"
    r"|Observer|Mail|Star|Sun|Courier|Zeitung|Le Monde)$"
)
_MAGAZINES = re.compile(
    r"^(?:Time|Newsweek|The Atlantic|The New Yorker|Scientific American|Psychology Today"
    r"|Monitor on Psychology|The Economist|National Geographic|Wired|Discover|Mother Jones"
    r"|New Scientist|Der Spiegel)(?: Magazine| Mind)?$"
)
PREPRINTS = re.compile(
    r"(?:PsyArXiv|arXiv|medRxiv|bioRxiv|SSRN|OSF Preprints|Research Square|PsychArchives"
    r"|Preprints(?:\.org)?|EdArXiv|SocArXiv|MetaArXiv|Authorea|OSF)(?: Preprints?)?$",
    re.I,
)
_MEETING = re.compile(r"\b(?:Conference|Symposium|Workshop|Congress|Annual Meeting|Interspeech)\b")
_STATE = re.compile(r",\s(?:[A-Z]{2}|[A-Z]\.[A-Z]\.?|[A-Z][a-z]{2,5}\.)(?:,\s[A-Z][\w. ]{1,20})?$")
_PLACES = frozenset(
    """new york|london|oxford|cambridge|boston|chicago|philadelphia|washington|san francisco
    los angeles|baltimore|thousand oaks|beverly hills|newbury park|hillsdale|mahwah|hoboken
    toronto|montreal|vancouver|ottawa|sydney|melbourne|berlin|heidelberg|münchen|munich|hamburg
    stuttgart|göttingen|frankfurt|frankfurt am main|leipzig|köln|cologne|bern|zürich|zurich|basel|geneva|wien|vienna
    paris|toulouse|bruxelles|brussels|amsterdam|rotterdam|dordrecht|the hague|leiden|utrecht
    stockholm|copenhagen|oslo|helsinki|rome|roma|milan|milano|torino|bologna|madrid|barcelona|lisbon|lisboa
    new haven|princeton|englewood cliffs|upper saddle river|belmont|pacific grove|homewood
    monterey|stanford|palo alto|menlo park|berkeley|oakland|santa barbara|orange|east norwalk
    norwalk|northvale|madison|ann arbor|evanston|itasca|minneapolis|saint paul|st. paul|st. louis
    new brunswick|lanham|arlington|alexandria|bethesda|rockville|silver spring|garden city
    edinburgh|glasgow|dublin|manchester|brighton|hove|chichester|london and new york
    london & new york|new york and london|milton keynes|buckingham|aldershot|cheltenham
    harmondsworth|middlesex|tokyo|beijing|shanghai|hong kong|singapore|new delhi|mumbai|delhi
    tel aviv|jerusalem|cape town|johannesburg|auckland|wellington|são paulo|buenos aires|mexico city
    cham|weinheim|freiburg|tübingen|gießen|giessen|wiesbaden|bielefeld|boca raton|needham heights
    reading|malden|sterling|champaign|urbana|university park|lexington|athens|bloomington|lincoln
    norman|durham|chapel hill|ithaca|syracuse|albany|rochester|pittsburgh|columbus|cleveland
    cincinnati|detroit|houston|dallas|austin|denver|boulder|seattle|portland|san diego|la jolla
    atlanta|miami|new orleans|moscow|warsaw|prague|budapest|istanbul|athens|leuven|louvain|ghent
    guilford|hanover|providence|amherst|holmes beach|sarasota|scottsdale|phoenix|tempe|provo
    carmel|cupertino|sebastopol|redwood city|san rafael|oakland|novato|burlington|montpelier""".replace(
        "\n", "|"
    ).split("|")
)
_PLACE_NAMES = frozenset(place.strip() for place in _PLACES)
_SMALL = frozenset(
    """of the and for in on an a to with de del der des die das und et la le les di e y à du en
    i og och van voor & from as at by""".split()
)
_ISO = re.compile(
    r"(?:J|Psychol|Psychiatr(?:y)?|Clin|Consult|Couns|Res|Ther|Pract|Bull|Rev|Ann|Annu|Arch|Am|Amer|Br|Brit|Eur"
    r"|Int|Intern|Sci|Med|Soc|Pers|Cogn|Behav|Exp|Dev|Educ|Natl|Acad|Proc|Trans|Assoc|Stat|Gen"
    r"|Abnorm|Affect|Disord|Scand|Can|Aust|Z|Zeitschr|Neurosci|Neurol|Pediatr|Adolesc|Psychother"
    r"|Psychosom|Epidemiol|Process|Psychoanal|Psychopathol|Compr|Appl|Math|Phys|Biol|Lett|Comput"
    r"|Organ|Hum|Mem|Lang|Percept|Psychophys|Monogr|Quart|Q|Opin|Curr|Nerv|Ment|Dis|Ser|Comp|Phil"
    r"|Philos|Trans|R|Lond|Roy|U\.S\.A|USA|Nat|N|Engl|Health|Psych|Integr|Quant|Publ|Public|Pers|Individ|Differ)\.?$"
)


def content_words(text: str) -> list[str]:
    """Return the words of a text that carry meaning, without marks."""
    words = [word.strip(".,;:!?()[]“”\"'’") for word in text.split()]
    return [word for word in words if word and word not in _SMALL]


def is_title_case(text: str) -> bool:
    """Say whether every word that carries meaning begins with a capital or a digit."""
    words = content_words(text)
    return bool(words) and all(not word[0].islower() for word in words)


def names_journal(text: str) -> bool:
    """Say whether a word of journals' names is among the words."""
    return any(word.lower() in _JOURNALS for word in content_words(text))


def names_publisher(text: str) -> bool:
    """Say whether a word of publishers' names is among the words, and none that only journals have."""
    words = [word.lower() for word in content_words(text)]
    words += [part for word in words if "-" in word for part in word.split("-")]
    if any(word in _SERIALS for word in words):
        return False
    return any(word in _PUBLISHERS for word in words) or (
        any(word in _BODIES for word in words) and not any(word in _JOURNALS for word in words)
    )


def names_proceedings(text: str) -> bool:
    """Say whether the words are the proceedings of a meeting."""
    return _MEETING.search(text) is not None and text.startswith("Proceedings")


def begins_journal(word: str) -> bool:
    """Say whether a word that is cut off may be one of journals' names: "Psychothera"."""
    return len(word) >= 4 and any(known.startswith(word.lower()) for known in _JOURNALS)


def names_newspaper(text: str) -> bool:
    """Say whether the words are the name of a newspaper."""
    return _NEWSPAPERS.search(text) is not None and is_title_case(text)


def names_magazine(text: str) -> bool:
    """Say whether the words are the name of a magazine."""
    return _MAGAZINES.match(text) is not None


def is_place(text: str) -> bool:
    """Say whether the words are a place where publishers are: "New York", "Hoboken, NJ"."""
    if len(text) > 60 or any(character.isdigit() for character in text):
        return False
    first = text.split(",")[0].strip().lower()
    return first in _PLACE_NAMES or (_STATE.search(text) is not None and is_title_case(text))


def may_be_place(text: str) -> bool:
    """Say whether the words could be a place that is not known here."""
    return len(text) <= 40 and len(text.split()) <= 4 and is_title_case(text) and text.replace(
        " ", ""
    ).replace(",", "").replace(".", "").replace("-", "").isalpha()


def is_abbreviated(segment: str) -> bool:
    """Say whether the last word of a segment is one that ISO 4 shortens: "Arch", "Psychol"."""
    words = segment.split()
    return (
        0 < len(words) <= 3
        and _ISO.match(words[-1]) is not None
        and all(not word[0].islower() for word in words)
    )
