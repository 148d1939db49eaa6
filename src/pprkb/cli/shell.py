"""`completion`: the script that lets a shell complete what is typed."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from pprkb.cli.options import Choice


@click.command()
@click.argument("shell", type=Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that lets SHELL complete commands, keys, topics and styles.

    For bash, put `eval "$(pprkb completion bash)"` into ~/.bashrc; for zsh likewise into ~/.zshrc;
    for fish, `pprkb completion fish > ~/.config/fish/completions/pprkb.fish`.
    """
    from pprkb.cli.main import program

    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"no completion is known for {shell}")
    click.echo(made(program, {}, "pprkb", "_PPRKB_COMPLETE").source())
