-- The tables, as anyone with an SQLite client sees them; docs/database.md explains them.
--
-- In tables WITHOUT ROWID the columns of the primary key come first: SQLite before 3.41 otherwise
-- reports them as damaged when it checks a STRICT table.

CREATE TABLE source_file (
    path   TEXT PRIMARY KEY,
    kind   TEXT NOT NULL,
    digest TEXT NOT NULL,         -- SHA-256 of the bytes the rows were made from
    data_set TEXT NOT NULL        -- ISO date of the data set that notices were compared with
) STRICT;

CREATE TABLE problem (
    id       INTEGER PRIMARY KEY,
    rule     TEXT NOT NULL,
    severity TEXT NOT NULL,
    path     TEXT NOT NULL,
    line     INTEGER NOT NULL,
    key      TEXT NOT NULL,
    message  TEXT NOT NULL,
    hint     TEXT NOT NULL
) STRICT;

CREATE TABLE reference (
    key       TEXT PRIMARY KEY,
    position  INTEGER NOT NULL,   -- order in references.bib and the bibliographies
    path      TEXT NOT NULL,      -- the file that the entry is in
    line      INTEGER NOT NULL,
    type      TEXT NOT NULL,      -- CSL item type
    year      INTEGER,            -- derived from issued
    authors   TEXT NOT NULL,      -- derived: family names as a reader says them
    sort_name TEXT NOT NULL,      -- derived: folded names, for ordering
    sort_title TEXT NOT NULL,     -- derived: folded title without its first article, for ordering
    title TEXT NOT NULL, title_short TEXT NOT NULL, source_title TEXT NOT NULL,
    volume_title TEXT NOT NULL, part_title TEXT NOT NULL,
    container_title TEXT NOT NULL, container_title_short TEXT NOT NULL,
    collection_title TEXT NOT NULL, original_title TEXT NOT NULL,
    reviewed_title TEXT NOT NULL, event_title TEXT NOT NULL,
    issued TEXT, accessed TEXT, event_date TEXT, original_date TEXT, submitted TEXT,  -- JSON
    volume TEXT NOT NULL, issue TEXT NOT NULL, number TEXT NOT NULL, page TEXT NOT NULL,
    chapter_number TEXT NOT NULL, edition TEXT NOT NULL, collection_number TEXT NOT NULL,
    number_of_volumes TEXT NOT NULL, number_of_pages TEXT NOT NULL, part_number TEXT NOT NULL,
    version TEXT NOT NULL, section TEXT NOT NULL,
    publisher TEXT NOT NULL, publisher_place TEXT NOT NULL,
    original_publisher TEXT NOT NULL, original_publisher_place TEXT NOT NULL,
    event_place TEXT NOT NULL, archive TEXT NOT NULL, archive_location TEXT NOT NULL,
    authority TEXT NOT NULL, jurisdiction TEXT NOT NULL,
    genre TEXT NOT NULL, medium TEXT NOT NULL, status TEXT NOT NULL,
    dimensions TEXT NOT NULL, scale TEXT NOT NULL, source TEXT NOT NULL,
    "references" TEXT NOT NULL,
    doi TEXT NOT NULL, url TEXT NOT NULL, isbn TEXT NOT NULL, issn TEXT NOT NULL,
    pmid TEXT NOT NULL, pmcid TEXT NOT NULL, call_number TEXT NOT NULL,
    language TEXT NOT NULL, abstract TEXT NOT NULL, note TEXT NOT NULL, annote TEXT NOT NULL,
    keywords   TEXT NOT NULL,     -- JSON list
    aliases    TEXT NOT NULL,     -- JSON list of other keys
    incomplete TEXT NOT NULL,     -- JSON list of roles that end in "and others"
    extra      TEXT NOT NULL,     -- JSON object of BibTeX fields without a CSL variable
    digest     TEXT NOT NULL      -- derived: of all that these follow from, but not of the place
) STRICT;

CREATE TABLE contributor (
    id     INTEGER PRIMARY KEY,
    family TEXT NOT NULL, given TEXT NOT NULL,
    non_dropping_particle TEXT NOT NULL, dropping_particle TEXT NOT NULL,
    suffix TEXT NOT NULL,
    literal TEXT NOT NULL,        -- a body instead of a person
    folded TEXT NOT NULL,         -- derived: the name without case and accents
    UNIQUE (family, given, non_dropping_particle, dropping_particle, suffix, literal)
) STRICT;

CREATE TABLE reference_contributor (
    reference_key  TEXT NOT NULL REFERENCES reference (key) ON DELETE CASCADE,
    position       INTEGER NOT NULL,
    role           TEXT NOT NULL, -- CSL name variable
    contributor_id INTEGER NOT NULL REFERENCES contributor (id),
    PRIMARY KEY (reference_key, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX reference_contributor_by_name ON reference_contributor (contributor_id);

CREATE TABLE topic (
    id       TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    line     INTEGER NOT NULL,
    label    TEXT NOT NULL,
    aliases  TEXT NOT NULL,       -- JSON list
    broader  TEXT REFERENCES topic (id) DEFERRABLE INITIALLY DEFERRED,
    labels   TEXT NOT NULL        -- JSON object: the label in other languages, by language
) STRICT;

CREATE TABLE keyword (
    id       INTEGER PRIMARY KEY,
    label    TEXT NOT NULL,       -- as most works spell it
    folded   TEXT NOT NULL UNIQUE,  -- derived: what its spellings have in common
    topic_id TEXT REFERENCES topic (id) ON DELETE SET NULL  -- derived: the topic of that name
) STRICT;

CREATE INDEX keyword_by_topic ON keyword (topic_id);

CREATE TABLE reference_keyword (
    reference_key TEXT NOT NULL REFERENCES reference (key) ON DELETE CASCADE,
    position      INTEGER NOT NULL,
    keyword_id    INTEGER NOT NULL REFERENCES keyword (id),
    PRIMARY KEY (reference_key, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX reference_keyword_by_keyword ON reference_keyword (keyword_id);

CREATE TABLE research_type (
    id         TEXT PRIMARY KEY,
    position   INTEGER NOT NULL,
    line       INTEGER NOT NULL,
    label      TEXT NOT NULL,
    definition TEXT NOT NULL,
    aliases    TEXT NOT NULL,     -- JSON list
    labels     TEXT NOT NULL,     -- JSON object: the label in other languages, by language
    definitions TEXT NOT NULL     -- likewise
) STRICT;

CREATE TABLE summary (
    id                     TEXT PRIMARY KEY,
    path                   TEXT NOT NULL REFERENCES source_file (path),
    title                  TEXT NOT NULL,
    month                  TEXT,  -- YYYY-MM
    research_type          TEXT REFERENCES research_type (id),
    origin                 TEXT CHECK (origin IN ('blog', 'project')),
    language               TEXT NOT NULL,  -- BCP 47 tag of its prose; empty where nobody says it
    evidence_summary       TEXT NOT NULL,  -- Markdown
    practice_implications  TEXT NOT NULL,  -- Markdown
    sections               TEXT NOT NULL   -- JSON list of [heading, text]
) STRICT;

CREATE UNIQUE INDEX summary_by_path ON summary (path);

CREATE INDEX summary_by_month ON summary (month);

CREATE TABLE summary_reference (
    summary_id    TEXT NOT NULL REFERENCES summary (id) ON DELETE CASCADE,
    relation      TEXT NOT NULL CHECK (relation IN ('summarises', 'discusses')),
    position      INTEGER NOT NULL,
    reference_key TEXT NOT NULL REFERENCES reference (key),
    PRIMARY KEY (summary_id, relation, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX summary_reference_by_key ON summary_reference (reference_key, relation);

CREATE TABLE summary_topic (
    summary_id TEXT NOT NULL REFERENCES summary (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    topic_id   TEXT NOT NULL REFERENCES topic (id),
    PRIMARY KEY (summary_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX summary_topic_by_topic ON summary_topic (topic_id);

CREATE TABLE effect_size (
    summary_id  TEXT NOT NULL REFERENCES summary (id) ON DELETE CASCADE,
    id          TEXT NOT NULL,
    position    INTEGER NOT NULL,
    line        INTEGER NOT NULL,
    metric      TEXT NOT NULL,
    comparator  TEXT NOT NULL,
    value       TEXT NOT NULL,    -- as printed
    value_high  TEXT NOT NULL,    -- as printed
    estimate    REAL,             -- derived from value
    ci_low TEXT, ci_high TEXT, ci_level TEXT,
    p           TEXT NOT NULL,
    se          TEXT NOT NULL,
    i2          TEXT NOT NULL,
    tau2        TEXT NOT NULL,
    q           TEXT NOT NULL,
    pi_low TEXT, pi_high TEXT, pi_level TEXT,  -- prediction interval
    relation    TEXT CHECK (relation IN ('between', 'compared')),
    first       TEXT,             -- the two variables, or treatment and control
    second      TEXT,
    outcome     TEXT NOT NULL,
    subgroup    TEXT NOT NULL,
    timepoint   TEXT NOT NULL,
    contrast    TEXT CHECK (contrast IN ('between', 'within')),
    favours     TEXT CHECK (favours IN ('first', 'second', 'neither')),
    better      TEXT CHECK (better IN ('higher', 'lower')),  -- stated, never guessed
    control_rate TEXT, control_rate_source TEXT,  -- of the comparison group, as printed
    k INTEGER, k_qualifier TEXT NOT NULL,
    n INTEGER, n_qualifier TEXT NOT NULL, n_unit TEXT NOT NULL,
    magnitude TEXT NOT NULL, significance TEXT NOT NULL,
    -- whose finding it is, if cited by another; a key that no reference has stays as written
    source_key  TEXT,
    level        TEXT CHECK (level IN ('umbrella-review', 'meta-analysis', 'single-study')),
    design TEXT, design_reasons TEXT, design_source TEXT,  -- judgements; reasons are a JSON list
    risk_of_bias TEXT, risk_of_bias_reasons TEXT, risk_of_bias_source TEXT,
    certainty TEXT CHECK (certainty IN ('high', 'moderate', 'low', 'very low')),
    certainty_reasons TEXT, certainty_source TEXT,
    evidence_key TEXT NOT NULL,   -- the same on all effects that tell one finding
    superseded_by TEXT,  -- likewise
    quote TEXT NOT NULL,
    note  TEXT NOT NULL,
    PRIMARY KEY (summary_id, id)
) STRICT;

CREATE INDEX effect_size_by_source ON effect_size (source_key);

CREATE INDEX effect_size_by_successor ON effect_size (superseded_by);

CREATE TABLE notice (
    position      INTEGER PRIMARY KEY,  -- order in retractions.yaml
    line          INTEGER NOT NULL,
    reference_key TEXT NOT NULL REFERENCES reference (key) ON DELETE CASCADE,
    nature        TEXT NOT NULL CHECK (nature IN
        ('retraction', 'expression of concern', 'correction', 'reinstatement')),
    standing      TEXT CHECK (standing IN  -- derived; NULL for a retraction that is withdrawn
        ('retracted', 'expression of concern', 'corrected', 'reinstated')),
    date          TEXT NOT NULL,  -- ISO, as exactly as it is known
    notice_doi    TEXT NOT NULL,
    published_in  TEXT NOT NULL,
    reasons       TEXT NOT NULL,  -- JSON list
    source        TEXT NOT NULL,
    record        TEXT NOT NULL,  -- number in the data set
    considered    TEXT NOT NULL,
    note          TEXT NOT NULL
) STRICT;

CREATE INDEX notice_by_key ON notice (reference_key);

CREATE TABLE redirect (
    line INTEGER NOT NULL,
    old  TEXT NOT NULL,  -- address of an earlier site, below the root
    new  TEXT NOT NULL   -- address of the page that has taken its place
) STRICT;

CREATE TABLE reading_list (
    slug         TEXT PRIMARY KEY,
    path         TEXT NOT NULL REFERENCES source_file (path),
    title        TEXT NOT NULL,
    introduction TEXT NOT NULL,   -- Markdown
    course_code TEXT, course_term TEXT, course_instructor TEXT,
    style TEXT NOT NULL, locale TEXT NOT NULL, depth TEXT NOT NULL,
    proxy TEXT NOT NULL, load TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX reading_list_by_path ON reading_list (path);

CREATE TABLE reading_list_section (
    list_slug TEXT NOT NULL REFERENCES reading_list (slug) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    line      INTEGER NOT NULL,
    heading   TEXT NOT NULL,
    date      TEXT NOT NULL,      -- ISO, or as it was written
    note      TEXT NOT NULL,
    PRIMARY KEY (list_slug, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE reading_list_item (
    list_slug TEXT NOT NULL,
    section   INTEGER NOT NULL,
    position  INTEGER NOT NULL,
    line      INTEGER NOT NULL,
    reference_key TEXT REFERENCES reference (key),
    pages TEXT NOT NULL,          -- of the reference, those to be read
    item TEXT,                    -- what is no publication, in words, with its link and kind;
    link TEXT NOT NULL,           -- where both key and words are NULL, a question:
    topic_id      TEXT REFERENCES topic (id),
    research_type TEXT REFERENCES research_type (id),
    keyword TEXT NOT NULL, kind TEXT NOT NULL, journal TEXT NOT NULL,
    since INTEGER, match TEXT NOT NULL, max INTEGER,
    pinned TEXT,                  -- JSON list of keys; NULL while the question is open
    importance TEXT, note TEXT NOT NULL,
    PRIMARY KEY (list_slug, section, position),
    FOREIGN KEY (list_slug, section)
        REFERENCES reading_list_section (list_slug, position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX reading_list_item_by_key ON reading_list_item (reference_key);

CREATE VIRTUAL TABLE article_fts USING fts5 (
    key UNINDEXED, title, authors, container, summary, topics, details, forms,
    tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE VIEW keyword_topic AS
SELECT reference_key, position, topic_id
  FROM reference_keyword JOIN keyword ON keyword.id = keyword_id
 WHERE topic_id IS NOT NULL
   AND (NOT EXISTS (SELECT 1 FROM source_file WHERE kind = 'topics')
        OR reference_key NOT IN (SELECT reference_key FROM summary_reference
                                  WHERE relation = 'summarises'));

CREATE VIEW article AS
SELECT reference.key, reference.type, reference.authors, reference.year, reference.title,
       reference.container_title, reference.doi,
       summary.id AS summary_id, summary.month, summary.title AS summary_title,
       research_type.label AS research_type,
       (SELECT group_concat(label, '; ')
          FROM (SELECT topic.label FROM summary_topic JOIN topic ON topic.id = topic_id
                 WHERE summary_id = summary.id ORDER BY summary_topic.position)) AS topics,
       (SELECT group_concat(line, '; ')
          FROM (SELECT metric || ' ' || comparator || ' ' || value
                       || CASE WHEN k IS NULL THEN '' ELSE ', k ' || CASE k_qualifier
                               WHEN '' THEN '= ' ELSE k_qualifier || ' ' END || k END AS line
                  FROM effect_size WHERE summary_id = summary.id AND value <> ''
                 ORDER BY position)) AS effects,
       summary.evidence_summary, summary.practice_implications,
       (SELECT standing FROM notice
         WHERE reference_key = reference.key AND standing IS NOT NULL
         ORDER BY CASE standing WHEN 'retracted' THEN 1 WHEN 'expression of concern' THEN 2
                                WHEN 'corrected' THEN 3 ELSE 4 END LIMIT 1) AS standing
  FROM reference
  LEFT JOIN summary_reference
         ON reference_key = reference.key AND relation = 'summarises'
  LEFT JOIN summary ON summary.id = summary_id
  LEFT JOIN research_type ON research_type.id = summary.research_type
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       summary.id, summary.month, summary.title, research_type.label,
       (SELECT group_concat(label, '; ')
          FROM (SELECT topic.label FROM summary_topic JOIN topic ON topic.id = topic_id
                 WHERE summary_id = summary.id ORDER BY summary_topic.position)),
       (SELECT group_concat(line, '; ')
          FROM (SELECT metric || ' ' || comparator || ' ' || value AS line
                  FROM effect_size WHERE summary_id = summary.id AND value <> ''
                 ORDER BY position)),
       summary.evidence_summary, summary.practice_implications, NULL
  FROM summary
  LEFT JOIN research_type ON research_type.id = summary.research_type
 WHERE NOT EXISTS (SELECT 1 FROM summary_reference
                    WHERE summary_id = summary.id AND relation = 'summarises');

CREATE VIEW effect AS
SELECT coalesce(reference.key, summary.id) AS key,
       reference.authors || coalesce(' (' || reference.year || ')', '') AS reference,
       effect_size.summary_id, effect_size.id AS effect_id, summary.month,
       (SELECT group_concat(label, '; ')
          FROM (SELECT topic.label FROM summary_topic JOIN topic ON topic.id = topic_id
                 WHERE summary_id = summary.id ORDER BY summary_topic.position)) AS topics,
       metric, CASE WHEN value <> '' THEN comparator END AS comparator, estimate AS value,
       nullif(CASE WHEN value_high = '' THEN value ELSE value || ' to ' || value_high END, '')
           AS printed,
       CAST(ci_low AS REAL) AS ci_low, CAST(ci_high AS REAL) AS ci_high,
       CAST(ci_level AS REAL) AS ci_level,
       nullif(se, '') AS se, nullif(p, '') AS p,
       k, nullif(k_qualifier, '') AS k_qualifier,
       n, nullif(n_qualifier, '') AS n_qualifier, nullif(n_unit, '') AS n_unit,
       effect_size.relation, first, second,
       nullif(outcome, '') AS outcome, nullif(subgroup, '') AS subgroup,
       nullif(timepoint, '') AS timepoint, contrast,
       CASE WHEN effect_size.relation = 'compared' THEN CASE favours
            WHEN 'first' THEN 'favours ' || first WHEN 'second' THEN 'favours ' || second
            WHEN 'neither' THEN 'favours neither' END END AS direction,
       better, nullif(magnitude, '') AS magnitude, nullif(significance, '') AS significance,
       level, certainty, nullif(quote, '') AS quote,
       coalesce(source_key, reference.key) AS source_key,
       superseded_by IS NOT NULL AS superseded, superseded_by,
       nullif(evidence_key, '') AS evidence_key,
       (SELECT standing FROM notice
         WHERE reference_key IN (reference.key, source_key) AND standing IS NOT NULL
         ORDER BY CASE standing WHEN 'retracted' THEN 1 WHEN 'expression of concern' THEN 2
                                WHEN 'corrected' THEN 3 ELSE 4 END LIMIT 1) AS standing,
       summary.path || ':' || effect_size.line AS place
  FROM effect_size
  JOIN summary ON summary.id = effect_size.summary_id
  LEFT JOIN summary_reference
         ON summary_reference.summary_id = summary.id AND summary_reference.relation = 'summarises'
  LEFT JOIN reference ON reference.key = summary_reference.reference_key;

CREATE VIEW reading_list_entry AS
SELECT reading_list.slug AS list, reading_list.title,
       reading_list_section.position + 1 AS section,
       nullif(reading_list_section.heading, '') AS heading,
       nullif(reading_list_section.date, '') AS date,
       item.position + 1 AS position, coalesce(item.reference_key, answer.value) AS key,
       nullif(item.pages, '') AS pages,
       CASE WHEN item.reference_key IS NULL AND item.item IS NULL THEN
            rtrim(coalesce('topic: ' || topic_id || '; ', '')
                  || coalesce('type: ' || research_type || '; ', '')
                  || coalesce('keyword: ' || nullif(keyword, '') || '; ', '')
                  || coalesce('kind: ' || nullif(kind, '') || '; ', '')
                  || coalesce('journal: ' || nullif(journal, '') || '; ', '')
                  || coalesce('since: ' || since || '; ', '')
                  || coalesce('match: ' || nullif(match, '') || '; ', '')
                  || coalesce('max: ' || max || '; ', ''), '; ') END AS question,
       pinned IS NOT NULL AS pinned, item.item, nullif(item.link, '') AS link,
       nullif(importance, '') AS importance, nullif(item.note, '') AS note
  FROM reading_list_item AS item
  JOIN reading_list_section ON reading_list_section.list_slug = item.list_slug
                           AND reading_list_section.position = item.section
  JOIN reading_list ON reading_list.slug = item.list_slug
  LEFT JOIN json_each(coalesce(item.pinned, '[]')) AS answer
 WHERE pinned IS NULL OR answer.value IS NOT NULL;

CREATE VIEW citation AS
SELECT reference_key AS key, relation, summary_id, NULL AS list, summary.path AS path
  FROM summary_reference JOIN summary ON summary.id = summary_id
UNION
SELECT source_key, 'reports', summary_id, NULL, summary.path
  FROM effect_size JOIN summary ON summary.id = summary_id WHERE source_key IS NOT NULL
UNION
SELECT superseded_by, 'superseded by', summary_id, NULL, summary.path
  FROM effect_size JOIN summary ON summary.id = summary_id WHERE superseded_by IS NOT NULL
UNION
SELECT key, 'lists', NULL, list, reading_list.path
  FROM reading_list_entry JOIN reading_list ON reading_list.slug = list WHERE key IS NOT NULL;

CREATE VIEW view_version AS SELECT 1 AS version;
