"""`schema`: JSON Schemas for the YAML files, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pprkb.cli.options import with_knowledge_base
from pprkb.cli.output import print_json, write_output
from pprkb.knowledge_base import KnowledgeBase


@click.command()
@click.argument("name", required=False, metavar="[NAME]")
@click.option(
    "--names",
    is_flag=True,
    help="Let the works, topics and research types of this library be the only ones.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to this file."
)
@with_knowledge_base
def schema(
    knowledge_base: KnowledgeBase, *, name: str | None, names: bool, output: Path | None
) -> None:
    """Write the JSON Schema for a kind of YAML file, or list the kinds.

    With a schema, an editor completes and explains the names of fields and their values, and marks
    mistakes.

    Example: pprkb schema reading-list -o reading-list.schema.json
    """
    if name is None:
        if names or output:
            raise click.UsageError("name the schema: `pprkb schema` lists them")
        titles = knowledge_base.schemas()
        width = max(map(len, titles))
        for one, title in titles.items():
            click.echo(f"{one:<{width}}  {title}")
        return
    made = knowledge_base.schema(name, own_names=names)
    if output is None or str(output) == "-":
        print_json(made)
        return
    content = json.dumps(made, ensure_ascii=False, indent=2) + "\n"
    write_output(knowledge_base, content.encode(), output, binary=False)
