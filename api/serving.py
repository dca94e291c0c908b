"""The process behind `nacelle serve`: a bound socket, uvicorn on it, an orderly end."""

import asyncio
import contextlib
import ipaddress
import signal
import socket
import sys
from collections.abc import AsyncGenerator, Callable, Generator
from concurrent.futures import ThreadPoolExecutor

import uvicorn

from agent.assistant import Assistant, open_assistant
from api.app import create_app
from api.operation.logs import log_as_json
from api.operation.one_server import only_server_of
from api.operation.patience import PatientProtocol
from api.server_state import ServerState
from api.settings import ApiSettings
from domain.errors import BadInput, SettingsError, Unavailable
from stores.environment import read_settings
from stores.settings import StoreSettings

SECONDS_FOR_OPEN_STREAMS = 3
BACKLOG = 2048
THREADS = 40
TURNS_AT_S = 0.0005
"""How long a thread that computes a turn keeps the interpreter while the event loop wants it: at Python's own 5 ms a step, each of the
few steps of a refusal waits so long for every such thread."""


def serve_until_stopped(host: str, port: int) -> None:
    """Listen on `host` and `port` until SIGINT or SIGTERM.

    Raises:
        SettingsError: an address that others can reach, while everybody who reaches it is trusted.
        Unavailable: the port is taken, or the stores cannot be opened.
        BadInput: `host` is no address of this machine.
    """
    settings = read_settings(ApiSettings)
    bound = bind(host, port, trusts_everybody=settings.auth == "local")
    log_as_json()
    with bound, only_server_of(StoreSettings()):
        asyncio.run(_serve(bound, settings))


def bind(host: str, port: int, *, trusts_everybody: bool) -> socket.socket:
    """A listening socket; see `serve_until_stopped` for what is raised."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise BadInput(f"'{host}' is not an address of this machine.") from error
    if trusts_everybody and not ipaddress.ip_address(str(address[0]).partition("%")[0]).is_loopback:
        raise SettingsError(
            f"NACELLE_AUTH=local trusts everybody who reaches the server, so it listens only on this machine; "
            f"set NACELLE_AUTH=keys (or oidc) to listen on {host}."
        )
    # asyncio turns off Nagle's delay (40 ms an answer) only where the socket names its protocol.
    bound = socket.socket(family, kind, protocol)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(BACKLOG)
    except OSError as error:
        bound.close()
        raise Unavailable(
            f"Port {port} on {host} cannot be used ({error.strerror or error}); stop the program that holds it, or choose another with --port."
        ) from error
    bound.setblocking(False)
    return bound


def address_of(bound: socket.socket) -> str:
    """The URL at which a browser reaches the socket."""
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def _serve(bound: socket.socket, settings: ApiSettings) -> None:
    # Short looks at the database must not wait behind the tools of turns.
    sys.setswitchinterval(TURNS_AT_S)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, "nacelle"))
    async with open_assistant() as assistant:
        app = create_app(_opened(assistant), settings)
        config = uvicorn.Config(
            app,
            http=_patient(settings.head_timeout_s),
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=SECONDS_FOR_OPEN_STREAMS,
            timeout_keep_alive=30,
        )
        await Server(config, lambda: _say(f"Nacelle is ready on {address_of(bound)}")).serve(sockets=[bound])


@contextlib.asynccontextmanager
async def _opened(assistant: Assistant) -> AsyncGenerator[Assistant]:
    yield assistant


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _patient(seconds: float) -> type[PatientProtocol]:
    return type("PatientProtocol", (PatientProtocol,), {"head_s": seconds})


class Server(uvicorn.Server):
    """Says when it listens; a signal ends it in order and leaves the exit status to the command."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started:
            self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End in order: what is under way gets a little time, then its streams end with an event, then connections are closed."""
        held: ServerState | None = self.lifespan.state.get("server")
        if held:
            await held.runs.finish(SECONDS_FOR_OPEN_STREAMS)
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        """Handle SIGINT and SIGTERM here; uvicorn would raise them again before the stores are closed."""
        loop = asyncio.get_running_loop()
        handled = (signal.SIGINT, signal.SIGTERM)
        for number in handled:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in handled:
                loop.remove_signal_handler(number)
