/** What lists are searched in, in the words of their queries. */
const SEARCHED = {
  service_accounts:
    "cluster || '/' || namespace || '/' || name || ' ' || coalesce(catalog_entity_ref, entity_ref, '')",
  inventory_roles: "arn || ' ' || coalesce(entity_ref, '')",
  inventory_workloads:
    "cluster || '/' || namespace || '/' || name || ' ' || service_account || ' ' || coalesce(entity_ref, '')",
  findings:
    "coalesce(cluster, '') || '/' || subject_name || ' ' || message || ' ' || coalesce(entity_ref, '')",
};

/** The schema with the extension. Where this user may not make it and nobody has, there is none. */
async function findExtension(knex) {
  try {
    // In a savepoint: what fails would end the whole migration.
    await knex.transaction(inner =>
      inner.raw('create extension if not exists pg_trgm'),
    );
  } catch {
    return undefined;
  }
  const { rows } = await knex.raw(
    `select nspname from pg_extension
     join pg_namespace on pg_namespace.oid = extnamespace
     where extname = 'pg_trgm'`,
  );
  return rows[0].nspname;
}

/**
 * Indexes what lists are searched in by the three letters that follow each other there, for any part of a text. Without them, on SQLite and where
 * PostgreSQL lets nobody add the extension, a search reads every row.
 *
 * Source: PostgreSQL documentation, "pg_trgm", Index Support.
 *
 * @param {import('knex').Knex} knex
 */
exports.indexSearched = async function indexSearched(knex) {
  if (knex.client.config.client !== 'pg') return;
  const schema = await findExtension(knex);
  if (schema === undefined) return;
  for (const [table, text] of Object.entries(SEARCHED)) {
    await knex.raw(
      `create index ?? on ?? using gin ((${text}) ??.gin_trgm_ops)`,
      [`${table}_searched_idx`, table, schema],
    );
  }
};
