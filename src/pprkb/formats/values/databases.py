"""Names of databases and search services, in which a work was found.

They are no part of a reference (APA 7, section 9.30), though RIS, Zotero and others hand them on
in the fields of an archive.
"""

from __future__ import annotations

import re

_NAMES = re.compile(
    r"""(?:the\s+)?(?:
      apa\s+psyc\w+|psyc\s?(?:info|articles?|books?|extra|tests|critiques|net)
    | psyndex(?:plus)?|medline|pubmed|pmc|embase|emcare|cinahl|amed|eric|cochrane|scopus
    | science\s?direct|dimensions|web\s+of\s+(?:science|knowledge)|isi|wos|clarivate
    | core\s+collection|s(?:s)?ci(?:-expanded)?|a&hci|esci|current\s+contents|biosis
    | proquest(?!\s+dissertations)|ebsco|ovid|jstor|worldcat|open\s+worldcat|google|crossref
    | datacite|doi\.org|k10plus|library\s+(?:catalog|of\s+congress\s+(?:catalog|isbn))|primo
    | zotero|mendeley|endnote|refworks|citavi|academic\s+search|business\s+source
    | psychology\s+(?:and|&)\s+behavioral|sociological\s+abstracts|socindex
    | social\s+(?:services|sciences?)\s+(?:abstracts|citation|premium)|springerlink
    | springer\s+link|wiley\s+online|taylor\s+(?:&|and)\s+francis
    | sage\s+(?:journals|premier)|cambridge\s+core|oxford\s+academic|ieee\s*xplore
    | acm\s+digital|ingenta|silverchair|atypon|highwire|lilacs|scielo|doaj|dialnet|redalyc
    | cnki|wanfang|korea\s?med|trip\s+database|epistemonikos|semantic\s+scholar|openalex
    | researchgate|academia\.edu|base\b|core\b|dblp|inspire|lexisnexis|nexis|westlaw
    | heinonline|factiva|gale\b|academic\s+onefile|general\s+onefile
    | nursing\s+(?:&|and)\s+allied|health\s+(?:source|research)|global\s+health
    | mla\s+international
    )\b.*""",
    re.VERBOSE | re.IGNORECASE,
)
_MEDLINE = re.compile(r"(?:ovid\s+)?(?:medline|pubmed)|(?:mdc|cmedm|mnh|nlm)\Z", re.IGNORECASE)
_CODE = re.compile(r"[a-z][a-z0-9]{1,6}")
"""EBSCO's short names: "psyh", "cin20", "a9h"."""


def is_database(name: str) -> bool:
    """Say whether a name is that of a database or search service, and of no archive.

    ProQuest Dissertations & Theses is none here: APA names it as the source of a dissertation
    (section 10.6).
    """
    name = " ".join(name.split())
    return bool(_NAMES.fullmatch(name) or _CODE.fullmatch(name))


def is_medline(name: str) -> bool:
    """Say whether the accession numbers of a database are PMIDs."""
    return _MEDLINE.match(name) is not None
