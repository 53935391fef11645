"""The memory room: texts that are offered no more; files that are looked at there."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ONE_EACH = "uq_upload_user_id_region_id_language"
ONE_FOR_EACH_PURPOSE = "uq_upload_user_id_region_id_language_purpose"


def upgrade() -> None:
    op.create_table(
        "memory_veto",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("source_hash", sa.String(length=40), nullable=False),
        sa.Column("coded", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id"], ["region.id"], name=op.f("fk_memory_veto_region_id_region")
        ),
        sa.ForeignKeyConstraint(
            ["source_hash"],
            ["source_text.hash"],
            name=op.f("fk_memory_veto_source_hash_source_text"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_veto")),
    )
    with op.batch_alter_table("memory_veto", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_memory_veto_source_hash_language"),
            ["source_hash", "language"],
            unique=False,
        )
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("purpose", sa.String(length=12), nullable=False, server_default="answers")
        )
        batch_op.drop_constraint(batch_op.f(ONE_EACH), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f(ONE_FOR_EACH_PURPOSE), ["user_id", "region_id", "language", "purpose"]
        )
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.alter_column("purpose", existing_type=sa.String(length=12), server_default=None)


def downgrade() -> None:
    op.execute("DELETE FROM upload WHERE purpose <> 'answers'")
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(ONE_FOR_EACH_PURPOSE), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f(ONE_EACH), ["user_id", "region_id", "language"]
        )
        batch_op.drop_column("purpose")
    op.drop_table("memory_veto")
