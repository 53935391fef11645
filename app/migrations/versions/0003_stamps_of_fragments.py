"""Stamps of fragments: readers' doors load only what was written since they looked last."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OLD = ["region_id", "language", "kind", "position"]
NEW = [*OLD, "content_id", "stamp"]


def upgrade() -> None:
    op.add_column(
        "fragment", sa.Column("stamp", sa.String(length=32), nullable=False, server_default="")
    )
    with op.batch_alter_table("fragment", schema=None) as batch_op:
        batch_op.alter_column("stamp", server_default=None)
        batch_op.drop_index("ix_fragment_region_id_language_kind_position")
        batch_op.create_index("ix_fragment_region_id_language_kind_position_content_id_stamp", NEW)


def downgrade() -> None:
    with op.batch_alter_table("fragment", schema=None) as batch_op:
        batch_op.drop_index("ix_fragment_region_id_language_kind_position_content_id_stamp")
        batch_op.create_index("ix_fragment_region_id_language_kind_position", OLD)
        batch_op.drop_column("stamp")
