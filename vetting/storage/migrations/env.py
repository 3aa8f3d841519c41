"""Alembic's entry: runs inside the transaction it was handed; there is no alembic.ini."""

from alembic import context

from vetting.storage.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
