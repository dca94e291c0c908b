"""`nacelle eval`: each command stands in a file of its own."""

import typer

from evals.broken import command as misbehaving
from evals.experiments import command as experimenting
from evals.faults import command as breaking
from evals.generate import command as generating
from evals.online import command as watching
from evals.reports import command as reporting
from evals.review import command as reviewing
from evals.running import command as running
from evals.scoreboard import command as scoring

app = typer.Typer(no_args_is_help=True)
running.register(app)
reporting.register(app)
generating.register(app)
reviewing.register(app)
breaking.register(app)
experimenting.register(app)
misbehaving.register(app)
scoring.register(app)
watching.register(app)
