const { allowUpdates, forbidUpdates } = require('./initial/appendOnly');
const { indexSearched } = require('./initial/searched');
const { countByIndices } = require('./initial/counted');

const parts = [
  require('./initial/serviceAccounts'),
  require('./initial/operations'),
  require('./initial/inventory'),
  require('./initial/findings'),
  require('./initial/ownership'),
  require('./initial/changes'),
  require('./initial/waves'),
];

/**
 * The whole schema of the first release.
 *
 * Texts have no length: until PostgreSQL has looked at a table, it takes each `varchar(255)` for 516 bytes, and a table with sixteen of them for empty,
 * so that it reads all of it for each row that is asked for. Source: PostgreSQL's source, get_typavgwidth and table_block_relation_estimate_size.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const tables of parts) {
    for (const [name, columns] of Object.entries(tables)) {
      await knex.schema.createTable(name, table => columns(table, knex));
    }
  }
  await indexSearched(knex);
  await countByIndices(knex);
  await forbidUpdates(knex);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const name of parts.flatMap(Object.keys).reverse()) {
    await knex.schema.dropTable(name);
  }
  await allowUpdates(knex);
};
