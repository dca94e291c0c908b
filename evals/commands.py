"""`nacelle eval`: each command stands in a file of its own."""

import typer

from evals import report_commands, run_command
from evals.broken import command as misbehaving
from evals.faults import command as breaking
from evals.generate import command as generating
from evals.review import command as reviewing

app = typer.Typer(no_args_is_help=True)
run_command.register(app)
report_commands.register(app)
generating.register(app)
reviewing.register(app)
breaking.register(app)
misbehaving.register(app)
