"""Words that show where they are: what is printed outside their marks is no phrase."""

import re

from pprkb.languages import Words


def _marked(english):
    """Return a phrase with marks around it, but not around what fills its places."""
    return re.sub(r"[^{}]+(?![^{]*\})", r"⟦\g<0>⟧", english)


class Marked(Words):
    """Says every phrase between marks, so that what is not a phrase stands out."""

    locale, language = "fr-CA", "fr"

    def said(self, english):
        return _marked(english)

    def counted(self, number, one, several):
        return _marked(super().counted(number, one, several))

    def month(self, year, month):
        return f"⟦{super().month(year, month)}⟧"

    def date(self, iso):
        return f"⟦{super().date(iso)}⟧"

    def days(self, days, *, month_first=False):
        return f"⟦{super().days(days, month_first=month_first)}⟧"


def without_phrases(text):
    """Return text without what stands between marks; marks may be within marks."""
    while (shorter := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = shorter
    return text
