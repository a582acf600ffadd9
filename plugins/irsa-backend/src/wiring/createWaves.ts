import type { Migrations } from '../migration/Migrations';
import type { ServiceAccounts } from '../verification/ServiceAccounts';
import { CloneWork } from '../waves/CloneWork';
import { MigrateWork } from '../waves/MigrateWork';
import { WaveAuthorizer } from '../waves/WaveAuthorizer';
import { WaveRunner } from '../waves/WaveRunner';
import { Waves } from '../waves/Waves';
import { WaveSelection } from '../waves/WaveSelection';
import { WaveStore } from '../waves/WaveStore';
import type { Authorization } from './createAuthorization';
import type { Observing } from './createObserving';
import type { Planning } from './createPlanning';
import type { createProvisioning } from './createProvisioning';
import type { ServiceOptions } from './ServiceOptions';
import type { Stores } from './createStores';

/** The services that plan and run waves. */
export interface WaveServices {
  waves: Waves;
  waveRunner: WaveRunner;
}

/** Creates the services that change many IAM service accounts at once. */
export function createWaves(given: {
  shared: {
    options: ServiceOptions;
    observing: Observing;
    stores: Stores;
    authorization: Authorization;
  };
  planning: Planning;
  provisioning: Pick<
    ReturnType<typeof createProvisioning>,
    'applier' | 'deleter' | 'writers'
  >;
  migrations: Migrations;
  serviceAccounts: ServiceAccounts;
}): WaveServices {
  const { migrations, planning, serviceAccounts, shared } = given;
  const { authorization, observing, options, stores } = shared;
  const { config, knex, logger } = options;
  const { managed, store } = stores;
  const waves = new WaveStore({ knex });
  const work = {
    ...given.provisioning,
    ...{ config, managed, migrations, store },
    approvals: planning.planApprovals,
    observer: observing.observer,
    planner: planning.planner,
  };
  const runner = new WaveRunner({
    ...{ logger, waves },
    work: { clone: new CloneWork(work), migrate: new MigrateWork(work) },
  });
  const items = new WaveAuthorizer({
    ...{ ...authorization, serviceAccounts, store },
  });
  return {
    waveRunner: runner,
    waves: new Waves({
      ...authorization,
      ...{ items, runner, store, waves },
      selection: new WaveSelection({
        ...authorization,
        ...{ authorizer: items, config, store },
      }),
    }),
  };
}
