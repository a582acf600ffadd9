import type { V1Pod } from '@kubernetes/client-node';
import { toAgentPods } from './agentPods';
import { readList } from './bulk/lists';
import { grantOf, roleKey, rulesOf } from './bulk/rbac';
import { toRole } from './IamReader';
import { toNamespace, toServiceAccount } from './objects';
import { toPod } from './pods';
import { readAws, readKubernetes } from './read';

/** An object that violates the API, as a cluster can send it and the client passes it on. */
function garbled<T>(object: unknown): T {
  return object as T;
}

const RULES = new Map([
  [
    roleKey('a'),
    [{ apiGroups: [], resources: ['pods'], verbs: ['get'], resourceNames: [] }],
  ],
]);

describe('a response with types that violate the API', () => {
  it.each<[string, () => unknown]>([
    [
      'a number as the value of an annotation',
      () => toServiceAccount(garbled({ metadata: { annotations: { a: 1 } } })),
    ],
    [
      'a text instead of annotations',
      () => toServiceAccount(garbled({ metadata: { annotations: 'a' } })),
    ],
    [
      'a creation time that is not a time',
      () =>
        toServiceAccount(garbled({ metadata: { creationTimestamp: 'soon' } })),
    ],
    [
      'an object as the UID',
      () => toServiceAccount(garbled({ metadata: { uid: {} } })),
    ],
    [
      'a list as the phase of a namespace',
      () => toNamespace(garbled({ status: { phase: [] } })),
    ],
    [
      'a list as the value of an environment variable',
      () =>
        toPod(
          garbled({
            spec: {
              containers: [
                {
                  name: 'a',
                  env: [{ name: 'AWS_WEB_IDENTITY_TOKEN_FILE', value: ['/a'] }],
                },
              ],
            },
          }),
        ),
    ],
    [
      'a text instead of a list of conditions',
      () => toAgentPods([garbled({ status: { conditions: 'a' } })]),
    ],
    [
      'an object instead of a list of containers',
      () => toPod(garbled({ spec: { containers: {} } })),
    ],
    [
      'a container that is null',
      () => toPod(garbled({ spec: { containers: [null] } })),
    ],
    [
      'a list instead of labels',
      () => toPod(garbled({ metadata: { labels: [['a']] } })),
    ],
    [
      'a text as the user ID of a container',
      () =>
        toPod(
          garbled({
            spec: {
              containers: [{ name: 'a', securityContext: { runAsUser: '0' } }],
            },
          }),
        ),
    ],
    [
      'one verb instead of a list',
      () =>
        rulesOf(garbled({ rules: [{ resources: ['pods'], verbs: 'get' }] })),
    ],
    [
      'a binding to a user whose name is a number',
      () =>
        grantOf(
          garbled({
            roleRef: { kind: 'ClusterRole', name: 'a' },
            subjects: [{ kind: 'User', name: 7 }],
          }),
          RULES,
        ),
    ],
    [
      'a list as the path of a role',
      () => toRole(garbled({ Path: ['/'], AssumeRolePolicyDocument: '{}' })),
    ],
  ])('is unknown and reported as unreadable: %s', async (_, convert) => {
    const read = async () => convert();
    expect(await readKubernetes('prod-eu', 'get pods', read)).toEqual({
      state: 'unknown',
      reason: expect.stringMatching(
        /^Cluster prod-eu (returned no .+ where .+ (is|are) expected|did not respond as a Kubernetes API)\.$/,
      ),
    });
    expect(await readAws('iam:GetRole', read)).toEqual({
      state: 'unknown',
      reason: 'AWS returned an invalid response to iam:GetRole.',
    });
  });

  it('is distinguished from a network failure', async () => {
    const down = new TypeError('fetch failed', {
      cause: new Error('ECONNREFUSED'),
    });
    const answer = await readAws('iam:GetRole', () => Promise.reject(down));
    expect(answer).toEqual({
      state: 'unknown',
      reason: 'AWS could not be reached: fetch failed',
    });
  });
});

it('stops reading a list that never ends', async () => {
  let asked = 0;
  const answer = await readList<V1Pod, string>('prod-eu', 'list pods', {
    list: async () => {
      asked += 1;
      return { items: [], metadata: { _continue: `${asked}` } };
    },
    convert: () => [],
  });
  expect(answer).toEqual({
    state: 'unknown',
    reason: 'Cluster prod-eu returned an endless list.',
  });
});
