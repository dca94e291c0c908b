"""Who asks, and what that person may read."""

from domain.model import Noun

SERVICE = "service"
ROLES = ("technician", "planner", "engineer", "admin", SERVICE)
"""What somebody may be; `engineer` and `admin` change the library, `service` is a program."""


class Caller(Noun):
    """Somebody for whom something is done. `sites` None: every site; else only what stands at these, and nothing of no site."""

    name: str
    roles: tuple[str, ...] = ()
    sites: tuple[str, ...] | None = None

    def is_any(self, *roles: str) -> bool:
        """Whether one of the roles is held, upper and lower case alike."""
        held = {role.casefold() for role in self.roles}
        return any(role.casefold() in held for role in roles)

    def at(self, site: str) -> bool:
        """Whether what stands at `site` may be read."""
        return self.sites is None or site.casefold() in {each.casefold() for each in self.sites}

    def on_behalf_of(self, user: str) -> "Caller":
        """A program's own person: told apart from its others. Anybody else is only themselves."""
        return self.model_copy(update={"name": f"{self.name}/{user}"}) if user and self.is_any(SERVICE) else self

    def answers_for(self, name: str) -> bool:
        """Whether `name` is this caller, or one of the people behind this program."""
        return name == self.name or (self.is_any(SERVICE) and name.startswith(f"{self.name}/"))


LOCAL = Caller(name="local", roles=("admin",))
"""The person at the machine itself, where nobody has to sign in."""
