import type {
  ConditionBlock,
  PolicyDocument,
  Statement,
} from '@backstage-irsa/iam-policy';
import {
  ISSUER,
  OTHER_ISSUER,
  PROVIDER_ARN,
} from '../../__testUtils__/observed';
import { fixTrustPolicy, rightStatement } from './fixTrustPolicy';
import { decideToken, type TokenClaims } from './trust';

const CLAIMS: TokenClaims = {
  issuer: ISSUER,
  subject: 'system:serviceaccount:production:orders',
  audience: 'sts.amazonaws.com',
  providerArn: PROVIDER_ARN,
  sessionName: null,
  otherIssuers: [OTHER_ISSUER],
  at: '2026-11-24T12:00:00.000Z',
};
const INVOICES = 'system:serviceaccount:production:invoices';
const DEAD = ISSUER.replace(/[^/]+$/, 'FFFFFFFF');
const providerOf = (issuer: string) =>
  `arn:aws:iam::111122223333:oidc-provider/${issuer}`;

/** Returns a statement for a subject, with the condition keys of an issuer. */
function trusting(
  change: {
    sub?: string | string[];
    aud?: string;
    issuer?: string;
    keys?: string;
    operator?: string;
    more?: ConditionBlock;
  } & Partial<Statement> = {},
): Statement {
  const {
    sub = CLAIMS.subject,
    aud = 'sts.amazonaws.com',
    issuer = ISSUER,
    keys = issuer,
    operator = 'StringEquals',
    more = {},
    ...rest
  } = change;
  return {
    Effect: 'Allow',
    Principal: { Federated: providerOf(issuer) },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      [operator]: { [`${keys}:sub`]: sub, [`${keys}:aud`]: aud },
      ...more,
    },
    ...rest,
  };
}
const documentOf = (...Statement: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});
const right = rightStatement(CLAIMS);
const invoices = trusting({ sub: INVOICES });

describe('the fixed trust policy', () => {
  it.each<[string, Statement[], Statement[]]>([
    ['is the same document if nothing is wrong', [trusting()], [trusting()]],
    [
      'wrong-subject: adds a statement and keeps that of another ServiceAccount',
      [invoices],
      [invoices, right],
    ],
    [
      'wrong-subject: removes trailing white space from the subject',
      [trusting({ sub: `${CLAIMS.subject} ` })],
      [right],
    ],
    [
      'wildcard-under-equals: replaces a wildcard that StringEquals takes literally',
      [trusting({ sub: 'system:serviceaccount:production:*' })],
      [right],
    ],
    [
      'keeps a statement whose pattern matches other subjects',
      [
        trusting({
          operator: 'StringLike',
          sub: 'system:serviceaccount:production:*',
          aud: 'vault',
        }),
      ],
      [
        trusting({
          operator: 'StringLike',
          sub: 'system:serviceaccount:production:*',
          aud: 'vault',
        }),
        right,
      ],
    ],
    [
      'arn-prefixed-key: fixes keys with the provider ARN, and keeps the Sid',
      [invoices, trusting({ keys: PROVIDER_ARN, Sid: 'Orders' })],
      [invoices, { ...right, Sid: 'Orders' }],
    ],
    [
      'mistyped-issuer-host: fixes the host in the principal and the keys',
      [
        trusting({
          issuer: ISSUER.replace('oidc.eks.eu-west-1', 'oidc.eu-west-1.eks'),
        }),
      ],
      [right],
    ],
    [
      'old-issuer: keeps the statement for an issuer that no configured cluster has',
      [trusting({ issuer: DEAD })],
      [trusting({ issuer: DEAD }), right],
    ],
    [
      'keeps a statement that excludes only this ServiceAccount',
      [trusting({ operator: 'StringNotEquals', aud: 'vault' })],
      [trusting({ operator: 'StringNotEquals', aud: 'vault' }), right],
    ],
    [
      'keeps the statement for another cluster',
      [trusting({ issuer: OTHER_ISSUER })],
      [trusting({ issuer: OTHER_ISSUER }), right],
    ],
    [
      'audience-differs: replaces a wrong audience',
      [trusting({ aud: 'sts.amazon.com' })],
      [right],
    ],
    [
      'keeps an IP condition when it fixes the audience',
      [
        trusting({
          aud: 'vault',
          more: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
        }),
      ],
      [
        {
          ...right,
          Condition: {
            IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
            ...right.Condition,
          },
        },
      ],
    ],
    [
      'more-conditions: removes an MFA condition, which no token meets',
      [
        trusting({ more: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
        invoices,
      ],
      [trusting(), invoices],
    ],
    [
      'keeps an end date when it removes an MFA condition',
      [
        trusting({
          more: {
            Bool: { 'aws:MultiFactorAuthPresent': 'true' },
            DateLessThan: { 'aws:CurrentTime': '2026-11-10T00:00:00Z' },
          },
        }),
      ],
      [
        trusting({
          more: { DateLessThan: { 'aws:CurrentTime': '2026-11-10T00:00:00Z' } },
        }),
      ],
    ],
    [
      'keeps a Deny since a past date',
      [
        trusting(),
        trusting({
          Effect: 'Deny',
          more: { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01' } },
        }),
      ],
      [
        trusting(),
        trusting({
          Effect: 'Deny',
          more: { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01' } },
        }),
      ],
    ],
    [
      'more-conditions: removes a Deny for only this ServiceAccount',
      [trusting(), trusting({ Effect: 'Deny' })],
      [trusting()],
    ],
    [
      'more-conditions: limits a Deny of all subjects to other subjects',
      [trusting(), { ...trusting({ Effect: 'Deny' }), Condition: undefined }],
      [
        trusting(),
        {
          ...trusting({ Effect: 'Deny' }),
          Condition: {
            StringNotEquals: { [`${ISSUER}:sub`]: [CLAIMS.subject] },
          },
        },
      ],
    ],
    [
      'replaces a wrong action',
      [trusting({ Action: 'sts:AssumeRole' })],
      [right],
    ],
    [
      'keeps a statement for an AWS service',
      [
        {
          Effect: 'Allow',
          Principal: { Service: 'ec2.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ],
      [
        {
          Effect: 'Allow',
          Principal: { Service: 'ec2.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
        right,
      ],
    ],
  ])('%s', (_, before, after) => {
    const resolved = fixTrustPolicy(documentOf(...before), CLAIMS);
    expect(resolved).toEqual(documentOf(...after));
    const { answer } = decideToken(resolved, { ...CLAIMS, at: undefined });
    const isOpen = /aws:(SourceIp|CurrentTime)/.test(JSON.stringify(before));
    expect(answer).toBe(isOpen ? 'open' : 'allowed');
  });

  it('supports policy variables only in a document version that has them', () => {
    const same = trusting({ sub: `\${${ISSUER}:sub}` });
    expect(fixTrustPolicy(documentOf(same), CLAIMS)).toEqual(documentOf(same));
    expect(fixTrustPolicy({ Statement: [same] }, CLAIMS)).toEqual({
      Statement: [same, right],
    });
  });

  it('keeps the other fields of the document when Statement is not an array', () => {
    const document: PolicyDocument = {
      Version: '2012-10-17',
      Id: 'orders',
      Statement: trusting({ aud: 'vault' }),
    };
    expect(fixTrustPolicy(document, CLAIMS)).toEqual({
      Version: '2012-10-17',
      Id: 'orders',
      Statement: [right],
    });
  });
});
