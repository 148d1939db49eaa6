"""What a hint says on the command line: the command or option that takes the step."""

from __future__ import annotations

import shlex

from pprkb.model.hint import Hint, Step

_ON_THE_COMMAND_LINE = {
    Step.TOPICS: "`pprkb topics` lists them",
    Step.RESEARCH_TYPES: "`pprkb topics --types` lists them",
    Step.KEYWORDS: "`pprkb topics --keywords` lists them",
    Step.KEYS: "`pprkb list` shows the keys",
    Step.FIND_KEY: "`pprkb search` finds keys",
    Step.SUMMARIES: "`pprkb list --summarised` lists them",
    Step.READING_LISTS: "`pprkb reading-list` lists them",
    Step.NAMES: "`pprkb list` and `pprkb topics` list the names",
    Step.STYLES: "`pprkb styles WORDS` finds styles; a .csl file can be named by its path",
    Step.CHECK_LIST: "pprkb reading-list check {0} says more",
    Step.ADD_FIRST: "add it first: pprkb add",
    Step.GIVE_TEXT: "paste the reference with --apa",
    Step.TEXT_OR_LATER: "paste the reference with --apa, or try later",
    Step.TEXT_OR_SOON: "try again in some minutes, or paste the reference with --apa",
    Step.TEXT_OR_LONGER: "paste the reference with --apa, or try later; --timeout SECONDS gives it"
    " more time",
    Step.CHECK_OR_TEXT: "check it, or paste the reference with --apa",
    Step.DOI_OR_TEXT: "give its DOI with --doi, or the reference with --apa",
    Step.TEXTS: "paste its references with --apa",
    Step.DOI_OR_ENTRY: "look for its DOI and use --doi, or write the entry by hand",
    Step.OTHER_WORK: "if it is another work, add --not-duplicate {0}",
    Step.DOUBTS: "correct what is wrong, or say --accept-doubts if all was read as it is meant",
    Step.BEGIN_SUMMARY: "begin one: pprkb new {0}",
    Step.BEGIN_SUMMARY_OF_MONTH: "begin one: pprkb new KEY --month {0}",
    Step.RECORD: "`pprkb extract {0}` proposes one",
    Step.ALSO_OTHERS: "--also is for other works that it discusses",
    Step.ALSO: "change it in {0} by hand, or add --also if it discusses both works",
    Step.LACKS_TOPICS: "topics: see pprkb topics",
    Step.LACKS_TYPE: "a research type: see pprkb topics --types",
    Step.LACKS_EFFECTS: "effect sizes, if it reports any: pprkb extract {0}",
    Step.PIN: "pin it now: pprkb reading-list pin {0}",
    Step.PIN_ANEW: "{1}; or pin the list anew: pprkb reading-list pin {0}",
    Step.SAY_WHAT_EVENT: "say --benefit or --harm, and of an unwanted event such as relapse"
    " --better lower; in a record `favours` and `better`",
    Step.SAY_BENEFIT: "write it without one, and say --benefit or --harm",
    Step.SAY_SIZES: "give --df, or the sizes of the groups with --n1 and --n2 (or --n for both)",
    Step.SAY_PEOPLE: "give all of them with --n",
    Step.BEGIN: "make one: pprkb init --from FILE takes an export of Zotero, JabRef or EndNote,"
    " --example a course to edit;\n       or name yours with --library",
    Step.BEGIN_FROM: "make a library of it: pprkb init {1:folder}--from {0:quoted}",
    Step.BEGIN_FROM_INSIDE: "if {0} is the library, rename it to {1};"
    " or make one of it: pprkb init {3:folder}--from {2:quoted}",
    Step.BEGIN_IN: "name the folder that holds {1}, or make a library: pprkb init {0:quoted}",
    Step.BEGIN_AFTERWARDS: "{0}; then make a library: pprkb init --from FILE",
    Step.BEGIN_COPY: "make one of your own: pprkb init FOLDER; with --example it is a copy of this"
    " one",
    Step.ADD_OR_OTHER_FOLDER: "pprkb add FILE adds the works of a file to it; another library needs"
    " another folder: pprkb init FOLDER",
    Step.EMPTY_FOLDER: "name an empty folder: pprkb init FOLDER",
    Step.NAME_LIBRARY: "name the folder that holds {0} with --library",
    Step.NAME_DATE: "take the newest; if it is newer than its newest notice, name its date: --dated"
    "; {0}",
}


class _Word(str):
    """A word that `{0:quoted}` prints as a shell takes it, and `{0:folder}` where it is none's."""

    def __format__(self, form: str) -> str:
        if form == "folder":
            return "" if self == "." else f"{shlex.quote(self)} "
        return shlex.quote(self) if form == "quoted" else str(self)


def on_the_command_line(hint: str) -> str:
    """Return a hint in the words of the command line."""
    if not isinstance(hint, Hint):
        return hint
    return _ON_THE_COMMAND_LINE[hint.step].format(*map(_Word, hint.about))
