import { anyJson, fuzz, mutated } from '@backstage-irsa/fuzz';
import fc from 'fast-check';
import { changedBy, type ChangedThing } from './changedBy';

const ACCOUNT = '111122223333';
const POLICY = `arn:aws:iam::${ACCOUNT}:policy/irsa/orders`;
const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF';
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`;
const CLUSTER = {
  accountId: ACCOUNT,
  region: 'eu-west-1',
  eksName: 'prod_1',
};

/** An event as EventBridge delivers it. Source: "AWS service events delivered via AWS CloudTrail", EventBridge User Guide. */
function eventOf(
  eventName: string,
  requestParameters: unknown,
  more: { envelope?: object; detail?: object } = {},
) {
  const isEks = /Cluster|Access|Addon|Nodegroup|Association/.test(eventName);
  return {
    version: '0',
    id: '7bf73129-1428-4cd3-a780-95db273d1602',
    'detail-type': 'AWS API Call via CloudTrail',
    source: isEks ? 'aws.eks' : 'aws.iam',
    account: ACCOUNT,
    time: '2026-11-28T20:05:18Z',
    region: isEks ? 'eu-west-1' : 'us-east-1',
    resources: [],
    detail: {
      eventVersion: '1.10',
      eventTime: '2026-11-28T20:05:18Z',
      eventName,
      awsRegion: isEks ? 'eu-west-1' : 'us-east-1',
      requestParameters,
      readOnly: false,
      recipientAccountId: ACCOUNT,
      ...more.detail,
    },
    ...more.envelope,
  };
}

const ROLE: ChangedThing = {
  kind: 'role',
  accountId: ACCOUNT,
  name: 'Orders@1',
};
const OF_ROLE = { roleName: 'Orders@1', policyDocument: '{}' };

describe('the object that an event reports as changed', () => {
  it.each([
    'AttachRolePolicy',
    'CreateRole',
    'DeleteRole',
    'DeleteRolePermissionsBoundary',
    'DeleteRolePolicy',
    'DetachRolePolicy',
    'PutRolePermissionsBoundary',
    'PutRolePolicy',
    'TagRole',
    'UntagRole',
    'UpdateAssumeRolePolicy',
    'UpdateRole',
    'UpdateRoleDescription',
  ])('is the role: %s', name => {
    expect(changedBy(eventOf(name, OF_ROLE))).toEqual({
      result: 'changed',
      thing: ROLE,
    });
  });

  it.each(['CreatePolicyVersion', 'DeletePolicy', 'SetDefaultPolicyVersion'])(
    'is the policy: %s',
    name => {
      const event = eventOf(name, { policyArn: POLICY, setAsDefault: true });
      expect(changedBy(event)).toEqual({
        result: 'changed',
        thing: { kind: 'policy', accountId: ACCOUNT, arn: POLICY },
      });
    },
  );

  it.each<[string, object]>([
    ['CreateOpenIDConnectProvider', { url: `https://${ISSUER}` }],
    ...[
      'AddClientIDToOpenIDConnectProvider',
      'DeleteOpenIDConnectProvider',
      'RemoveClientIDFromOpenIDConnectProvider',
      'UpdateOpenIDConnectProviderThumbprint',
    ].map((name): [string, object] => [
      name,
      { openIDConnectProviderArn: PROVIDER },
    ]),
  ])('is the OIDC provider: %s', (name, parameters) => {
    expect(changedBy(eventOf(name, parameters))).toEqual({
      result: 'changed',
      thing: { kind: 'oidc-provider', accountId: ACCOUNT, arn: PROVIDER },
    });
  });

  it('is the ServiceAccount of a new association', () => {
    const event = eventOf('CreatePodIdentityAssociation', {
      clusterName: 'prod_1',
      namespace: 'production',
      serviceAccount: 'orders.api',
      roleArn: 'arn:aws:iam::999999999999:role/elsewhere',
    });
    expect(changedBy(event)).toEqual({
      result: 'changed',
      thing: {
        kind: 'service-account',
        ...CLUSTER,
        namespace: 'production',
        name: 'orders.api',
      },
    });
  });

  it.each(['UpdatePodIdentityAssociation', 'DeletePodIdentityAssociation'])(
    'is the association with its ID: %s',
    name => {
      const parameters = { clusterName: 'prod_1', associationId: 'a-1b2c3d' };
      expect(changedBy(eventOf(name, parameters))).toEqual({
        result: 'changed',
        thing: { kind: 'association', ...CLUSTER, id: 'a-1b2c3d' },
      });
    },
  );

  it.each([
    'AssociateAccessPolicy',
    'CreateAccessEntry',
    'CreateAddon',
    'CreateCluster',
    'CreateNodegroup',
    'DeleteAccessEntry',
    'DeleteAddon',
    'DeleteCluster',
    'DeleteNodegroup',
    'DisassociateAccessPolicy',
    'UpdateAccessEntry',
    'UpdateAddon',
    'UpdateClusterConfig',
    'UpdateClusterVersion',
  ])('is the cluster: %s', name => {
    expect(changedBy(eventOf(name, { name: 'prod_1' }))).toEqual({
      result: 'changed',
      thing: { kind: 'cluster', ...CLUSTER },
    });
  });

  it('is in the recipient account of the event, regardless of the envelope', () => {
    const event = eventOf('CreateRole', OF_ROLE, {
      envelope: { account: '999999999999' },
    });
    expect(changedBy(event)).toMatchObject({ thing: ROLE });
  });

  it.each([
    ['a call that AWS denied', { detail: { errorCode: 'AccessDenied' } }],
    ['a read-only call', { detail: { readOnly: true } }],
    [
      'a call that changes no observed object',
      { detail: { eventName: 'CreateUser' } },
    ],
    [
      'an event name that is a property of every JavaScript object',
      { detail: { eventName: 'constructor' } },
    ],
    ['an event of another AWS service', { envelope: { source: 'aws.s3' } }],
    [
      'a service named like a JavaScript property',
      { envelope: { source: '__proto__' } },
    ],
    [
      'another type of event',
      { envelope: { 'detail-type': 'Scheduled Event' } },
    ],
  ])('is none for %s', (_, more) => {
    const event = eventOf('CreateRole', OF_ROLE, more);
    expect(changedBy(event)).toEqual({ result: 'ignored' });
  });

  it.each<[string, unknown]>([
    ['an event that is not an object', 'CreateRole'],
    [
      'a notification without an event',
      { Type: 'Notification', Message: '{}' },
    ],
    [
      'an event without a detail object',
      eventOf('CreateRole', OF_ROLE, { envelope: { detail: 1 } }),
    ],
    ['an event without request parameters', eventOf('CreateRole', null)],
    [
      'an event with an invalid role name',
      eventOf('CreateRole', { roleName: 'a/../b' }),
    ],
    [
      'an event with a role name that is too long',
      eventOf('CreateRole', { roleName: 'a'.repeat(65) }),
    ],
    [
      'an event with a policy of another account',
      eventOf('DeletePolicy', {
        policyArn: 'arn:aws:iam::999999999999:policy/theirs',
      }),
    ],
    [
      'an event without a valid account ID',
      eventOf('CreateRole', OF_ROLE, { detail: { recipientAccountId: 1 } }),
    ],
    [
      'an event without a valid region',
      eventOf('CreateRole', OF_ROLE, { detail: { awsRegion: 'mars' } }),
    ],
    [
      'an event without a valid cluster name',
      eventOf('CreateAccessEntry', { name: ['a'], principalArn: 'b' }),
    ],
    [
      'an event without a valid namespace',
      eventOf('CreatePodIdentityAssociation', {
        clusterName: 'prod_1',
        namespace: '../kube-system',
        serviceAccount: 'orders',
      }),
    ],
  ])('is malformed for %s', (_, event) => {
    expect(changedBy(event)).toMatchObject({
      result: 'malformed',
      reason: expect.any(String),
    });
  });

  it('is reported with the ID of a malformed event only if the ID is valid', () => {
    expect(changedBy(eventOf('CreateRole', {}))).toMatchObject({
      id: '7bf73129-1428-4cd3-a780-95db273d1602',
    });
    const faked = eventOf('CreateRole', {}, { envelope: { id: 'a\nforged' } });
    expect(changedBy(faked)).toMatchObject({ id: 'unknown' });
  });

  const names = fc.constantFrom(
    'CreateRole',
    'DeletePolicy',
    'CreateOpenIDConnectProvider',
    'CreatePodIdentityAssociation',
    'DeletePodIdentityAssociation',
    'UpdateClusterConfig',
  );
  const parameters = fc.dictionary(
    fc.constantFrom(
      'roleName',
      'policyArn',
      'url',
      'openIDConnectProviderArn',
      'clusterName',
      'name',
      'namespace',
      'serviceAccount',
      'associationId',
    ),
    fc.oneof(fc.constantFrom('a', POLICY, PROVIDER, 'a-1'), fc.anything()),
  );
  const events = fc.oneof(
    fc.anything(),
    anyJson,
    fc.tuple(names, parameters).map(([name, value]) => eventOf(name, value)),
    mutated(eventOf('CreateRole', OF_ROLE)),
  );
  fuzz('an event, whatever it is', events, event => {
    const outcome = changedBy(event);
    if (outcome.result !== 'changed') return;
    const { accountId } = outcome.thing;
    const isShort = JSON.stringify(outcome.thing).length < 1200;
    if (!/^\d{12}$/.test(accountId) || !isShort) {
      throw new Error('A name of any shape came through.');
    }
  });
});
