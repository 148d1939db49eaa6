"""Names of languages in babel and biblatex (`langid`) and their BCP 47 tags."""

from __future__ import annotations

import re

_TAGS = {
    "english": "en", "american": "en-US", "usenglish": "en-US", "british": "en-GB",
    "ukenglish": "en-GB", "canadian": "en-CA", "australian": "en-AU", "newzealand": "en-NZ",
    "french": "fr-FR", "francais": "fr-FR", "acadian": "fr-CA", "canadien": "fr-CA",
    "german": "de-DE", "ngerman": "de-DE", "austrian": "de-AT", "naustrian": "de-AT",
    "swissgerman": "de-CH", "nswissgerman": "de-CH", "spanish": "es-ES", "italian": "it-IT",
    "portuguese": "pt-PT", "portuges": "pt-PT", "brazilian": "pt-BR", "brazil": "pt-BR",
    "dutch": "nl-NL", "danish": "da-DK", "swedish": "sv-SE", "norwegian": "nb-NO",
    "norsk": "nb-NO", "nynorsk": "nn-NO", "finnish": "fi-FI", "icelandic": "is-IS",
    "polish": "pl-PL", "russian": "ru-RU", "czech": "cs-CZ", "slovak": "sk-SK",
    "slovene": "sl-SI", "slovenian": "sl-SI", "croatian": "hr-HR", "serbian": "sr-RS",
    "ukrainian": "uk-UA", "bulgarian": "bg-BG", "romanian": "ro-RO", "hungarian": "hu-HU",
    "magyar": "hu-HU", "estonian": "et-EE", "latvian": "lv-LV", "lithuanian": "lt-LT",
    "greek": "el-GR", "turkish": "tr-TR", "hebrew": "he-IL", "arabic": "ar", "persian": "fa-IR",
    "farsi": "fa-IR", "japanese": "ja-JP", "chinese": "zh-CN", "korean": "ko-KR", "latin": "la",
    "catalan": "ca-ES", "galician": "gl-ES", "basque": "eu-ES", "afrikaans": "af-ZA",
    "vietnamese": "vi-VN", "thai": "th-TH", "indonesian": "id-ID", "welsh": "cy-GB",
    "irish": "ga-IE", "hindi": "hi-IN", "esperanto": "eo",
    "deutsch": "de-DE", "français": "fr-FR", "español": "es-ES", "italiano": "it-IT",
}  # fmt: skip
_TAG = re.compile(r"[a-z]{2,3}(?:[-_](?:[A-Za-z]{2,4}|\d{3}))*$")
_THREE_LETTERS = {
    "eng": "en", "ger": "de-DE", "deu": "de-DE", "fre": "fr-FR", "fra": "fr-FR",
    "spa": "es-ES", "ita": "it-IT", "dut": "nl-NL", "nld": "nl-NL", "por": "pt-PT",
}  # fmt: skip
_NAMES: dict[str, str] = {}
for _name, _tag in _TAGS.items():
    _NAMES.setdefault(_tag, _name)
_NAMES["en-US"] = "american"
_NAMES["de-DE"] = "ngerman"


def language_tag(name: str) -> str:
    """Return the BCP 47 tag of a language.

    Args:
        name: A babel name, an English name, or a tag already.

    Returns:
        The tag; empty where the name is not known.
    """
    folded = name.strip().lower()
    known = _TAGS.get(folded) or _THREE_LETTERS.get(folded)
    if known:
        return known
    name = name.strip()
    return name.replace("_", "-") if _TAG.match(name) and len(folded) != 3 else ""


def language_name(tag: str) -> str:
    """Return the babel name of a tag, for `langid`; empty where there is none."""
    return _NAMES.get(tag, "")
