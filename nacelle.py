"""The command line: wires each package's own commands."""

import sys

import typer

from agent.terminal import approving as approval_commands
from agent.terminal import asking as ask_commands
from api.terminal import serving as api_commands
from demo import commands as demo_commands
from domain.errors import NacelleError
from evals import commands as eval_commands
from evals.verifying import command as verify_command
from ingestion import commands as ingestion_commands

app = typer.Typer(
    name="nacelle",
    help="The service technician's assistant: answers that point at the page or record they came from.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    # Plain help: the decorated one takes longer to load than the rest of the program.
    rich_markup_mode=None,
)
ingestion_commands.register(app)
ask_commands.register(app)
api_commands.register(app)
app.add_typer(approval_commands.app, name="approvals")
app.add_typer(demo_commands.app, name="demo", help="The demo wind farm.")
verify_command.register(app)
app.add_typer(eval_commands.app, name="eval", help="Test suites and reports.")


def main() -> None:
    """Run a command; an error that Nacelle knows is one sentence on stderr and exit status 1."""
    try:
        app()
    except NacelleError as error:
        sys.stderr.write(f"nacelle: {error}\n")
        raise SystemExit(1) from None
    except BrokenPipeError:
        raise SystemExit(1) from None
    except OSError as error:
        sys.stderr.write(f"nacelle: {error.strerror or error}{f': {error.filename}' if error.filename else ''}\n")
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
