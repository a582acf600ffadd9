import type { LayerReading } from '../../model/types';
import { decisionSentence } from './summary';

const ALL: LayerReading['layer'][] = [
  'identity',
  'permissions-boundary',
  'service-control',
  'resource-control',
  'vpc-endpoint',
  'resource',
];
const without = (...unread: LayerReading['layer'][]): LayerReading[] =>
  ALL.map(layer => ({
    layer,
    state: unread.includes(layer) ? 'not-read' : 'read',
  }));

describe('the summary of an allowed request', () => {
  it.each<[LayerReading['layer'][], boolean, string]>([
    [[], false, 'Allowed.'],
    [
      ['service-control', 'resource-control'],
      false,
      "Allowed by the role's policies; organization policies not read.",
    ],
    [
      ['resource-control', 'resource'],
      false,
      "Allowed by the role's policies; resource control policies not read.",
    ],
    [
      ['service-control', 'vpc-endpoint', 'resource'],
      false,
      "Allowed by the role's policies; service control policies and VPC endpoint policies not read.",
    ],
    [
      ['resource'],
      false,
      "Allowed by the role's policies; the resource's own policy not read.",
    ],
    [
      ['identity', 'permissions-boundary', 'service-control'],
      true,
      "Allowed by the role's policies; some of the role's policies, the permissions boundary, the resource's own policy, which must allow it too, and service control policies not read.",
    ],
  ])(
    'names layers that were not read: %j (the resource must allow it too: %s)',
    (unread, resourceDecidesToo, summary) => {
      const result = {
        decision: 'Allowed' as const,
        blockedBy: [],
        missingContext: [],
      };
      expect(
        decisionSentence(result, {
          ...{ layers: without(...unread), resourceDecidesToo },
        }),
      ).toBe(summary);
    },
  );
});
