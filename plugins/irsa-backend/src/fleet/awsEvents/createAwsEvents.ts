import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { Knex } from 'knex';
import type { IrsaConfig } from '../../config/types';
import type { VerificationSignals } from '../../verification/VerificationSignals';
import { AccountScan } from '../scans/accounts/AccountScan';
import type { CatalogReader } from '../scans/CatalogReader';
import type { ObservationSources } from '../scans/clusters/ClusterObservation';
import { ServiceAccountRefresh } from '../scans/clusters/ServiceAccountRefresh';
import type { Evaluator } from '../../permissions/evaluator/Evaluator';
import { AwsEventSubscriber } from './AwsEventSubscriber';
import { ChangedReads } from './ChangedReads';
import { ChangedThingStore } from './ChangedThingStore';
import { Rereader } from './Rereader';

/** Subscribes to AWS events, and rereads the objects that they report as changed. */
export interface AwsEvents {
  start(services: {
    events: EventsService;
    scheduler: SchedulerService;
  }): Promise<void>;
}

/** Creates the services that process AWS events. */
export function createAwsEvents(
  options: {
    catalog: CatalogReader;
    config: IrsaConfig;
    evaluator: Evaluator;
    knex: Knex;
    logger: LoggerService;
    signals: VerificationSignals;
  } & ObservationSources,
): AwsEvents {
  const things = new ChangedThingStore(options);
  const subscriber = new AwsEventSubscriber({ ...options, things });
  const rereader = new Rereader({
    ...{ ...options, things },
    reads: new ChangedReads({
      ...options,
      accounts: new AccountScan(options),
      serviceAccounts: new ServiceAccountRefresh({
        ...options,
        sources: options,
      }),
    }),
  });
  return {
    async start({ events, scheduler }) {
      await rereader.schedule(scheduler);
      await subscriber.subscribe(events);
    },
  };
}
