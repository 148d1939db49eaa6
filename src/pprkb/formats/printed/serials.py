"""Names of journals, newspapers, magazines and proceedings, by the words that give them away."""

from __future__ import annotations

import re

from pprkb.formats.printed.capitals import content_words, is_title_case

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
