import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { observedDocument, ROLE_ARN } from '../../__testUtils__/observed';
import { NO_ENDPOINTS } from '../../__testUtils__/vpcEndpoints';
import { found } from '../../model/observation';
import type { AwsManagedKey } from '../../model/observed';
import type { ReadResource } from '../resources/resourceSide';
import { simulate } from '../simulation/simulate';
import { decideAccess } from '../whoCan/decide';

const HOME = '111122223333';
const OTHER = '444455556666';
const SECRET = 'secretsmanager:GetSecretValue';
const secretIn = (accountId: string) =>
  `arn:aws:secretsmanager:eu-west-1:${accountId}:secret:db-AbCdEf`;
const OBJECT = 'arn:aws:s3:::orders/a';

const allow = (change: Partial<Statement> = {}): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...change }],
});

const keyIn = (
  accountId: string,
  service: string,
  ofUploader?: true,
): AwsManagedKey => ({
  arn: `arn:aws:kms:eu-west-1:${accountId}:alias/aws/${service}`,
  ...(ofUploader && { ofUploader }),
});

/** A resource whose policy allows the account of the role. */
const resourceOf = (
  accountId: string,
  awsManagedKey: AwsManagedKey,
): ReadResource => ({
  accountId,
  policy: found(
    observedDocument(
      allow({ Principal: { AWS: `arn:aws:iam::${HOME}:root` } }),
    ),
  ),
  encryption: { state: 'absent', awsManagedKey },
});

describe('a resource that is encrypted with an AWS managed key', () => {
  it.each<[string, string, string, ReadResource, string, string]>([
    [
      'of the account of the role',
      SECRET,
      secretIn(HOME),
      resourceOf(HOME, keyIn(HOME, 'secretsmanager')),
      'allowed',
      '',
    ],
    [
      'of another account',
      SECRET,
      secretIn(OTHER),
      resourceOf(OTHER, keyIn(OTHER, 'secretsmanager')),
      'denied',
      `only account ${OTHER} can use it`,
    ],
    [
      'of another account, for an action that does not use it',
      'secretsmanager:DescribeSecret',
      secretIn(OTHER),
      resourceOf(OTHER, keyIn(OTHER, 'secretsmanager')),
      'allowed',
      '',
    ],
    [
      'of another account, in the settings of its bucket',
      's3:PutObject',
      OBJECT,
      resourceOf(OTHER, keyIn(OTHER, 's3')),
      'denied',
      `only account ${OTHER} can use it`,
    ],
    [
      'of the uploader, for a write to a bucket of another account',
      's3:PutObject',
      OBJECT,
      resourceOf(OTHER, keyIn(OTHER, 's3', true)),
      'allowed',
      '',
    ],
    [
      'of the uploader, for a read from a bucket of another account',
      's3:GetObject',
      OBJECT,
      resourceOf(OTHER, keyIn(OTHER, 's3', true)),
      `allowed-if only objects that account ${HOME} uploaded`,
      `Account ${HOME} can read only objects that it uploaded.`,
    ],
    [
      'of the uploader, for a read from a bucket of its own account',
      's3:GetObject',
      OBJECT,
      resourceOf(HOME, keyIn(HOME, 's3', true)),
      'allowed',
      '',
    ],
  ])('%s: %s', (_, action, resource, read, expected, said) => {
    const document = allow();
    const [{ decision, summary }] = simulate(
      [{ action, resource }],
      { arn: ROLE_ARN, id: 'AROA1', tags: {}, region: 'eu-west-1' },
      {
        policies: [
          {
            ...{ kind: 'inline', name: 'own', errors: [] },
            document: JSON.stringify(document),
          },
        ],
        layers: [{ layer: 'identity', state: 'read' }],
      },
      {
        ...{ now: new Date('2026-11-24T12:00:00Z') },
        ...{ vpcEndpoints: NO_ENDPOINTS, resources: { [resource]: read } },
      },
    );
    expect(decision).toBe(
      expected === 'denied' ? 'ImplicitlyDenied' : 'Allowed',
    );
    expect(summary).toContain(said);

    const access = decideAccess(
      { action, resource, service: action.split(':')[0] },
      {
        ...{ identityPolicies: [{ name: 'own', document }] },
        ...{ unread: false, invalid: [] },
      },
      { kind: 'role', arn: ROLE_ARN, context: {}, resource: read },
    );
    const { decision: word = 'denied', conditions = [] } = access ?? {};
    expect([word, ...conditions].join(' ')).toBe(expected);
  });

  it('of another account is denied even if policies of the principal were not read', () => {
    const resource = secretIn(OTHER);
    const access = decideAccess(
      { action: SECRET, resource, service: 'secretsmanager' },
      {
        identityPolicies: [{ name: 'own', document: allow() }],
        ...{ unread: true, invalid: [] },
      },
      {
        ...{ kind: 'role', arn: ROLE_ARN, context: {} },
        resource: resourceOf(OTHER, keyIn(OTHER, 'secretsmanager')),
      },
    );
    expect(access).toBeUndefined();
  });
});
