"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# A content points to its revisions and they to it, so these come when both tables are there.
POINTERS = ("working_revision_id", "published_revision_id")


def upgrade() -> None:
    op.create_table(
        "catalogue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_with", JSON, nullable=False),
        sa.Column("archived", JSON, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue")),
    )
    op.create_table(
        "language",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("tag", sa.String(length=35), nullable=False),
        sa.Column("native_name", sa.String(length=120), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.CheckConstraint("direction IN ('ltr', 'rtl')", name=op.f("ck_language_direction")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_language")),
        sa.UniqueConstraint("code", name=op.f("uq_language_code")),
        sa.UniqueConstraint("tag", name=op.f("uq_language_tag")),
    )
    op.create_table(
        "region",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("prefix", sa.String(length=120), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("postal_code", sa.String(length=10), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("bounding_box", JSON, nullable=True),
        sa.Column("aliases", JSON, nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("features", JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('live', 'hidden', 'archived')", name=op.f("ck_region_status")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region")),
        sa.UniqueConstraint("slug", name=op.f("uq_region_slug")),
    )
    op.create_table(
        "source_text",
        sa.Column("hash", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("element", sa.String(length=24), nullable=False),
        sa.Column("coded", sa.Text(), nullable=False),
        sa.Column("codes", JSON, nullable=False),
        sa.Column("written", sa.String(length=16), nullable=False),
        sa.Column("hash_structure", sa.String(length=40), nullable=False),
        sa.Column("hash_text", sa.String(length=40), nullable=False),
        sa.Column("hash_value", sa.String(length=40), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_source_text")),
    )
    with op.batch_alter_table("source_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_text_hash_text"), ["hash_text"], unique=False)
        batch_op.create_index(batch_op.f("ix_source_text_hash_value"), ["hash_value"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("logo", sa.String(length=500), nullable=False),
        sa.Column("website", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id"], ["region.id"], name=op.f("fk_organisation_region_id_region")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("region_id", "slug", name=op.f("uq_organisation_region_id_slug")),
    )
    op.create_table(
        "region_language",
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("language_id", sa.Integer(), nullable=False),
        sa.Column("is_source", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("visible", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stale_policy", sa.String(length=10), nullable=False),
        sa.Column("missing_policy", sa.String(length=10), nullable=False),
        sa.Column("machine_after_days", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "missing_policy IN ('source', 'omit')", name=op.f("ck_region_language_missing_policy")
        ),
        sa.CheckConstraint(
            "stale_policy IN ('marked', 'source')", name=op.f("ck_region_language_stale_policy")
        ),
        sa.ForeignKeyConstraint(
            ["language_id"], ["language.id"], name=op.f("fk_region_language_language_id_language")
        ),
        sa.ForeignKeyConstraint(
            ["region_id"], ["region.id"], name=op.f("fk_region_language_region_id_region")
        ),
        sa.PrimaryKeyConstraint("region_id", "language_id", name=op.f("pk_region_language")),
    )
    with op.batch_alter_table("region_language", schema=None) as batch_op:
        batch_op.create_index(
            "uq_region_language_source",
            ["region_id"],
            unique=True,
            sqlite_where=sa.text("is_source"),
            postgresql_where=sa.text("is_source"),
        )

    op.create_table(
        "snapshot",
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id"], ["region.id"], name=op.f("fk_snapshot_region_id_region")
        ),
        sa.PrimaryKeyConstraint("region_id", "language", "kind", name=op.f("pk_snapshot")),
    )
    op.create_table(
        "content",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("source_language", sa.String(length=16), nullable=False),
        sa.Column("icon", sa.String(length=500), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("working_revision_id", sa.Integer(), nullable=True),
        sa.Column("published_revision_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_content_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["published_revision_id"],
            ["revision.id"],
            name=op.f("fk_content_published_revision_id_revision"),
            use_alter=True,
        ),
        sa.ForeignKeyConstraint(
            ["region_id"], ["region.id"], name=op.f("fk_content_region_id_region")
        ),
        sa.ForeignKeyConstraint(
            ["working_revision_id"],
            ["revision.id"],
            name=op.f("fk_content_working_revision_id_revision"),
            use_alter=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content")),
    )
    with op.batch_alter_table("content", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_content_region_id_kind"), ["region_id", "kind"], unique=False
        )

    op.create_table(
        "fragment",
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("slugs", JSON, nullable=False),
        sa.Column("place", JSON, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"], ["content.id"], name=op.f("fk_fragment_content_id_content")
        ),
        sa.ForeignKeyConstraint(
            ["region_id"], ["region.id"], name=op.f("fk_fragment_region_id_region")
        ),
        sa.PrimaryKeyConstraint("content_id", "language", name=op.f("pk_fragment")),
    )
    with op.batch_alter_table("fragment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_fragment_region_id_language_kind_position"),
            ["region_id", "language", "kind", "position"],
            unique=False,
        )

    op.create_table(
        "page",
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("order_key", sa.Integer(), nullable=False),
        sa.CheckConstraint("parent_id <> content_id", name=op.f("ck_page_not_its_own_parent")),
        sa.ForeignKeyConstraint(
            ["content_id"], ["content.id"], name=op.f("fk_page_content_id_content")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["page.content_id"], name=op.f("fk_page_parent_id_page")
        ),
        sa.ForeignKeyConstraint(
            ["region_id"], ["region.id"], name=op.f("fk_page_region_id_region")
        ),
        sa.PrimaryKeyConstraint("content_id", name=op.f("pk_page")),
    )
    with op.batch_alter_table("page", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_page_region_id_parent_id_order_key"),
            ["region_id", "parent_id", "order_key"],
            unique=False,
        )

    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("skeleton", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["content_id"], ["content.id"], name=op.f("fk_revision_content_id_content")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("content_id", "number", name=op.f("uq_revision_content_id_number")),
    )
    op.create_table(
        "segment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"], ["content.id"], name=op.f("fk_segment_content_id_content")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment")),
    )
    with op.batch_alter_table("segment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_segment_content_id"), ["content_id"], unique=False)

    op.create_table(
        "slug",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("slug", sa.String(length=200), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"], ["content.id"], name=op.f("fk_slug_content_id_content")
        ),
        sa.ForeignKeyConstraint(
            ["region_id"], ["region.id"], name=op.f("fk_slug_region_id_region")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slug")),
        sa.UniqueConstraint(
            "region_id",
            "kind",
            "language",
            "slug",
            name=op.f("uq_slug_region_id_kind_language_slug"),
        ),
    )
    with op.batch_alter_table("slug", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_slug_content_id_language"), ["content_id", "language"], unique=False
        )

    op.create_table(
        "translation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("slug", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("live_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'review', 'published')", name=op.f("ck_translation_state")
        ),
        sa.ForeignKeyConstraint(
            ["content_id"], ["content.id"], name=op.f("fk_translation_content_id_content")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
        sa.UniqueConstraint(
            "content_id", "language", name=op.f("uq_translation_content_id_language")
        ),
    )
    op.create_table(
        "equivalence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("hash_a", sa.String(length=40), nullable=False),
        sa.Column("hash_b", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=10), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "reason IN ('minor', 'confirmed', 'rule')", name=op.f("ck_equivalence_reason")
        ),
        sa.ForeignKeyConstraint(
            ["hash_a"], ["source_text.hash"], name=op.f("fk_equivalence_hash_a_source_text")
        ),
        sa.ForeignKeyConstraint(
            ["hash_b"], ["source_text.hash"], name=op.f("fk_equivalence_hash_b_source_text")
        ),
        sa.ForeignKeyConstraint(
            ["segment_id"], ["segment.id"], name=op.f("fk_equivalence_segment_id_segment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equivalence")),
        sa.UniqueConstraint(
            "segment_id",
            "language",
            "hash_a",
            "hash_b",
            name=op.f("uq_equivalence_segment_id_language_hash_a_hash_b"),
        ),
    )
    op.create_table(
        "occurrence",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=40), nullable=False),
        sa.Column("element", sa.String(length=24), nullable=False),
        sa.Column("coded", sa.Text(), nullable=False),
        sa.Column("codes", JSON, nullable=False),
        sa.Column("written", sa.String(length=16), nullable=False),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.Column("group_with", sa.Integer(), nullable=True),
        sa.Column("merged_from", JSON, nullable=True),
        sa.ForeignKeyConstraint(
            ["hash"], ["source_text.hash"], name=op.f("fk_occurrence_hash_source_text")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_occurrence_revision_id_revision")
        ),
        sa.ForeignKeyConstraint(
            ["segment_id"], ["segment.id"], name=op.f("fk_occurrence_segment_id_segment")
        ),
        sa.PrimaryKeyConstraint("revision_id", "position", name=op.f("pk_occurrence")),
    )
    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_occurrence_hash"), ["hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_occurrence_segment_id"), ["segment_id"], unique=False)

    op.create_table(
        "status",
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("klass", sa.String(length=12), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"], ["content.id"], name=op.f("fk_status_content_id_content")
        ),
        sa.ForeignKeyConstraint(
            ["segment_id"], ["segment.id"], name=op.f("fk_status_segment_id_segment")
        ),
        sa.PrimaryKeyConstraint("segment_id", "language", name=op.f("pk_status")),
    )
    with op.batch_alter_table("status", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_status_content_id"), ["content_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_status_language_state"), ["language", "state"], unique=False
        )

    op.create_table(
        "takeover",
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("report", JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"], ["content.id"], name=op.f("fk_takeover_content_id_content")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_takeover_revision_id_revision")
        ),
        sa.PrimaryKeyConstraint("content_id", "language", name=op.f("pk_takeover")),
    )
    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("coded", sa.Text(), nullable=False),
        sa.Column("codes", JSON, nullable=False),
        sa.Column("made_against", sa.String(length=40), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("quality", sa.String(length=10), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "origin IN ('human', 'machine', 'memory', 'rule', 'import')",
            name=op.f("ck_target_origin"),
        ),
        sa.CheckConstraint(
            "quality IN ('draft', 'unverified', 'translated', 'reviewed')",
            name=op.f("ck_target_quality"),
        ),
        sa.ForeignKeyConstraint(
            ["based_on"], ["target.id"], name=op.f("fk_target_based_on_target")
        ),
        sa.ForeignKeyConstraint(
            ["made_against"], ["source_text.hash"], name=op.f("fk_target_made_against_source_text")
        ),
        sa.ForeignKeyConstraint(
            ["segment_id"], ["segment.id"], name=op.f("fk_target_segment_id_segment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
    )
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_target_made_against_language"),
            ["made_against", "language"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_target_segment_id_language"), ["segment_id", "language"], unique=False
        )

    op.create_table(
        "head",
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("lock_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["segment_id"], ["segment.id"], name=op.f("fk_head_segment_id_segment")
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["target.id"], name=op.f("fk_head_target_id_target")
        ),
        sa.PrimaryKeyConstraint("segment_id", "language", name=op.f("pk_head")),
    )
    if op.get_bind().dialect.name == "postgresql":  # SQLite has them from the start
        for which in POINTERS:
            op.create_foreign_key(
                f"fk_content_{which}_revision", "content", "revision", [which], ["id"]
            )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for which in POINTERS:
            op.drop_constraint(f"fk_content_{which}_revision", "content", type_="foreignkey")
    op.drop_table("head")
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_target_segment_id_language"))
        batch_op.drop_index(batch_op.f("ix_target_made_against_language"))

    op.drop_table("target")
    op.drop_table("takeover")
    with op.batch_alter_table("status", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_status_language_state"))
        batch_op.drop_index(batch_op.f("ix_status_content_id"))

    op.drop_table("status")
    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_occurrence_segment_id"))
        batch_op.drop_index(batch_op.f("ix_occurrence_hash"))

    op.drop_table("occurrence")
    op.drop_table("equivalence")
    op.drop_table("translation")
    with op.batch_alter_table("slug", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slug_content_id_language"))

    op.drop_table("slug")
    with op.batch_alter_table("segment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_segment_content_id"))

    op.drop_table("segment")
    op.drop_table("revision")
    with op.batch_alter_table("page", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_page_region_id_parent_id_order_key"))

    op.drop_table("page")
    with op.batch_alter_table("fragment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fragment_region_id_language_kind_position"))

    op.drop_table("fragment")
    with op.batch_alter_table("content", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_content_region_id_kind"))

    op.drop_table("content")
    op.drop_table("snapshot")
    with op.batch_alter_table("region_language", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_region_language_source",
            sqlite_where=sa.text("is_source"),
            postgresql_where=sa.text("is_source"),
        )

    op.drop_table("region_language")
    op.drop_table("organisation")
    with op.batch_alter_table("source_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_text_hash_value"))
        batch_op.drop_index(batch_op.f("ix_source_text_hash_text"))

    op.drop_table("source_text")
    op.drop_table("region")
    op.drop_table("language")
    op.drop_table("catalogue")
