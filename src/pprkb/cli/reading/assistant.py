"""`mcp`: the library for AI assistants."""

from __future__ import annotations

import sys

import click

from pprkb.cli.options import with_knowledge_base
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.errors import OutputError


@click.command()
@with_knowledge_base
def mcp(knowledge_base: KnowledgeBase) -> None:
    """Serve the library to an AI assistant over the Model Context Protocol.

    A program such as an editor starts this command and communicates with it over standard input and
    output; it is of no use in a terminal. Access is read-only. docs/assistants.md explains how to
    configure such programs.

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
        click.echo("Waiting for an assistant on standard input (Ctrl-C stops it)", err=True)
    run(knowledge_base)
