"""Machine work."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "engine_state",
        sa.Column("engine", sa.String(length=40), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("concurrency", sa.Integer(), nullable=False),
        sa.Column("largest", sa.Integer(), nullable=False),
        sa.Column("capabilities", JSON, nullable=False),
        sa.Column("capabilities_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("usage_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("usage", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("engine", name=op.f("pk_engine_state")),
    )
    op.create_table(
        "budget",
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("limit", sa.Integer(), nullable=True),
        sa.Column("reserved", sa.Integer(), nullable=False),
        sa.Column("spent", sa.Integer(), nullable=False),
        sa.CheckConstraint("reserved >= 0", name=op.f("ck_budget_reserved")),
        sa.CheckConstraint("spent >= 0", name=op.f("ck_budget_spent")),
        sa.ForeignKeyConstraint(
            ["region_id"], ["region.id"], name=op.f("fk_budget_region_id_region")
        ),
        sa.PrimaryKeyConstraint("region_id", "month", name=op.f("pk_budget")),
    )
    op.create_table(
        "glossary_sync",
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("engine", sa.String(length=40), nullable=False),
        sa.Column("remote_id", sa.String(length=80), nullable=False),
        sa.Column("digests", JSON, nullable=False),
        sa.Column("synced_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["region_id"], ["region.id"], name=op.f("fk_glossary_sync_region_id_region")
        ),
        sa.PrimaryKeyConstraint("region_id", "engine", name=op.f("pk_glossary_sync")),
    )
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("lemma", sa.String(length=200), nullable=False),
        sa.Column("forms", JSON, nullable=False),
        sa.Column("mode", sa.String(length=6), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("mode IN ('warn', 'block', 'forbid')", name=op.f("ck_term_mode")),
        sa.ForeignKeyConstraint(
            ["region_id"], ["region.id"], name=op.f("fk_term_region_id_region")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("region_id", "lemma", name=op.f("uq_term_region_id_lemma")),
    )
    op.create_table(
        "term_target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("stem", sa.String(length=200), nullable=False),
        sa.Column("preferred", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["term_id"], ["term.id"], name=op.f("fk_term_target_term_id_term"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_target")),
        sa.UniqueConstraint(
            "term_id", "language", "text", name=op.f("uq_term_target_term_id_language_text")
        ),
    )
    with op.batch_alter_table("term_target", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_term_target_term_id"), ["term_id"], unique=False)

    op.create_table(
        "machine_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("engine", sa.String(length=40), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.Column("reserved", sa.Integer(), nullable=False),
        sa.Column("billed", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('sent', 'ok', 'refused', 'unknown')", name=op.f("ck_machine_call_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["content_id"], ["content.id"], name=op.f("fk_machine_call_content_id_content")
        ),
        sa.ForeignKeyConstraint(
            ["region_id"], ["region.id"], name=op.f("fk_machine_call_region_id_region")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_machine_call")),
    )
    with op.batch_alter_table("machine_call", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_machine_call_region_id_month"), ["region_id", "month"], unique=False
        )

    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("source_hash", sa.String(length=40), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Double(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'claimed', 'held', 'done', 'dropped')", name=op.f("ck_job_state")
        ),
        sa.ForeignKeyConstraint(
            ["call_id"], ["machine_call.id"], name=op.f("fk_job_call_id_machine_call")
        ),
        sa.ForeignKeyConstraint(
            ["content_id"], ["content.id"], name=op.f("fk_job_content_id_content")
        ),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_job_region_id_region")),
        sa.ForeignKeyConstraint(
            ["segment_id"], ["segment.id"], name=op.f("fk_job_segment_id_segment")
        ),
        sa.ForeignKeyConstraint(
            ["source_hash"], ["source_text.hash"], name=op.f("fk_job_source_hash_source_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint(
            "segment_id",
            "language",
            "source_hash",
            name=op.f("uq_job_segment_id_language_source_hash"),
        ),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_content_id"), ["content_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_job_region_id_language_state"),
            ["region_id", "language", "state"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_job_state_not_before"), ["state", "not_before"], unique=False
        )

    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("check_name", sa.String(length=30), nullable=False),
        sa.Column("level", sa.String(length=5), nullable=False),
        sa.Column("detail", sa.String(length=500), nullable=False),
        sa.Column("dismissed_by", sa.String(length=200), nullable=False),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("level IN ('block', 'warn')", name=op.f("ck_finding_level")),
        sa.ForeignKeyConstraint(
            ["target_id"], ["target.id"], name=op.f("fk_finding_target_id_target")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint(
            "target_id", "check_name", "detail", name=op.f("uq_finding_target_id_check_name_detail")
        ),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_target_id"), ["target_id"], unique=False)

    op.create_table(
        "head_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("from_target_id", sa.Integer(), nullable=True),
        sa.Column("to_target_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("klass", sa.String(length=14), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("stale_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_target_id"], ["target.id"], name=op.f("fk_head_move_from_target_id_target")
        ),
        sa.ForeignKeyConstraint(
            ["segment_id"], ["segment.id"], name=op.f("fk_head_move_segment_id_segment")
        ),
        sa.ForeignKeyConstraint(
            ["to_target_id"], ["target.id"], name=op.f("fk_head_move_to_target_id_target")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head_move")),
    )
    with op.batch_alter_table("head_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_head_move_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_head_move_segment_id_language"), ["segment_id", "language"], unique=False
        )

    op.add_column("region", sa.Column("monthly_limit", sa.Integer(), nullable=True))
    machine = sa.Column("machine", sa.String(length=7), nullable=False, server_default="hold")
    op.add_column("region_language", machine)
    engines = sa.Column("engines", JSON, nullable=False, server_default="[]")
    op.add_column("region_language", engines)


def downgrade() -> None:
    op.drop_column("region_language", "engines")
    op.drop_column("region_language", "machine")
    op.drop_column("region", "monthly_limit")

    with op.batch_alter_table("head_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_head_move_segment_id_language"))
        batch_op.drop_index(batch_op.f("ix_head_move_at"))

    op.drop_table("head_move")
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_finding_target_id"))

    op.drop_table("finding")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_state_not_before"))
        batch_op.drop_index(batch_op.f("ix_job_region_id_language_state"))
        batch_op.drop_index(batch_op.f("ix_job_content_id"))

    op.drop_table("job")
    with op.batch_alter_table("machine_call", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_machine_call_region_id_month"))

    op.drop_table("machine_call")
    with op.batch_alter_table("term_target", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_term_target_term_id"))

    op.drop_table("term_target")
    op.drop_table("term")
    op.drop_table("glossary_sync")
    op.drop_table("budget")
    op.drop_table("engine_state")
