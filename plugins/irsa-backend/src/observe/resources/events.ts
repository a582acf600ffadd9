import { policyIn } from './attribute';
import type { ResourceReader } from './types';

/** Reads event buses. Source: "DescribeEventBus", Amazon EventBridge API Reference. */
export const events: ResourceReader = {
  policy: (aws, home, bus) =>
    policyIn('events:DescribeEventBus', async () =>
      Reflect.get(
        await aws.json('events', home, 'DescribeEventBus', { Name: bus }),
        'Policy',
      ),
    ),
};
