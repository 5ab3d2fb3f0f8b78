"""The first schema of a counter's store."""

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """
    CREATE TABLE approveddate (
        "on" VARCHAR NOT NULL,
        officer VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        PRIMARY KEY ("on")
    )
    """,
    """
    CREATE TABLE basis (
        id VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE citizen (
        "key" VARCHAR NOT NULL,
        person VARCHAR NOT NULL,
        at VARCHAR NOT NULL,
        PRIMARY KEY ("key")
    )
    """,
    """
    CREATE TABLE codeclaim (
        code VARCHAR NOT NULL,
        dossier VARCHAR NOT NULL,
        PRIMARY KEY (code, dossier)
    )
    """,
    """
    CREATE TABLE counter (
        "key" INTEGER NOT NULL,
        url VARCHAR NOT NULL,
        counter VARCHAR NOT NULL,
        unit VARCHAR NOT NULL,
        token VARCHAR NOT NULL,
        epoch INTEGER NOT NULL,
        slot INTEGER NOT NULL,
        band VARCHAR NOT NULL,
        head_seq INTEGER NOT NULL,
        head_digest VARCHAR,
        acked_seq INTEGER NOT NULL,
        feed_position INTEGER NOT NULL,
        incarnation VARCHAR NOT NULL,
        skew_ms INTEGER,
        newest_at VARCHAR NOT NULL,
        centre_time VARCHAR NOT NULL,
        PRIMARY KEY ("key")
    )
    """,
    """
    CREATE TABLE dossierrow (
        "row" INTEGER NOT NULL,
        id VARCHAR NOT NULL,
        code VARCHAR,
        status INTEGER,
        procedure VARCHAR NOT NULL,
        title VARCHAR NOT NULL,
        applicant VARCHAR NOT NULL,
        counter VARCHAR NOT NULL,
        received_at VARCHAR,
        promised_at VARCHAR,
        rank INTEGER NOT NULL,
        pending INTEGER NOT NULL,
        cases INTEGER NOT NULL,
        state VARCHAR NOT NULL,
        confirmed VARCHAR,
        PRIMARY KEY ("row"),
        UNIQUE (id)
    )
    """,
    """
    CREATE INDEX ix_dossierrow_code ON dossierrow (code)
    """,
    """
    CREATE INDEX ix_dossierrow_promised_at ON dossierrow (promised_at)
    """,
    """
    CREATE INDEX ix_dossierrow_received_at ON dossierrow (received_at)
    """,
    """
    CREATE TABLE draft (
        id VARCHAR NOT NULL,
        officer VARCHAR NOT NULL,
        label VARCHAR NOT NULL,
        form VARCHAR NOT NULL,
        saved_at VARCHAR NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE feed (
        rank INTEGER NOT NULL,
        id VARCHAR NOT NULL,
        dossier VARCHAR,
        outcome VARCHAR NOT NULL,
        text VARCHAR NOT NULL,
        PRIMARY KEY (rank),
        UNIQUE (id)
    )
    """,
    """
    CREATE INDEX ix_feed_dossier ON feed (dossier)
    """,
    """
    CREATE TABLE journal (
        place INTEGER NOT NULL,
        epoch INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        id VARCHAR NOT NULL,
        dossier VARCHAR,
        kind VARCHAR NOT NULL,
        text VARCHAR NOT NULL,
        outcome VARCHAR,
        rank INTEGER,
        PRIMARY KEY (place),
        UNIQUE (epoch, seq),
        UNIQUE (id)
    )
    """,
    """
    CREATE INDEX ix_journal_dossier ON journal (dossier)
    """,
    """
    CREATE TABLE ordinal (
        "on" VARCHAR NOT NULL,
        last INTEGER NOT NULL,
        PRIMARY KEY ("on")
    )
    """,
    """
    CREATE TABLE printjob (
        id INTEGER NOT NULL,
        dossier VARCHAR NOT NULL,
        entry VARCHAR NOT NULL,
        form VARCHAR NOT NULL,
        version VARCHAR NOT NULL,
        "values" VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        state VARCHAR NOT NULL,
        copy_number INTEGER NOT NULL,
        reason VARCHAR NOT NULL,
        problem VARCHAR NOT NULL,
        made_at VARCHAR NOT NULL,
        pages BLOB,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE INDEX ix_printjob_dossier ON printjob (dossier)
    """,
    """
    CREATE INDEX ix_printjob_state ON printjob (state)
    """,
    """
    CREATE TABLE reference (
        name VARCHAR NOT NULL,
        version INTEGER NOT NULL,
        tag VARCHAR NOT NULL,
        published_at VARCHAR NOT NULL,
        content VARCHAR NOT NULL,
        PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE series (
        name VARCHAR NOT NULL,
        last INTEGER NOT NULL,
        PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE signinfailure (
        account VARCHAR NOT NULL,
        count INTEGER NOT NULL,
        last_at VARCHAR NOT NULL,
        PRIMARY KEY (account)
    )
    """,
    """
    CREATE VIRTUAL TABLE dossier_words USING fts5(
        words, content='', contentless_delete=1, detail=none, prefix='1 2 3'
    )
    """,
    "PRAGMA user_version = 1",
)


def upgrade() -> None:
    """Make every table; the words of dossiers are indexed folded, newest row last."""
    for statement in STATEMENTS:
        op.execute(statement)
