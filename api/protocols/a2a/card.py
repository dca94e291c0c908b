"""What other agents are told of this one."""

from a2a.types.a2a_pb2 import (
    AgentCapabilities,
    AgentCard,
    AgentInterface,
    AgentSkill,
    HTTPAuthSecurityScheme,
    SecurityRequirement,
    SecurityScheme,
    StringList,
)

DESCRIPTION = (
    "Answers service technicians' questions about machines from manuals, alarm lists, work orders and parts; each step and value cites its page or "
    "record, and warnings stand before what they govern. Changes wait for a person's approval."
)
SKILLS = (
    ("ask", "Answer a question", "What an alarm means, how a job is done, what was done before, what is in stock.", "What does alarm 309 mean?"),
    ("propose", "Propose a change", "A work order, a note or a reservation, which a person then approves.", "Open a work order: oil leak."),
)  # fmt: skip
KEY = "key"


def card(site: str, version: str, *, needs_key: bool) -> AgentCard:
    """The card of the server at `site`, an address without a slash at its end."""
    interfaces = [
        AgentInterface(url=f"{site}/a2a", protocol_binding="JSONRPC", protocol_version=spoken)
        for spoken in ("1.0", "0.3")
    ]
    skills = [
        AgentSkill(id=id, name=name, description=text, tags=["maintenance"], examples=[example])
        for id, name, text, example in SKILLS
    ]
    bearer = SecurityScheme(http_auth_security_scheme=HTTPAuthSecurityScheme(scheme="bearer"))
    return AgentCard(
        name="Nacelle",
        description=DESCRIPTION,
        version=version,
        supported_interfaces=interfaces,
        capabilities=AgentCapabilities(streaming=True, push_notifications=False),
        default_input_modes=["text/plain"],
        default_output_modes=["text/plain", "application/json"],
        skills=skills,
        security_schemes={KEY: bearer} if needs_key else {},
        security_requirements=[SecurityRequirement(schemes={KEY: StringList()})] if needs_key else [],
    )
