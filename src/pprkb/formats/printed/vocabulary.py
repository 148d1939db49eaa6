"""Words by which journals, publishers, places and title case are recognised."""

from __future__ import annotations

import re

_IN_SMALL = """
of the and for in on an a to with de del der des die das und et la le les di e y à du en i og
och van voor & from as at by
"""
_SMALL = frozenset(_IN_SMALL.split())


def content_words(text: str) -> list[str]:
    """Return the words of a text that carry meaning, without marks."""
    words = [word.strip(".,;:!?()[]“”\"'’") for word in text.split()]
    return [word for word in words if word and word not in _SMALL]


def is_title_case(text: str) -> bool:
    """Say whether every word that carries meaning begins with a capital or a digit."""
    words = content_words(text)
    return bool(words) and all(not word[0].islower() for word in words)


_IN_JOURNALS = """
journal journals review reviews psychiatry psychology psychological psychologist psychologists
psychotherapy psychotherapies psychiatric psychosomatics psychosomatic bulletin annals archives
quarterly science sciences medicine therapy therapies lancet jama nature bmj plos frontiers
research studies disorders inquiry psychoanalysis psychoanalytic behavior behaviour behavioural
behavioral counseling counselling zeitschrift revue rivista revista acta proceedings
transactions letters advances neuroscience neuropsychology cognition cognitive clinics
psychopathology suicidology dynamics developments psychother psychol trends assessment
psychosomatica scandinavica scandinavian practitioner biometrika econometrica epidemiology
pediatrics paediatrics gerontology gerontologist neurology memory perception psychometrika
methods contexts archiv jahrbuch education educational educator nursing statistics statistician
addiction child adolescent pone health mental culture policy
"""
_JOURNALS = frozenset(_IN_JOURNALS.split())
_IN_SERIALS = """
journal review reviews bulletin annals archives quarterly proceedings zeitschrift revue rivista
revista acta transactions letters frontiers
"""
SERIALS = frozenset(_IN_SERIALS.split())
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
_MEETING = re.compile(r"\b(?:Conference|Symposium|Workshop|Congress|Annual Meeting|Interspeech)\b")
_ISO = re.compile(
    r"(?:J|Psychol|Psych|Psychiatry?|Clin|Consult|Couns|Res|Ther|Pract|Bull|Rev|Ann|Annu|Arch|Am"
    r"|Amer|Br|Brit|Eur|Int|Intern|Sci|Med|Soc|Pers|Cogn|Behav|Exp|Dev|Educ|Natl|Acad|Proc|Trans"
    r"|Assoc|Stat|Gen|Abnorm|Affect|Disord|Scand|Can|Aust|Z|Zeitschr|Neurosci|Neurol|Pediatr"
    r"|Adolesc|Psychother|Psychosom|Epidemiol|Process|Psychoanal|Psychopathol|Compr|Appl|Math|Phys"
    r"|Biol|Lett|Comput|Organ|Hum|Mem|Lang|Percept|Psychophys|Monogr|Quart|Q|Opin|Curr|Nerv|Ment"
    r"|Dis|Ser|Comp|Phil|Philos|R|Lond|Roy|U\.S\.A|USA|Nat|N|Engl|Health|Integr|Quant|Publ|Public"
    r"|Individ|Differ)\.?$"
)


def names_journal(text: str) -> bool:
    """Say whether a word of journals' names is among the words."""
    return any(word.lower() in _JOURNALS for word in content_words(text))


def begins_journal(word: str) -> bool:
    """Say whether a word that is cut off may be one of journals' names: "Psychothera"."""
    return len(word) >= 4 and any(known.startswith(word.lower()) for known in _JOURNALS)


def names_newspaper(text: str) -> bool:
    """Say whether the words are the name of a newspaper."""
    return _NEWSPAPERS.search(text) is not None and is_title_case(text)


def names_magazine(text: str) -> bool:
    """Say whether the words are the name of a magazine."""
    return _MAGAZINES.match(text) is not None


def names_proceedings(text: str) -> bool:
    """Say whether the words are the proceedings of a meeting."""
    return _MEETING.search(text) is not None and text.startswith("Proceedings")


def is_abbreviated(segment: str) -> bool:
    """Say whether the last word of a segment is one that ISO 4 shortens: "Arch", "Psychol"."""
    words = segment.split()
    return (
        0 < len(words) <= 3
        and _ISO.match(words[-1]) is not None
        and all(not word[0].islower() for word in words)
    )


_IN_PUBLISHERS = """
press publishing publisher publishers publications books verlag wiley springer routledge guilford
sage norton elsevier inc ltd corporation corp sons association institute foundation organization
organisation university hogrefe karnac penguin mcgraw-hill pearson erlbaum brunner harper hogarth
vintage knopf doubleday macmillan prentice-hall prentice blackwell plenum karger thieme
brunner-routledge brunner-mazel brunner/mazel viking houghton holt rinehart lippincott cengage
brooks/cole wadsworth kluwer birkhäuser beltz klett-cotta psychosozial suhrkamp vandenhoeck huber
schattauer éditions editions gallimard packt o'reilly mit crc palgrave bloomsbury polity tavistock
scribner apa who oecd nice rand aronson mifflin delta dell avon ballantine bantam schuster
putnam's putnam dover tarcher freeman saunders mosby lulu createspace leanpub jossey-bass jossey
corwin nova ashgate elgar
"""
_PUBLISHERS = frozenset(_IN_PUBLISHERS.split())
_IN_BODIES = """
college school government ministry department office centre center council commission
administration agency service services national institutes society federation committee academic
academy basic random free crown worth lawrence morrow simon group
"""
_BODIES = frozenset(_IN_BODIES.split())
"""Words of publishers that journals have too."""
_PREPRINTS = re.compile(
    r"(?:PsyArXiv|arXiv|medRxiv|bioRxiv|SSRN|OSF Preprints|Research Square|PsychArchives"
    r"|Preprints(?:\.org)?|EdArXiv|SocArXiv|MetaArXiv|Authorea|OSF)(?: Preprints?)?$",
    re.I,
)
_STATE = re.compile(r",\s(?:[A-Z]{2}|[A-Z]\.[A-Z]\.?|[A-Z][a-z]{2,5}\.)(?:,\s[A-Z][\w. ]{1,20})?$")
_PLACES = frozenset(
    place.strip()
    for place in """
    new york|new york city|london|oxford|cambridge|boston|chicago|philadelphia|washington
    san francisco|los angeles|baltimore|thousand oaks|beverly hills|newbury park|hillsdale|mahwah
    hoboken|toronto|montreal|vancouver|ottawa|sydney|melbourne|berlin|heidelberg|münchen|munich
    hamburg|stuttgart|göttingen|frankfurt|frankfurt am main|leipzig|köln|cologne|bern|zürich|zurich
    basel|geneva|wien|vienna|paris|toulouse|bruxelles|brussels|amsterdam|rotterdam|dordrecht
    the hague|leiden|utrecht|stockholm|copenhagen|oslo|helsinki|rome|roma|milan|milano|torino
    bologna|madrid|barcelona|lisbon|lisboa|new haven|princeton|englewood cliffs|upper saddle river
    belmont|pacific grove|monterey|stanford|palo alto|menlo park|berkeley|oakland|santa barbara
    east norwalk|norwalk|northvale|ann arbor|evanston|itasca|minneapolis|saint paul|st. paul
    st. louis|new brunswick|lanham|arlington|alexandria|bethesda|rockville|silver spring
    garden city|edinburgh|glasgow|dublin|manchester|brighton|chichester|london and new york
    london & new york|new york and london|milton keynes|buckingham|aldershot|cheltenham
    harmondsworth|tokyo|beijing|shanghai|hong kong|singapore|new delhi|mumbai|delhi|tel aviv
    jerusalem|cape town|johannesburg|auckland|são paulo|buenos aires|mexico city|cham|weinheim
    freiburg|tübingen|gießen|giessen|wiesbaden|bielefeld|boca raton|needham heights|champaign
    urbana|university park|bloomington|chapel hill|ithaca|syracuse|albany|rochester|pittsburgh
    cincinnati|detroit|houston|boulder|seattle|portland|san diego|la jolla|atlanta|miami
    new orleans|moscow|warsaw|prague|budapest|istanbul|leuven|louvain|ghent|amherst|holmes beach
    sarasota|scottsdale|sebastopol|redwood city|san rafael|burlington|montpelier
    """.replace("\n", "|").split("|")
)
"""Cities whose names are no everyday words; an English "Reading" needs its publisher."""


def names_publisher(text: str) -> bool:
    """Say whether a word of publishers' names is among the words, and none of journals' alone."""
    words = [word.lower() for word in content_words(text)]
    words += [part for word in words if "-" in word for part in word.split("-")]
    if any(word in SERIALS for word in words):
        return False
    return any(word in _PUBLISHERS for word in words) or (
        any(word in _BODIES for word in words) and not names_journal(text)
    )


def is_place(text: str) -> bool:
    """Say whether the words are a place where publishers are: "New York", "Hoboken, NJ"."""
    if len(text) > 60 or any(character.isdigit() for character in text):
        return False
    first = text.split(",")[0].strip().lower()
    return first in _PLACES or (_STATE.search(text) is not None and is_title_case(text))


def may_be_place(text: str) -> bool:
    """Say whether the words could be a place that is not known here."""
    short = len(text) <= 40 and len(text.split()) <= 4
    return short and is_title_case(text) and all(c.isalpha() or c in " ,.-" for c in text)


def names_preprints(text: str) -> bool:
    """Say whether the words are the name of an archive of preprints."""
    return _PREPRINTS.match(text) is not None
