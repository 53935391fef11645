"""Drafts of machines that wait for a person are known to the queues; a first text can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

QUEUE = [
    "region_id", "language", "state", "severity", "since", "content_id", "position", "segment_id",
    "characters", "unseen",
]  # fmt: skip

OFFERED = """
UPDATE status SET offered = :yes WHERE state IN ('stale', 'missing') AND EXISTS (
    SELECT 1 FROM content
    JOIN occurrence ON occurrence.revision_id = content.published_revision_id
    JOIN target ON target.segment_id = occurrence.segment_id
        AND target.made_against = occurrence.hash
    WHERE content.id = status.content_id AND occurrence.segment_id = status.segment_id
        AND target.language = status.language
        AND target.origin = 'machine' AND target.quality = 'draft'
        AND NOT EXISTS (
            SELECT 1 FROM head_move
            WHERE head_move.from_target_id = target.id AND head_move.klass = 'undone'
        )
)
"""


def upgrade() -> None:
    op.add_column(
        "status", sa.Column("offered", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute(sa.text(OFFERED).bindparams(sa.bindparam("yes", True, sa.Boolean())))
    op.drop_index("ix_status_queue", table_name="status")
    op.create_index("ix_status_queue", "status", [*QUEUE, "offered"])
    with op.batch_alter_table("head_move", schema=None) as batch_op:
        batch_op.alter_column("to_target_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM head_move WHERE to_target_id IS NULL")
    with op.batch_alter_table("head_move", schema=None) as batch_op:
        batch_op.alter_column("to_target_id", existing_type=sa.Integer(), nullable=False)
    op.drop_index("ix_status_queue", table_name="status")
    op.create_index("ix_status_queue", "status", QUEUE)
    op.drop_column("status", "offered")
