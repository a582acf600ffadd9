import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { ChangeLog } from '../authorization/audit/ChangeLog';
import { ChangeStore } from '../authorization/audit/ChangeStore';

/** Returns a change log that is stored in the database. */
export const changesOf = (knex: Knex): ChangeLog =>
  new ChangeLog({
    auditor: mockServices.auditor.mock(),
    logger: mockServices.logger.mock(),
    nameUser: ref => ref,
    store: new ChangeStore({ knex }),
  });
