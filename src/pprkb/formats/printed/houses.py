"""Names of publishers, of archives of preprints and of the places where publishers are."""

from __future__ import annotations

import re

from pprkb.formats.printed.capitals import content_words, is_title_case
from pprkb.formats.printed.serials import SERIALS, names_journal

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
