"""How each version of the tables is made from the one before it: alembic's environment."""
