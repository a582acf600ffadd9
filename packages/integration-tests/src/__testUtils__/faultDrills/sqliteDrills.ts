import { knex as connect } from 'knex';
import type { Bring, Drill } from './DrillStage';

const ACCOUNT = 'account:111122223333';

/** Another process holds a write transaction open. */
const locked =
  (file: string): Bring =>
  async () => {
    const other = connect({
      client: 'better-sqlite3',
      connection: { filename: file },
      useNullAsDefault: true,
    });
    await other.raw('begin exclusive');
    return async () => {
      await other.raw('rollback');
      await other.destroy();
    };
  };

/** Limits the database size and fills the remaining room: the free pages, and the page for the next verification. */
const full: Bring = async ({ host: { knex } }) => {
  await knex.raw('create table filling (bytes blob)');
  const [{ page_count: pages }] = await knex.raw('pragma page_count');
  await knex.raw(`pragma max_page_count = ${pages}`);
  const fill = async (insert: string) => {
    const isWritten = () =>
      knex.raw(insert).then(
        () => true,
        () => false,
      );
    while (await isWritten());
  };
  for (const size of [100_000, 1_000, 10]) {
    await fill(`insert into filling values (zeroblob(${size}))`);
  }
  await fill(
    `insert into verifications (service_account_id, status, checked_at) values ('filling', '', '')`,
  );
  return async () => {
    await knex.raw('pragma max_page_count = 1073741823');
    await knex.raw('drop table filling');
    await knex('verifications')
      .where({ service_account_id: 'filling' })
      .delete();
  };
};

const always = (bring: Bring): Omit<Drill, 'fault'> => ({
  reading: bring,
  writing: bring,
  scanning: { scope: ACCOUNT, bring },
});

/** Returns every fault of the SQLite database in this file. */
export const sqliteDrills = (file: string): Drill[] => [
  { fault: 'SQLite is locked by another process', ...always(locked(file)) },
  { fault: 'SQLite has no room left', ...always(full) },
];
