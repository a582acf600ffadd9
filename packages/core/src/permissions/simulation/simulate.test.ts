import { NO_ENDPOINTS } from '../../__testUtils__/vpcEndpoints';
import type { Statement } from '@backstage-irsa/iam-policy';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type { SimulationRequest } from '../../model/types';
import { readDocument } from '../../model/document';
import { absent, found, unknown } from '../../model/observation';
import type {
  ObservedPolicy,
  ObservedRolePolicies,
} from '../../model/observed';
import {
  observedDocument,
  ROLE_ARN,
  roleWith,
  trustOf,
} from '../../__testUtils__/observed';
import { policySetOf, type PolicySet } from '../policySet';
import type { ReadResource } from '../resources/resourceSide';
import { simulate } from './simulate';

const NOW = new Date('2026-11-24T12:00:00Z');
const OBJECT = 'arn:aws:s3:::orders/invoice.pdf';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/7a1b';
const ELSEWHERE = 'arn:aws:sqs:eu-west-1:444455556666:jobs';
const INSTANCE = 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0a1b';
const LEFT_TO_POLICY =
  'The policy of the resource was not read, and it alone could allow this.';
const ORGANIZATION = 'organization policies not read';

const policy = (name: string, ...Statement: Statement[]): ObservedPolicy => ({
  arn: `arn:aws:iam::111122223333:policy/${name}`,
  name,
  path: '/',
  defaultVersionId: 'v1',
  document: observedDocument({ Version: '2012-10-17', Statement }),
  tags: {},
});
const allow = (Action: string, change: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...change,
});

function setOf(
  statements: Statement[],
  change: Partial<ObservedRolePolicies> = {},
): PolicySet {
  return policySetOf({
    role: roleWith(trustOf()),
    attachedPolicies: found([found(policy('orders', ...statements))]),
    inlinePolicies: found([]),
    permissionsBoundary: absent(),
    ...change,
  });
}

function ask(
  set: PolicySet,
  request: Partial<SimulationRequest> = {},
  tags: Record<string, string> = {},
) {
  const [result] = simulate(
    [{ action: 's3:GetObject', resource: OBJECT, ...request }],
    { arn: ROLE_ARN, tags },
    set,
    { now: NOW, vpcEndpoints: NO_ENDPOINTS },
  );
  return result;
}

describe('a simulation', () => {
  it.each<[string, PolicySet, Partial<SimulationRequest>, string, string]>([
    [
      'allowed, and names what was not read',
      setOf([allow('s3:GetObject')]),
      {},
      'Allowed',
      `Allowed by the role's policies; ${ORGANIZATION}.`,
    ],
    [
      'denied because no policy allows it',
      setOf([allow('s3:PutObject')]),
      { action: 'ec2:StopInstances', resource: INSTANCE },
      'ImplicitlyDenied',
      `Denied: No identity policy allows ec2:StopInstances on ${INSTANCE}.`,
    ],
    [
      'unknown because the bucket policy alone could allow it',
      setOf([allow('s3:PutObject')]),
      {},
      'ImplicitlyDenied',
      `Unknown: No identity policy allows s3:GetObject on ${OBJECT}. ${LEFT_TO_POLICY} Policies of resources are not read.`,
    ],
    [
      'unknown because the trust policy alone could allow it',
      setOf([]),
      { action: 'sts:AssumeRole', resource: ROLE_ARN },
      'ImplicitlyDenied',
      `Unknown: No identity policy allows sts:AssumeRole on ${ROLE_ARN}. ${LEFT_TO_POLICY} A role can be assumed only if its trust policy allows it, and no resource policy was given.`,
    ],
    [
      'denied because IAM actions on a role have no resource policy',
      setOf([]),
      { action: 'iam:GetRole', resource: ROLE_ARN },
      'ImplicitlyDenied',
      `Denied: No identity policy allows iam:GetRole on ${ROLE_ARN}.`,
    ],
    [
      'denied regardless of the policy of a queue in another account',
      setOf([]),
      { action: 'sqs:SendMessage', resource: ELSEWHERE },
      'ImplicitlyDenied',
      `Denied: No identity policy allows sqs:SendMessage on ${ELSEWHERE}.`,
    ],
    [
      'unknown because a bucket policy could allow it despite the boundary',
      setOf([], {
        permissionsBoundary: found(policy('limit', allow('sqs:*'))),
      }),
      {},
      'ImplicitlyDenied',
      `Unknown: No identity policy allows s3:GetObject on ${OBJECT}. No permissions boundary allows s3:GetObject on ${OBJECT}. ${LEFT_TO_POLICY} Policies of resources are not read.`,
    ],
    [
      'denied by a statement',
      setOf([
        allow('s3:*'),
        { ...allow('s3:Get*'), Effect: 'Deny', Sid: 'NoReads' },
      ]),
      {},
      'ExplicitlyDenied',
      `Denied: Statement 2 (NoReads) of the identity policy "arn:aws:iam::111122223333:policy/orders" denies s3:GetObject on ${OBJECT}.`,
    ],
    [
      'denied by the boundary although the role policies allow it',
      setOf([allow('ec2:*')], {
        permissionsBoundary: found(policy('limit', allow('sqs:*'))),
      }),
      { action: 'ec2:StopInstances', resource: INSTANCE },
      'ImplicitlyDenied',
      `Denied: the role's own policies allow it. No permissions boundary allows ec2:StopInstances on ${INSTANCE}.`,
    ],
    [
      'allowed only under a condition whose key is not given',
      setOf([
        allow('s3:*', {
          Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
        }),
      ]),
      {},
      'ImplicitlyDenied',
      `Allowed by the role's policies only when aws:SourceVpce is vpce-1; ${ORGANIZATION}.`,
    ],
    [
      'allowed if the condition key is given',
      setOf([
        allow('s3:*', {
          Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
        }),
      ]),
      { context: { 'aws:sourcevpce': 'vpce-1' } },
      'Allowed',
      `Allowed by the role's policies; ${ORGANIZATION}.`,
    ],
    [
      'allowed by the role policies for a KMS key, whose policy must allow it too',
      setOf([allow('kms:Decrypt')]),
      { action: 'kms:Decrypt', resource: KEY },
      'Allowed',
      "Allowed by the role's policies; the resource's own policy, which must allow it too, and organization policies not read.",
    ],
    [
      'allowed by the role policies for a queue of another account',
      setOf([allow('sqs:SendMessage')]),
      { action: 'sqs:SendMessage', resource: ELSEWHERE },
      'Allowed',
      "Allowed by the role's policies; the resource's own policy, which must allow it too, and organization policies not read.",
    ],
    [
      'unknown because the key policy alone could allow it',
      setOf([]),
      { action: 'kms:Decrypt', resource: KEY },
      'ImplicitlyDenied',
      `Unknown: No identity policy allows kms:Decrypt on ${KEY}. ${LEFT_TO_POLICY} A KMS key can be used only if its key policy allows it, and no resource policy was given.`,
    ],
    [
      'unknown because only a part of the role policies was read',
      setOf([], {
        inlinePolicies: unknown(
          'The backend may not call iam:ListRolePolicies.',
        ),
      }),
      {},
      'ImplicitlyDenied',
      `Unknown: No identity policy allows s3:GetObject on ${OBJECT}. Not every policy of the role was read. The backend may not call iam:ListRolePolicies.`,
    ],
    [
      'allowed although the boundary was not read',
      setOf([allow('s3:*')], {
        permissionsBoundary: unknown('The backend may not call iam:GetPolicy.'),
      }),
      {},
      'Allowed',
      "Allowed by the role's policies; the permissions boundary and organization policies not read.",
    ],
    [
      'allowed although a Deny depends on a key that is not given',
      setOf([
        allow('s3:*'),
        {
          ...allow('s3:*'),
          Effect: 'Deny',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ]),
      {},
      'Allowed',
      `Allowed by the role's policies; ${ORGANIZATION}. That can depend on aws:SecureTransport, not given.`,
    ],
  ])('is %s', (_, set, request, decision, summary) => {
    const result = ask(set, request);
    expect(result.decision).toBe(decision);
    expect(result.summary).toBe(summary);
  });

  it('names only the layers that were not read in the summary', () => {
    const set = setOf([allow('s3:*')]);
    const read = set.layers.map(layer => ({
      ...layer,
      state: 'read' as const,
    }));
    expect(ask({ ...set, layers: read }).summary).toBe(
      "Allowed by the role's policies; the resource's own policy not read.",
    );
  });

  it('names the deciding statement, its conditions, and each layer', () => {
    const Condition = { StringLike: { 'aws:PrincipalTag/team': 'shop*' } };
    const result = ask(
      setOf([allow('s3:*', { Sid: 'Shop', Condition })]),
      {},
      { team: 'shop-eu' },
    );
    expect(result.decidedBy).toEqual([
      {
        layer: 'identity',
        policy: 'arn:aws:iam::111122223333:policy/orders',
        statement: 0,
        sid: 'Shop',
        conditions: ['when aws:PrincipalTag/team matches shop*'],
      },
    ]);
    expect(
      result.layers.map(({ layer, state }) => `${layer} ${state}`),
    ).toEqual([
      'identity read',
      'permissions-boundary absent',
      'service-control not-read',
      'resource-control not-read',
      'vpc-endpoint absent',
      'resource not-read',
    ]);
  });

  it('uses the current time', () => {
    const Condition = {
      DateGreaterThan: { 'aws:CurrentTime': '2026-11-24T11:59:00Z' },
    };
    expect(ask(setOf([allow('s3:*', { Condition })])).decision).toBe('Allowed');
  });

  it('lists the missing condition keys of every layer when only they prevent access', () => {
    const vpce = {
      Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
    };
    const mfa = {
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    };
    const set = setOf([allow('s3:*', vpce)], {
      permissionsBoundary: found(policy('limit', allow('s3:*', mfa))),
    });
    const { conditions, missingContext } = ask(set);
    expect(conditions).toHaveLength(2);
    expect(missingContext).toEqual([
      'aws:MultiFactorAuthPresent',
      'aws:SourceVpce',
    ]);
    expect(
      ask(set, { context: { 'aws:SourceVpce': 'vpce-2' } }).conditions,
    ).toBeUndefined();
  });

  it('ignores and reports an invalid document', () => {
    const set = setOf([], {
      inlinePolicies: found([
        {
          name: 'odd',
          document: readDocument('{', 'identity'),
        },
      ]),
    });
    expect(ask(set).summary).toMatch(
      /^Unknown: .*Policy odd is not a valid document: Expected a string in double quotes\.$/,
    );
    expect(ask(set).invalidPolicies).toEqual([
      {
        layer: 'identity',
        policy: 'odd',
        path: '',
        reason: 'Expected a string in double quotes.',
      },
    ]);
  });

  it('explains why an action is allowed that no policy decides', () => {
    const denied = setOf([{ ...allow('*'), Effect: 'Deny' }]);
    const request = { action: 'sts:GetCallerIdentity', resource: '*' };
    expect(ask(denied, request).summary).toBe(
      'Allowed: sts:GetCallerIdentity needs no permission, and only the policy of a VPC endpoint can deny it.',
    );
  });

  it('warns about an action that does not exist in AWS', async () => {
    const catalogue = await loadCatalogue();
    const [result] = simulate(
      [
        { action: 's3:GetObjekt', resource: OBJECT },
        { action: 's3:GetObject', resource: OBJECT },
      ],
      { arn: ROLE_ARN, tags: {} },
      setOf([allow('s3:*')]),
      { now: NOW, catalogue, vpcEndpoints: NO_ENDPOINTS },
    );
    expect(result).toMatchObject({
      decision: 'Allowed',
      warnings: [{ cause: 'unknown-action' }],
    });
  });
});

describe('a simulation with resource data', () => {
  const ROLE = 'arn:aws:iam::111122223333:role/orders';
  const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:orders';
  const text = (Statement: object[]) =>
    JSON.stringify({ Version: '2012-10-17', Statement });
  const policyOf = (...statements: object[]) =>
    found(readDocument(text(statements), 'resource'));
  const set: PolicySet = {
    policies: [
      {
        ...{ kind: 'inline', name: 'own', errors: [] },
        document: text([{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }]),
      },
    ],
    layers: [{ layer: 'identity', state: 'read' }],
  };
  const askWith = (read: ReadResource) =>
    simulate(
      [{ action: 'sqs:SendMessage', resource: QUEUE }],
      { arn: ROLE, tags: {} },
      set,
      {
        ...{ now: new Date(), vpcEndpoints: NO_ENDPOINTS },
        resources: { [QUEUE]: read },
      },
    )[0];
  const root = {
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111122223333:root' },
    ...{ Action: 'kms:*', Resource: '*' },
  };
  const encryptedBy = (
    keyPolicy: ReadResource['policy'],
    keyGrants: ReadResource['keyGrants'] = found([]),
  ) => found({ keyArn: KEY, bucketKey: false, keyPolicy, keyGrants });
  const UNREAD = unknown<never>(
    'The backend may not call kms:ListGrants.',
    'kms:ListGrants',
  );

  it('shows that the policy of the resource was read', () => {
    const answer = askWith({ policy: policyOf(), encryption: absent() });
    expect(answer).toMatchObject({ decision: 'Allowed', summary: 'Allowed.' });
    expect(answer.layers).toContainEqual({ layer: 'resource', state: 'read' });
  });

  it('shows that the resource does not exist', () => {
    const read: ReadResource = {
      policy: { state: 'absent', isMissing: true },
      encryption: absent(),
    };
    const { summary, layers } = askWith(read);
    expect(summary).toBe('Allowed. The resource does not exist.');
    expect(layers).toContainEqual({
      ...{ layer: 'resource', state: 'absent' },
      reason: 'The resource does not exist.',
    });
  });

  it('is unknown when the resource policy was not read, unless the KMS key denies it', () => {
    const unread = unknown<never>('No.', 'sqs:GetQueueAttributes');
    const askFor = (read: ReadResource) =>
      simulate(
        [{ action: 'sqs:SendMessage', resource: QUEUE }],
        { arn: ROLE, tags: {} },
        { ...set, policies: [] },
        {
          ...{ now: new Date(), resources: { [QUEUE]: read } },
          vpcEndpoints: NO_ENDPOINTS,
        },
      )[0];
    const answer = askFor({ policy: unread, encryption: absent() });
    expect(answer).toMatchObject({
      decision: 'ImplicitlyDenied',
      unknownReason: `${LEFT_TO_POLICY} No.`,
    });
    expect(answer.summary).toBe(
      `Unknown: No identity policy allows sqs:SendMessage on ${QUEUE}. ${LEFT_TO_POLICY} No.`,
    );
    const denied = askFor({
      policy: unread,
      encryption: encryptedBy(policyOf()),
    });
    expect(denied.unknownReason).toBeUndefined();
    expect(denied.summary).toMatch(/^Denied: .*KMS key/);
    const perhaps = askFor({
      policy: unread,
      encryption: encryptedBy(
        policyOf({
          ...{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
          Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
        }),
      ),
    });
    expect(perhaps.unknownReason).toBe(`${LEFT_TO_POLICY} No.`);
  });

  it('is denied by the policy of the resource', () => {
    const deny = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' };
    expect(
      askWith({ policy: policyOf(deny), encryption: absent() }),
    ).toMatchObject({
      decision: 'ExplicitlyDenied',
      summary: 'Denied: Statement 1 of the policy of the resource denies it.',
    });
  });

  it.each<[string, object, string]>([
    [
      'the organization of the caller',
      { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
      'Unknown',
    ],
    ['the user name', { StringLike: { 'aws:username': 'ana' } }, 'Denied'],
    [
      'the owner of the source, as in the default policy of an SNS topic',
      { StringEquals: { 'AWS:SourceOwner': '111122223333' } },
      'Denied',
    ],
    [
      'the ARN of another role',
      { ArnLike: { 'aws:PrincipalArn': `${ROLE}-2` } },
      'Denied',
    ],
  ])(
    'is decided for a role that only the resource policy allows, under a condition on %s',
    (_, Condition, expected) => {
      const letsIn = {
        ...{ Effect: 'Allow', Principal: { AWS: ROLE } },
        ...{ Action: '*', Resource: '*', Condition },
      };
      const [{ decision, summary, unknownReason }] = simulate(
        [{ action: 'sqs:SendMessage', resource: QUEUE }],
        { arn: ROLE, tags: {} },
        { ...set, policies: [] },
        {
          ...{ now: new Date(), vpcEndpoints: NO_ENDPOINTS },
          resources: {
            [QUEUE]: { policy: policyOf(letsIn), encryption: absent() },
          },
        },
      );
      expect(decision).toBe('ImplicitlyDenied');
      expect(summary).toMatch(new RegExp(`^${expected}: `));
      expect(unknownReason).toBe(
        expected === 'Unknown'
          ? 'That depends on what this policy requires of the call.'
          : undefined,
      );
    },
  );

  it('is denied by the KMS key of the resource, and names the key', () => {
    const { decision, summary } = askWith({
      policy: absent(),
      encryption: encryptedBy(policyOf(root)),
    });
    expect(decision).toBe('ImplicitlyDenied');
    expect(summary).toContain(
      `KMS key ${KEY} encrypts the resource, and the call must use it (kms:GenerateDataKey).`,
    );
  });

  it('is unknown when the key policy denies it and the grants of the key were not read', () => {
    const { decision, summary, layers, layerDecisions } = askWith({
      policy: absent(),
      encryption: encryptedBy(policyOf(root), UNREAD),
    });
    expect(decision).toBe('ImplicitlyDenied');
    expect(summary).toMatch(
      /^Unknown: .* A grant of the KMS key may allow it\. The backend may not call kms:ListGrants\./,
    );
    const reading = {
      ...{ layer: 'resource', state: 'not-read' },
      reason:
        'Grants of the KMS key were not read. The backend may not call kms:ListGrants.',
    };
    expect(layers).toContainEqual(reading);
    expect(layerDecisions).toContainEqual(expect.objectContaining(reading));
  });

  it('is unknown when the key policy depends on condition keys that were not given', () => {
    const { decision, unknownReason, summary, missingContext } = askWith({
      policy: absent(),
      encryption: encryptedBy(
        policyOf(
          { ...root, Principal: { AWS: ROLE } },
          {
            ...{ ...root, Effect: 'Deny', Principal: '*' },
            Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } },
          },
        ),
      ),
    });
    expect({ decision, unknownReason, missingContext }).toEqual({
      decision: 'ImplicitlyDenied',
      unknownReason: 'That depends on what this policy requires of the call.',
      missingContext: [],
    });
    expect(summary).toMatch(/^Unknown: The policy of the key denies it\. /);
  });

  it('is unknown for the KMS key itself without its grants, unless the key policy allows it', () => {
    const askOfKey = (
      keyGrants: ReadResource['keyGrants'],
      statement: object,
    ) =>
      simulate(
        [{ action: 'kms:Decrypt', resource: KEY }],
        { arn: ROLE, tags: {} },
        set,
        {
          ...{ now: new Date(), vpcEndpoints: NO_ENDPOINTS },
          resources: {
            [KEY]: {
              ...{ policy: policyOf(statement), encryption: absent() },
              keyGrants,
            },
          },
        },
      )[0];
    const asked = askOfKey(UNREAD, root);
    expect(asked.summary).toMatch(/^Unknown: .*kms:ListGrants/);
    expect(asked.layerDecisions).toContainEqual(
      expect.objectContaining({
        ...{ layer: 'resource', state: 'not-read' },
        decision: 'Allowed',
      }),
    );
    const named = { ...root, Principal: { AWS: ROLE } };
    expect(askOfKey(UNREAD, named)).toMatchObject({ summary: 'Allowed.' });
    const grant = {
      ...{ id: 'a1', granteePrincipal: ROLE },
      operations: ['Decrypt'],
    };
    expect(askOfKey(found([grant]), root)).toMatchObject({
      decision: 'Allowed',
      decidedBy: [{ statement: 0 }, { layer: 'resource', sid: 'Granta1' }],
    });
    expect(askOfKey(found([]), root).summary).toMatch(/^Denied: /);
  });

  it('shows that the encryption of the resource is unknown', () => {
    const { summary } = askWith({
      policy: absent(),
      encryption: unknown('The backend may not call sqs:GetQueueAttributes.'),
    });
    expect(summary).toBe(
      'Allowed. Whether the role can use the KMS key of the resource is not known: The backend may not call sqs:GetQueueAttributes.',
    );
  });
});
