"""The command line as tests call it, in their own process."""

from click.testing import CliRunner, Result

from pprkb.cli.main import program


def invoke(
    *words: object,
    code: int | None = 0,
    stdin: str | None = None,
    env: dict[str, str] | None = None,
) -> Result:
    """Run a command and check its exit code; None allows any.

    An exception that the program does not handle is raised here.
    """
    result = CliRunner().invoke(
        program, [*map(str, words)], input=stdin, env=env, catch_exceptions=False
    )
    assert code is None or result.exit_code == code, result.output
    return result
