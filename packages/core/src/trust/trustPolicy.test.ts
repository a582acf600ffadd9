import fc from 'fast-check';
import { evaluateTrust, parsePolicy } from '@backstage-irsa/iam-policy';
import { buildTrustPolicy } from './build';
import { issuerOfProviderArn, readTrustPolicy } from './read';

const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF';
const INPUT = {
  partition: 'aws',
  accountId: '111122223333',
  issuer: `https://${ISSUER}`,
  namespace: 'production',
  name: 'orders',
  audience: 'sts.amazonaws.com',
};
const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;

describe('a generated trust policy', () => {
  it('equals the policy in the AWS guide', () => {
    expect(buildTrustPolicy(INPUT)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: PROVIDER },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {
              [`${ISSUER}:sub`]: 'system:serviceaccount:production:orders',
              [`${ISSUER}:aud`]: 'sts.amazonaws.com',
            },
          },
        },
      ],
    });
  });

  it('is valid for IAM', () => {
    const { errors } = parsePolicy(JSON.stringify(buildTrustPolicy(INPUT)), {
      type: 'trust',
    });
    expect(errors).toEqual([]);
  });

  it('allows only the ServiceAccount that it is generated for', () => {
    const label = fc.stringMatching(/^[a-z]([-a-z0-9]{0,8}[a-z0-9])?$/);
    fc.assert(
      fc.property(label, label, (namespace, name) => {
        const trustPolicy = buildTrustPolicy(INPUT);
        const { decision } = evaluateTrust({
          trustPolicy: { name: 'trust policy', document: trustPolicy },
          principal: { federated: PROVIDER },
          action: 'sts:AssumeRoleWithWebIdentity',
          context: {
            [`${ISSUER}:sub`]: `system:serviceaccount:${namespace}:${name}`,
            [`${ISSUER}:aud`]: 'sts.amazonaws.com',
          },
        });
        const itself = namespace === 'production' && name === 'orders';
        expect(decision === 'Allowed').toBe(itself);
      }),
    );
    expect(
      evaluateTrust({
        trustPolicy: {
          name: 'trust policy',
          document: buildTrustPolicy(INPUT),
        },
        principal: { federated: PROVIDER },
        action: 'sts:AssumeRoleWithWebIdentity',
        context: {
          [`${ISSUER}:sub`]: 'system:serviceaccount:production:orders',
          [`${ISSUER}:aud`]: 'sts.amazonaws.com',
        },
      }).decision,
    ).toBe('Allowed');
  });
});

describe('a parsed trust policy', () => {
  it('has arrays for strings and arrays in every statement', () => {
    const statements = readTrustPolicy({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: {
            Federated: [PROVIDER, 'cognito-identity.amazonaws.com'],
            Service: 'pods.eks.amazonaws.com',
          },
          Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
          Condition: {
            StringEquals: { [`${ISSUER}:aud`]: ['a', 'b'] },
            Bool: { 'aws:SecureTransport': true },
          },
        },
        { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' },
      ],
    });
    expect(statements).toEqual([
      {
        index: 0,
        effect: 'Allow',
        actions: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
        federated: [PROVIDER, 'cognito-identity.amazonaws.com'],
        issuers: [ISSUER],
        others: ['Service: pods.eks.amazonaws.com'],
        conditions: [
          {
            operator: 'StringEquals',
            key: `${ISSUER}:aud`,
            values: ['a', 'b'],
          },
          { operator: 'Bool', key: 'aws:SecureTransport', values: ['true'] },
        ],
      },
      {
        index: 1,
        effect: 'Deny',
        actions: ['sts:AssumeRole'],
        federated: [],
        issuers: [],
        others: ['*'],
        conditions: [],
      },
    ]);
  });

  it('is the same for a single statement and an array of statements', () => {
    const built = buildTrustPolicy(INPUT);
    const [statement] = [built.Statement].flat();
    expect(readTrustPolicy({ ...built, Statement: statement })).toEqual(
      readTrustPolicy(built),
    );
  });
});

it.each([
  [PROVIDER, ISSUER],
  [`arn:aws-cn:iam::111122223333:oidc-provider/${ISSUER}`, ISSUER],
  ['arn:aws:iam::111122223333:saml-provider/x', undefined],
  ['accounts.google.com', undefined],
])('returns the issuer of the provider ARN %s', (arn, issuer) => {
  expect(issuerOfProviderArn(arn)).toBe(issuer);
});
