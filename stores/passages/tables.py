"""The tables of documents, sections and passages, and what the index says about itself."""

from sqlalchemy import JSON, Boolean, Column, Engine, Float, Index, Integer, LargeBinary, MetaData, String, Table, Text

SCHEMA = 1
"""Raised when these tables or the segments change; an index of another schema must be built again."""

metadata = MetaData()

meta = Table(
    "passage_index",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

libraries = Table(
    "passage_libraries",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("stamp", Integer, nullable=False),
)

documents = Table(
    "passage_documents",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("library", String(200), nullable=False, index=True),
    Column("path", Text, nullable=False),
    Column("generation", String(64), nullable=False),
    Column("content", JSON, nullable=False),
)

sections = Table(
    "passage_sections",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("document_id", String(200), nullable=False),
    Column("place", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("level", Integer, nullable=False),
    Column("path", JSON, nullable=False),
    Column("page", Integer),
    Column("last_page", Integer),
    Index("passage_sections_in_order", "document_id", "place"),
)

passages = Table(
    "passage_passages",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("document_id", String(200), nullable=False),
    Column("section_id", String(200), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("order", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("lines", JSON, nullable=False),
    Column("page", Integer),
    Column("level", String(20), nullable=False),
    Column("step", Text, nullable=False),
    Column("table", JSON, nullable=False),
    Column("caption", Text, nullable=False),
    Column("refs", JSON, nullable=False),
    Column("applies_to", JSON, nullable=False),
    Column("ocr_confidence", Float),
    Column("region", JSON(none_as_null=True)),
    Index("passage_passages_in_order", "document_id", "place"),
)

vectors = Table(
    "passage_vectors",
    metadata,
    Column("embedder", String(200), primary_key=True),
    Column("generation", String(64), primary_key=True),
)
"""Generations of which every passage has its vector of an embedder."""

litter = Table(
    "passage_litter",
    metadata,
    Column("generation", String(64), primary_key=True),
    Column("library", String(200), nullable=False),
    Column("document_id", String(200), nullable=False),
    Column("since", Float, nullable=False),
)
"""Generations whose vectors and words may exist although no document row points at them."""

states = Table(
    "passage_states",
    metadata,
    Column("library", String(200), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("made", Float, nullable=False),
    Column("automatic", Boolean, nullable=False),
    Column("members", JSON, nullable=False),
)
"""What was in a library: id, generation and SHA-256 of each document."""

kept = Table(
    "passage_kept",
    metadata,
    Column("generation", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""Documents that are no longer in the index, but in a state: JSON of document, sections and passages, compressed."""

kept_vectors = Table(
    "passage_kept_vectors",
    metadata,
    Column("generation", String(64), primary_key=True),
    Column("embedder", String(200), primary_key=True),
    Column("vectors", LargeBinary, nullable=False),
)
"""Their vectors: float32, a row a passage."""


def create(engine: Engine) -> None:
    """Make the tables that are missing."""
    metadata.create_all(engine)
