"""Alembic's entry: run the migrations on the connection that `bring_up_to_date` passes."""

from alembic import context
from sqlalchemy import Connection

connection: Connection = context.config.attributes["connection"]
context.configure(connection=connection, transactional_ddl=False)
context.run_migrations()
