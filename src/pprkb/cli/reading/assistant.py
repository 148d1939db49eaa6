"""`mcp`: the library for assistants."""

from __future__ import annotations

import sys

import click

from pprkb.cli.options import with_knowledge_base
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.errors import OutputError


@click.command()
@with_knowledge_base
def mcp(knowledge_base: KnowledgeBase) -> None:
    """Answer an assistant's questions from the library, over the Model Context Protocol.

    A program such as an editor starts this command and speaks with it on standard input and
    output; a person has no use for it in a terminal. Nothing of the library can be
    changed. docs/assistants.md has the settings of such programs.

    Example: pprkb --library FOLDER mcp
    """
    try:
        from pprkb.assistant.server import run
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("pprkb"):
            raise
        raise OutputError(
            "assistants are answered with the package mcp, which is not installed",
            hint="install it: pip install 'pprkb[mcp]'",
        ) from error
    if sys.stdin.isatty():
        click.echo("Waiting for an assistant on standard input (Ctrl-C ends it)", err=True)
    run(knowledge_base)
