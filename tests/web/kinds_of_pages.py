"""Every kind of page of the site of `data/`, by a name; tests of pages take them from here."""

from __future__ import annotations

from urllib.parse import quote

_SHARED = '{"t":"Seminar","i":"Two weeks","p":[["Week 1",[["webb2010therapist","essential","x"]]]]}'

KINDS = {
    "home": "",
    "articles": "articles/",
    "articles-page-2": "articles/page/2/",
    "articles-by-one-facet": "articles/?topic=empathy",
    "articles-by-three-facets": "articles/?topic=empathy&type=meta-analysis&effects=yes",
    "articles-none": "articles/?topic=empathy&type=survey",
    "article": "articles/webb2010therapist/",
    "article-of-a-review": "articles/wampold2015great/",
    "article-replaced": "articles/elliott2011empathy/",
    "article-corrected": "articles/vandis2020longterm/",
    "article-without-summary": "articles/baldwin2013therapist/",
    "topics": "topics/",
    "topic-with-plots": "topics/alliance/",
    "topic-with-narrower": "topics/common-factors/",
    "types": "types/",
    "type": "types/meta-analysis/",
    "kinds": "kinds/",
    "kind": "kinds/book/",
    "years": "years/",
    "year": "years/2018/",
    "months": "months/",
    "month": "months/2015-12/",
    "authors": "authors/",
    "author": "authors/wampold-b-e/",
    "effect-sizes": "effect-sizes/",
    "search": "search/",
    "search-found": "search/?q=empathy",
    "search-misspelt": "search/?q=empahty",
    "search-none": "search/?q=qqzzx",
    "evidence": "evidence/",
    "evidence-found": "evidence/?q=does+empathy+matter",
    "evidence-none": "evidence/?q=qqzzx",
    "lists": "lists/",
    "list": "lists/therapeutic-alliance/",
    "course": "lists/common-factors-course/",
    "builder": "lists/new/",
    "builder-filled": f"lists/new/?list={quote(_SHARED)}",
    "shared": f"lists/view/?list={quote(_SHARED)}",
    "shared-damaged": "lists/view/?list=%7B",
    "compare": "compare/",
    "compare-two": "compare/?keys=webb2010therapist,elliott2018therapist",
    "compare-unknown": "compare/?keys=nobody",
    "about": "about/",
    "retractions": "retractions/",
    "missing": "articles/nobody/",
}
"""Addresses below the root; those with a query are answered by scripts where the site is files."""
