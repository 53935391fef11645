"""The contract: how things look as JSON, in marshmallow and nothing else."""
