/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('inventory_roles', table => {
    table
      .string('managing_tool')
      .nullable()
      .comment('The other tool whose tags say that it manages the role');
    table
      .text('managed_by')
      .nullable()
      .comment('The same with its evidence, as JSON');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('inventory_roles', table => {
    table.dropColumns('managing_tool', 'managed_by');
  });
};
