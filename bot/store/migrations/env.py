"""What alembic runs to migrate: the steps, in the transaction that `upgrade` has begun."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, version_table=context.config.attributes["version_table"])
context.run_migrations()
