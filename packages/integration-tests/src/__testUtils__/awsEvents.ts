import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  type TestDatabases,
} from '@backstage/backend-test-utils';
import {
  DefaultEventsService,
  eventsServiceRef,
} from '@backstage/plugin-events-node';
import { startScanHost, type ScanHost } from './scans';

/** The account of the events, unless they name another one. */
export const ACCOUNT = '111122223333';

const TOPIC = 'aws-changes';

/** Starts scanning hosts that get events of AWS. The first host owns the database. */
export function awsEventHosts(databases: TestDatabases) {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const events = DefaultEventsService.create({
    logger: mockServices.logger.mock(),
    useEventBus: 'never',
  }).forPlugin('events');
  const features = [
    createServiceFactory({
      service: eventsServiceRef,
      deps: {},
      factory: () => events,
    }),
    createServiceFactory({
      service: coreServices.logger,
      deps: {},
      factory: () => logger,
    }),
  ];
  return {
    logger,
    start: (
      options: Parameters<typeof startScanHost>[1] = {},
    ): Promise<ScanHost> =>
      startScanHost(databases, { ...options, eventsTopic: TOPIC, features }),
    /** Publishes an event as EventBridge delivers it. */
    publish: (
      eventName: string,
      requestParameters: object,
      detail: object = {},
    ): Promise<void> => {
      const isEks = /PodIdentity|AccessEntry/.test(eventName);
      return events.publish({
        topic: TOPIC,
        eventPayload: {
          id: '7bf73129-1428-4cd3-a780-95db273d1602',
          'detail-type': 'AWS API Call via CloudTrail',
          source: isEks ? 'aws.eks' : 'aws.iam',
          detail: {
            eventName,
            requestParameters,
            awsRegion: isEks ? 'eu-west-1' : 'us-east-1',
            recipientAccountId: ACCOUNT,
            ...detail,
          },
        },
      });
    },
    /** Runs the task until nothing is pending. Returns the operations called on AWS and the clusters. */
    settle: async (...hosts: ScanHost[]): Promise<string[]> => {
      const [{ knex, sandbox }] = hosts;
      const since = sandbox.world.calls.count;
      do {
        await Promise.all(hosts.map(one => one.readChanges()));
        await new Promise(resolve => setTimeout(resolve, 100));
      } while ((await knex('changed_things')).length > 0);
      return sandbox.world.calls.since(since).map(({ operation }) => operation);
    },
  };
}
