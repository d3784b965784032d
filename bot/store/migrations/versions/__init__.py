"""One step a file, each named with its number; alembic walks them by `down_revision`."""
