"""The work of the desk: who lets a language go live, drafts decided against, machines' unseen texts."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# What is served and goes back, through rules and memory, to a machine's text that nobody reviewed.
UNSEEN = """
UPDATE status SET unseen = :yes WHERE EXISTS (
    WITH RECURSIVE line (id, based_on, origin) AS (
        SELECT target.id, target.based_on, target.origin
        FROM head JOIN target ON target.id = head.target_id
        WHERE head.segment_id = status.segment_id AND head.language = status.language
            AND target.quality <> 'reviewed'
        UNION ALL
        SELECT target.id, target.based_on, target.origin
        FROM line JOIN target ON target.id = line.based_on
        WHERE line.origin IN ('rule', 'memory')
    )
    SELECT 1 FROM line WHERE origin = 'machine'
)
"""


PLACES = """
UPDATE status SET
    region_id = (SELECT region_id FROM content WHERE content.id = status.content_id),
    position = COALESCE((
        SELECT occurrence.position FROM content
        JOIN occurrence ON occurrence.revision_id = content.published_revision_id
        WHERE content.id = status.content_id AND occurrence.segment_id = status.segment_id
    ), 0)
"""
QUEUE = [
    "region_id", "language", "state", "severity", "since", "content_id", "position", "segment_id",
    "characters", "unseen",
]  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table("region_language", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("release", sa.String(length=8), nullable=False, server_default="complete")
        )
        batch_op.create_check_constraint(
            op.f("ck_region_language_release"), "release IN ('complete', 'at_once', 'editor')"
        )
    no = sa.false()
    op.add_column("target", sa.Column("set_aside", sa.Boolean(), nullable=False, server_default=no))
    op.add_column("status", sa.Column("unseen", sa.Boolean(), nullable=False, server_default=no))
    op.add_column("status", sa.Column("region_id", sa.Integer(), nullable=True))
    op.add_column("status", sa.Column("position", sa.Integer(), nullable=False, server_default="0"))
    op.execute(PLACES)
    op.execute(sa.text(UNSEEN).bindparams(sa.bindparam("yes", True, sa.Boolean())))
    with op.batch_alter_table("status", schema=None) as batch_op:
        batch_op.alter_column("region_id", existing_type=sa.Integer(), nullable=False)
        batch_op.create_foreign_key(
            op.f("fk_status_region_id_region"), "region", ["region_id"], ["id"]
        )
        batch_op.create_index("ix_status_queue", QUEUE)
    away = sa.text("archived_at IS NOT NULL")
    op.create_index(
        "ix_content_archived", "content", ["region_id"], sqlite_where=away, postgresql_where=away
    )
    drafts = sa.text("origin = 'human' AND quality = 'draft'")
    op.create_index(
        "ix_target_draft", "target", ["language", "segment_id"],
        sqlite_where=drafts, postgresql_where=drafts,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_target_draft", table_name="target")
    op.drop_index("ix_content_archived", table_name="content")
    with op.batch_alter_table("status", schema=None) as batch_op:
        batch_op.drop_index("ix_status_queue")
        batch_op.drop_constraint(op.f("fk_status_region_id_region"), type_="foreignkey")
        for column in ("position", "region_id", "unseen"):
            batch_op.drop_column(column)
    op.drop_column("target", "set_aside")
    with op.batch_alter_table("region_language", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_region_language_release"), type_="check")
        batch_op.drop_column("release")
