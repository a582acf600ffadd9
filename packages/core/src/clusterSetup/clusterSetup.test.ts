import { found, unknown, valueOf } from '../model/observation';
import type { ClusterConfig } from '../model/config';
import type { ClusterFacts } from '../model/inventory';
import { clusterSetup, type SetupContext } from './clusterSetup';

const cluster: ClusterConfig = {
  name: 'apps.eu-west-1.111122223333',
  eksName: 'apps',
  accountId: '111122223333',
  region: 'eu-west-1',
  access: { type: 'eks' },
};
const roleArn = 'arn:aws:iam::111122223333:role/backstage-irsa';
const requester = 'arn:aws:iam::111122223333:role/requester';
const issuer = 'https://oidc.eks.eu-west-1.amazonaws.com/id/4F1A';

function facts(entries: [arn: string, group: string][]): ClusterFacts {
  const unread = unknown<never>('not of this test');
  return {
    name: cluster.name,
    cluster: found({
      ...{ arn: '', issuer, endpoint: '', caData: '', version: '1.32' },
      ...{ accountId: cluster.accountId, region: cluster.region },
      ...{ partition: 'aws', autoMode: false },
    }),
    ...{ webhook: unread, podIdentityAgent: unread },
    ...{ nodeGroups: unread, rbac: unread },
    accessEntries: found(
      entries.map(([principalArn, group]) => ({
        ...{ principalArn, username: principalArn, policies: [] },
        type: 'STANDARD',
        groups: [group],
      })),
    ),
  };
}

const base: SetupContext = {
  cluster,
  rules: [],
  createOidcProviders: false,
  roleArn,
};

const stepsOf = (change: Partial<SetupContext> = {}) =>
  new Map(clusterSetup({ ...base, ...change }).map(step => [step.id, step]));
const statesOf = (change?: Partial<SetupContext>) =>
  Object.fromEntries(
    [...stepsOf(change)].map(([id, { state }]) => [id, state]),
  );

describe('the setup of a cluster', () => {
  it('is unknown before the first scan', () => {
    expect(statesOf()).toEqual({
      'access-entry': 'unknown',
      rbac: 'unknown',
      'oidc-provider': 'unknown',
      'token-request': 'optional',
      'namespace-rule': 'missing',
    });
  });

  it('lacks an access entry if the cluster rejects the backend', () => {
    const unread = { reason: 'Unauthorized.', isRejected: true };
    const known = { facts: facts([[roleArn, 'backstage-irsa']]) };
    expect(stepsOf({ ...known, unread }).get('rbac')?.state).toBe('unknown');
    expect(stepsOf({ ...known, unread }).get('access-entry')).toMatchObject({
      state: 'missing',
      message: expect.stringContaining('does not accept the backend'),
      commands: [
        `aws eks create-access-entry --cluster-name apps --region eu-west-1 --kubernetes-groups backstage-irsa --principal-arn ${roleArn}`,
      ],
      terraform: expect.stringContaining(`principal_arn     = "${roleArn}"`),
    });
  });

  it.each([
    { reason: 'The cluster did not respond in time.' },
    { reason: 'AWS refuses.', missingPermission: 'eks:DescribeCluster' },
  ])('is unknown if the first scan failed for another reason: %j', unread => {
    const steps = stepsOf({ unread });
    expect(steps.get('access-entry')).toMatchObject({
      state: 'unknown',
      message: expect.stringContaining(unread.reason),
      commands: [expect.stringContaining('create-access-entry')],
    });
    expect(steps.get('rbac')?.state).toBe('unknown');
  });

  it('lacks RBAC permissions if the API server refuses a read', () => {
    const unread = { reason: 'no', missingPermission: 'list pods' };
    const first = stepsOf({ unread });
    expect(first.get('rbac')?.state).toBe('missing');
    expect(first.get('access-entry')).toMatchObject({
      state: 'unknown',
      commands: [
        `aws eks describe-access-entry --cluster-name apps --region eu-west-1 --principal-arn ${roleArn}`,
      ],
    });
    const { rbac } = statesOf({ facts: facts([]), unread });
    expect(rbac).toBe('missing');
    const aws = { ...unread, missingPermission: 'eks:ListNodegroups' };
    expect(statesOf({ facts: facts([]), unread: aws }).rbac).toBe('done');
  });

  it.each([
    [{ hasProvider: true }, 'done'],
    [{ hasProvider: false }, 'missing'],
    [{ hasProvider: false, createOidcProviders: true }, 'optional'],
    [{}, 'unknown'],
  ])('has the state of the OIDC provider with %j: %s', (change, state) => {
    const steps = stepsOf({ facts: facts([]), ...change });
    expect(steps.get('oidc-provider')?.state).toBe(state);
  });

  it('includes the access entry of the identity that requests tokens', () => {
    const proving: ClusterConfig = {
      ...cluster,
      tokenRequestAccess: { type: 'eks', roleArn: requester },
    };
    const of = (entries: [string, string][]) =>
      statesOf({ cluster: proving, facts: facts(entries) })['token-request'];
    expect(of([])).toBe('missing');
    const mapped = facts([]);
    mapped.cluster = found({
      ...valueOf(mapped.cluster)!,
      usesConfigMap: true as const,
    });
    const steps = statesOf({ cluster: proving, facts: mapped });
    expect(steps['token-request']).toBe('unknown');
    expect(of([[requester, 'backstage-irsa-token-requester']])).toBe('done');
  });

  it('is done if everything exists', () => {
    expect(
      statesOf({
        facts: facts([[roleArn, 'backstage-irsa']]),
        hasProvider: true,
        cluster: {
          ...cluster,
          tokenRequestAccess: { type: 'kubeconfig', file: 'f' },
        },
        rules: [
          {
            owners: ['group:default/team'],
            clusters: ['apps.*'],
            namespaces: ['*'],
          },
        ],
      }),
    ).toEqual({
      'access-entry': 'done',
      rbac: 'done',
      'oidc-provider': 'done',
      'token-request': 'done',
      'namespace-rule': 'done',
    });
  });

  it('has a placeholder for an unknown role, and quotes names', () => {
    const odd = { ...cluster, eksName: "it's" };
    const [step] = clusterSetup({ ...base, cluster: odd, roleArn: undefined });
    expect(step.commands?.[0]).toContain(`--cluster-name 'it'\\''s'`);
    expect(step.commands?.[0]).toContain('--principal-arn BACKEND_ROLE_ARN');
  });
});
