import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import {
  holderWith,
  roleFacts,
  roleSubject,
} from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import {
  ISSUER,
  observedDocument,
  OTHER_ISSUER,
  PROVIDER_ARN,
  trustOf,
} from '../__testUtils__/observed';
import { check } from './overly-permissive-trust';

const DEAD = 'oidc.eks.eu-west-1.amazonaws.com/id/DEAD';
const [LIVE_IN_US, DEAD_IN_US] = ['LIVE', 'DEAD'].map(
  id => `oidc.eks.us-east-1.amazonaws.com/id/${id}`,
);

function trusting(
  document: PolicyDocument,
  change: Parameters<typeof roleSubject>[0] = {},
) {
  return roleSubject({
    facts: roleFacts({ trust: observedDocument(document) }),
    ...change,
  });
}

function withStatements(...statements: Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

function web(condition?: Statement['Condition']): Statement {
  return {
    Effect: 'Allow',
    Principal: { Federated: PROVIDER_ARN },
    Action: 'sts:AssumeRoleWithWebIdentity',
    ...(condition && { Condition: condition }),
  };
}

const AUDIENCE = { [`${ISSUER}:aud`]: 'sts.amazonaws.com' };
const anybody = (AWS: string): Statement => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action: 'sts:AssumeRole',
});

governanceTester(check, {
  clean: [
    { name: 'a trust policy for one ServiceAccount', subject: roleSubject() },
    {
      name: 'a trust policy that could not be read',
      subject: roleSubject({
        facts: roleFacts({ trust: { text: '{', errors: [] } }),
      }),
    },
    {
      name: 'an AWS service',
      subject: trusting(
        withStatements({
          Effect: 'Allow',
          Principal: { Service: 'ec2.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
      ),
    },
    {
      name: 'a broken chain of the ServiceAccount, which chain-broken reports',
      subject: trusting(trustOf({ issuer: DEAD })),
    },
    {
      name: 'an issuer that might belong to a cluster that could not be read',
      subject: trusting(trustOf({ issuer: DEAD }), { holders: [] }),
      context: { issuersComplete: false },
    },
  ],
  found: [
    {
      name: 'no condition on the subject, for a role of one ServiceAccount',
      subject: trusting(withStatements(web({ StringEquals: AUDIENCE }))),
      findings: [
        {
          key: 'missing-subject',
          severity: 'high',
          message:
            'Statement 1 of the trust policy of role orders-0a1b2c3d4e has no condition on the subject',
          remediation: 'system:serviceaccount:production:orders',
          fault: 'no-subject',
        },
      ],
    },
    {
      name: 'no condition on the subject, with a custom audience that the remediation keeps',
      subject: trusting(
        withStatements(
          web({ StringEquals: { [`${ISSUER}:aud`]: 'my-company' } }),
        ),
      ),
      findings: [
        {
          key: 'missing-subject',
          severity: 'high',
          message: 'has no condition on the subject',
          remediation: `"${ISSUER}:aud":"my-company"`,
        },
      ],
    },
    {
      name: 'a literal wildcard beside a statement with a custom audience',
      subject: trusting(
        withStatements(
          ...[trustOf({ audience: 'my-company' }).Statement].flat(),
          web({
            StringEquals: {
              [`${ISSUER}:aud`]: 'my-company',
              [`${ISSUER}:sub`]: 'system:serviceaccount:production:*',
            },
          }),
        ),
      ),
      findings: [
        {
          key: 'literal-wildcard',
          severity: 'low',
          message: 'matches it literally',
        },
      ],
    },
    {
      name: 'no condition on the subject, for a role of two ServiceAccounts',
      subject: trusting(withStatements(web({ StringEquals: AUDIENCE })), {
        holders: [holderWith(), holderWith({ name: 'invoices' })],
      }),
      findings: [
        {
          severity: 'high',
          message: 'has no condition on the subject',
          remediation: `name the ServiceAccounts that need the role in a condition on ${ISSUER}:sub`,
        },
      ],
    },
    {
      name: 'no condition on the subject, for a cluster that is not configured',
      subject: trusting(withStatements(web({ StringEquals: AUDIENCE }))),
      context: { issuers: {}, issuersComplete: false },
      findings: [
        {
          key: 'missing-subject',
          severity: 'high',
          message: 'has no condition on the subject',
        },
      ],
    },
    ...[
      ['aws-cn', 'oidc.eks.cn-north-1.amazonaws.com.cn/id/A'],
      ['aws-us-gov', 'oidc.eks.us-gov-west-1.amazonaws.com/id/A'],
      ['aws-eusc', 'oidc.eks.eusc-de-east-1.amazonaws.eu/id/A'],
      ['aws-iso', 'oidc.eks.us-iso-east-1.c2s.ic.gov/id/A'],
      ['aws-iso-b', 'oidc.eks.us-isob-east-1.sc2s.sgov.gov/id/A'],
      ['aws-iso-e', 'oidc.eks.eu-isoe-west-1.cloud.adc-e.uk/id/A'],
      ['aws-iso-f', 'oidc.eks.us-isof-south-1.csp.hci.ic.gov/id/A'],
    ].map(([partition, issuer]) => ({
      name: `no condition on the subject in partition ${partition}`,
      subject: trusting(
        withStatements({
          ...web({
            StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' },
          }),
          Principal: {
            Federated: `arn:${partition}:iam::111122223333:oidc-provider/${issuer}`,
          },
        }),
      ),
      context: { issuers: {}, issuersComplete: false },
      findings: [
        {
          key: 'missing-subject',
          severity: 'high' as const,
          message: 'has no condition on the subject',
        },
      ],
    })),
    {
      name: 'a wildcard subject without an audience',
      subject: trusting(
        withStatements(
          web({
            StringLike: { [`${ISSUER}:sub`]: 'system:serviceaccount:*:*' },
          }),
        ),
      ),
      findings: [
        {
          key: 'wildcard-subject',
          severity: 'high',
          message: 'system:serviceaccount:*:*',
          fault: 'no-subject',
        },
        {
          key: 'missing-audience',
          severity: 'low',
          message: 'has no condition on the audience',
        },
      ],
    },
    {
      name: 'everybody in two statements, and another account',
      subject: trusting(
        withStatements(
          ...[trustOf().Statement].flat(),
          anybody('*'),
          anybody('*'),
          anybody('arn:aws:iam::999988887777:root'),
        ),
      ),
      findings: [
        {
          key: 'open-principal',
          severity: 'critical',
          message: 'Statement 2',
          facts: { 'Statement 3': 'trusts anybody in AWS' },
        },
        {
          key: 'foreign-account',
          severity: 'medium',
          message: '999988887777',
        },
      ],
    },
    {
      name: 'a role of another account',
      subject: trusting(
        withStatements(
          ...[trustOf().Statement].flat(),
          anybody('arn:aws:iam::999988887777:role/ci'),
        ),
      ),
      findings: [
        {
          key: 'foreign-principal',
          severity: 'low',
          message: 'trusts role/ci of account 999988887777',
          remediation: 'confirm that it needs the role',
        },
      ],
    },
    {
      name: 'every EKS Pod Identity association of a cluster',
      subject: trusting(
        withStatements({
          Effect: 'Allow',
          Principal: { Service: 'pods.eks.amazonaws.com' },
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Condition: {
            StringEquals: { 'aws:RequestTag/eks-cluster-name': 'prod' },
          },
        }),
      ),
      findings: [
        {
          key: 'open-namespace',
          severity: 'high',
          message: 'for associations of any namespace',
          fault: 'no-subject',
        },
      ],
    },
    {
      name: 'every EKS Pod Identity association of the account',
      subject: trusting(
        withStatements({
          Effect: 'Allow',
          Principal: { Service: 'pods.eks.amazonaws.com' },
          Action: ['sts:AssumeRole', 'sts:TagSession'],
        }),
      ),
      findings: [
        {
          key: 'open-pod-identity',
          severity: 'high',
          message: 'every EKS Pod Identity association',
        },
      ],
    },
    {
      name: 'a literal wildcard beside a correct statement',
      subject: trusting(
        withStatements(
          ...[trustOf().Statement].flat(),
          web({
            StringEquals: {
              ...AUDIENCE,
              [`${ISSUER}:sub`]: 'system:serviceaccount:production:*',
            },
          }),
        ),
      ),
      findings: [
        {
          key: 'literal-wildcard',
          severity: 'low',
          message: 'matches it literally',
          fault: 'wildcard-under-equals',
        },
      ],
    },
    {
      name: 'a key with the ARN as prefix, which allows nobody',
      subject: trusting(
        withStatements(
          ...[trustOf().Statement].flat(),
          web({
            StringEquals: {
              [`${ISSUER}:aud`]: 'sts.amazonaws.com',
              [`${PROVIDER_ARN}:sub`]:
                'system:serviceaccount:production:orders',
            },
          }),
        ),
      ),
      findings: [
        {
          key: 'prefixed-key',
          severity: 'low',
          message: 'Statement 2',
          fault: 'arn-prefixed-key',
        },
      ],
    },
    {
      name: 'unknown issuers in each region with clusters',
      subject: trusting(
        withStatements(
          ...[DEAD, DEAD_IN_US].flatMap(
            issuer => trustOf({ issuer }).Statement,
          ),
        ),
        { holders: [] },
      ),
      context: {
        issuers: {
          'prod-eu': ISSUER,
          'staging-eu': OTHER_ISSUER,
          'prod-us': LIVE_IN_US,
        },
      },
      findings: [
        {
          key: 'dead-issuer',
          severity: 'low',
          message: DEAD,
          facts: {
            'Statement 2': `names issuer ${DEAD_IN_US}, which belongs to no configured cluster`,
          },
          fault: 'old-issuer',
        },
      ],
    },
    {
      name: 'an unknown issuer, reported once for all clusters',
      subject: trusting(trustOf({ issuer: DEAD }), { holders: [] }),
      findings: [
        {
          key: 'dead-issuer',
          severity: 'low',
          message: DEAD,
          fault: 'old-issuer',
        },
      ],
    },
  ],
});
