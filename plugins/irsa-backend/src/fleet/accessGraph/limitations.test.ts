import type { EffectiveService } from '@backstage-irsa/core/model';
import { limitationsOfRoles, type EvaluatedRole } from './limitations';

const ROLE = 'arn:aws:iam::111122223333:role/';

function assuming(...names: string[]): EffectiveService {
  const entry = {
    ...{ state: 'allowed' as const, statements: [] },
    resources: names.map(name => `${ROLE}${name}`),
  };
  return {
    ...{ service: 'sts', title: 'AWS STS' },
    levels: [
      {
        ...{ level: 'Write', extent: 'limited' },
        entries: [{ ...entry, actions: ['sts:AssumeRole'] }],
      },
    ],
  };
}

const role = (
  name: string,
  change: Partial<EvaluatedRole> = {},
): EvaluatedRole => ({
  ...{ id: name, arn: `${ROLE}${name}`, name, accountId: '111122223333' },
  ...{ services: [], layers: [] },
  trust: { Version: '2012-10-17', Statement: [] },
  ...change,
});

const chain = (text: string) => {
  const [from, to] = text.split(' ');
  return { from, to };
};

describe('limitationsOfRoles', () => {
  it.each<
    [
      string,
      {
        roles?: EvaluatedRole[];
        candidates?: EvaluatedRole[];
        chains?: string[];
        unknown?: string[];
      },
      string[],
    ]
  >([
    [
      'nothing, if the graph shows each role that another one can assume',
      {
        candidates: [role('reports'), role('closed')],
        roles: [role('orders', { services: [assuming('reports', 'closed')] })],
        chains: ['orders reports'],
      },
      [],
    ],
    [
      'the roles that a policy names and that are not known',
      { roles: [role('orders', { services: [assuming('reports', 'app-*')] })] },
      [
        `Paths from orders through further roles that it can assume are not shown: ${ROLE}app-*, ${ROLE}reports.`,
      ],
    ],
    [
      'the second step of a chain, which the graph does not follow',
      {
        roles: [role('orders'), role('api')],
        candidates: [role('reports', { services: [assuming('lake')] })],
        chains: ['orders api', 'api reports', 'api orders', 'reports api'],
      },
      [
        `Paths that continue from api, once it is assumed, to further roles are not shown: ${ROLE}reports.`,
        `Paths that continue from reports, once it is assumed, to further roles are not shown: ${ROLE}lake.`,
      ],
    ],
    [
      'the roles of which it is unknown whether they can be assumed',
      {
        candidates: [role('reports')],
        unknown: ['orders reports', 'reports orders'],
      },
      [
        'It is unknown whether the role orders can assume these roles: reports.',
      ],
    ],
    [
      'a trust policy that was not read',
      { candidates: [role('reports', { trust: undefined })] },
      [
        'The trust policy of the role reports was not read: who can assume it may be missing.',
      ],
    ],
    [
      'policies that were not read, of the roles in the graph',
      {
        roles: [
          role('orders', {
            layers: [{ layer: 'identity', state: 'not-read' }],
          }),
        ],
        candidates: [
          role('closed', {
            layers: [{ layer: 'identity', state: 'not-read' }],
          }),
        ],
      },
      [
        'Some policies of the role orders were not read: services may be missing.',
      ],
    ],
  ])('name %s', (_, { chains = [], unknown = [], ...roles }, expected) => {
    expect(
      limitationsOfRoles({
        ...{ roles: [role('orders')], candidates: [], ...roles },
        chains: chains.map(chain),
        unknown: unknown.map(chain),
      }),
    ).toEqual(expected);
  });
});
