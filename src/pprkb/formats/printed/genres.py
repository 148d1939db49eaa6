"""Kinds of works as they are told in brackets: "[Film]", "(Doctoral dissertation)"."""

from __future__ import annotations

import re

from pprkb.model.reference import ReferenceType as T

THESIS = re.compile(
    r"(?P<genre>(?:(?:un)?published\s)?"
    r"(?:(?:doctoral|master[’']?s?|bachelor[’']?s?|ph\.?\s?d\.?|honou?rs?|diploma|undergraduate)"
    r"\s(?:dissertation|thesis|work)|dissertation|diplomarbeit|habilitation))"
    r"(?:,\s(?P<publisher>.{3,120}))?$",
    re.I,
)
GENRES: dict[str, T] = {
    "film": T.MOTION_PICTURE,
    "motion picture": T.MOTION_PICTURE,
    "documentary": T.MOTION_PICTURE,
    "dvd": T.MOTION_PICTURE,
    "video": T.MOTION_PICTURE,
    "video file": T.MOTION_PICTURE,
    "webinar": T.MOTION_PICTURE,
    "tv series": T.BROADCAST,
    "tv series episode": T.BROADCAST,
    "audio podcast": T.BROADCAST,
    "audio podcast episode": T.BROADCAST,
    "podcast": T.BROADCAST,
    "podcast episode": T.BROADCAST,
    "radio broadcast": T.BROADCAST,
    "audio recording": T.SONG,
    "song": T.SONG,
    "album": T.SONG,
    "audiobook": T.BOOK,
    "map": T.MAP,
    "photograph": T.GRAPHIC,
    "painting": T.GRAPHIC,
    "data set": T.DATASET,
    "dataset": T.DATASET,
    "database": T.DATASET,
    "unpublished raw data": T.DATASET,
    "computer software": T.SOFTWARE,
    "software": T.SOFTWARE,
    "computer program": T.SOFTWARE,
    "mobile app": T.SOFTWARE,
    "mobile application software": T.SOFTWARE,
    "r package": T.SOFTWARE,
    "paper presentation": T.PAPER_CONFERENCE,
    "poster presentation": T.PAPER_CONFERENCE,
    "oral presentation": T.PAPER_CONFERENCE,
    "conference presentation": T.PAPER_CONFERENCE,
    "conference session": T.PAPER_CONFERENCE,
    "poster session": T.PAPER_CONFERENCE,
    "symposium": T.PAPER_CONFERENCE,
    "keynote address": T.PAPER_CONFERENCE,
    "workshop": T.PAPER_CONFERENCE,
    "unpublished manuscript": T.MANUSCRIPT,
    "manuscript in preparation": T.MANUSCRIPT,
    "manuscript submitted for publication": T.MANUSCRIPT,
    "preprint": T.ARTICLE,
    "press release": T.REPORT,
    "white paper": T.REPORT,
    "fact sheet": T.REPORT,
    "policy brief": T.REPORT,
    "brochure": T.PAMPHLET,
    "report": T.REPORT,
    "technical report": T.REPORT,
    "blog post": T.POST_WEBLOG,
    "tweet": T.POST,
    "facebook post": T.POST,
    "powerpoint slides": T.SPEECH,
    "lecture notes": T.SPEECH,
    "letter to the editor": T.ARTICLE_JOURNAL,
    "editorial": T.ARTICLE_JOURNAL,
    "commentary": T.ARTICLE_JOURNAL,
    "comment": T.ARTICLE_JOURNAL,
    "abstract": T.ARTICLE_JOURNAL,
    "special issue": T.ARTICLE_JOURNAL,
}
"""What is told in brackets, in small letters, and the type of work it tells."""
