"""What a user's script may say of types; `mypy` reads this file and nothing runs it."""

from pathlib import Path
from typing import assert_type

import pprkb
from pprkb.desk.add.works import Addition
from pprkb.files.change import Change, Edit
from pprkb.knowledge_base import KnowledgeBase
from pprkb.knowledge_base.citing import Cited
from pprkb.knowledge_base.effects import Effects
from pprkb.knowledge_base.notebook.sequences import Articles, Problems, ReadingLists
from pprkb.knowledge_base.publication import Composed
from pprkb.model.citation import Style
from pprkb.model.effect import EffectSize
from pprkb.model.problem import Problem
from pprkb.model.reference import Reference
from pprkb.model.summary import Article

library = pprkb.open("~/my-library")
assert_type(library, KnowledgeBase)

for article in library.articles(topic="alliance", since=2015, sort="year"):
    assert_type(article, Article)
    assert_type(article.reference, Reference | None)
assert_type(library.articles(topic=["alliance", "empathy"], kind="book"), Articles)
library.articles(topics="alliance")  # type: ignore[call-arg]
library.articles(since="2015")  # type: ignore[arg-type]

effects = library.effects(topic="alliance", convert_to="r")
assert_type(effects, Effects)
assert_type([row.effect for row in effects], list[EffectSize])
assert_type(effects.arranged("summary-of-findings").save("findings.docx"), Path)

cited = library.cite("wampold2015important", style=Style("apa", "en-GB"))
assert_type(cited, Cited)
assert_type(cited.text, str)
assert_type(cited.narrative, str)

course = library.reading_list("common-factors-course", depth="full")
assert_type(course, Composed)
assert_type(course.save(Path("course.docx")), Path)
assert_type(course.write("html"), bytes)

assert_type(library.check(), Problems)
assert_type(library.check()[0], Problem)
assert_type(library.articles()[0], Article)
assert_type(library.articles()[:5], Articles)
assert_type(library.reading_lists(), ReadingLists)
assert_type([hit.article for hit in library.search("ruptures", limit=5).hits], list[Article])

edit = library.desk.link("2016-04-common-factors", "wampold2015important")
assert_type(edit, Edit)
assert_type(edit.difference(), str)
assert_type(edit.apply(), tuple[Change, ...])
assert_type(library.desk.add("10.1037/pst0000172"), Addition)
