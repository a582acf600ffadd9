import { EKS_ANNOTATIONS } from '../model/annotations';
import { serviceAccountSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import {
  accountWith,
  podWith,
  roleWith,
  ROLE_ARN,
  trustOf,
  UNINJECTED,
} from '../__testUtils__/observed';
import { absent, found, unknown } from '../model/observation';
import { check } from './chain-broken';

const KEYS = {
  ...UNINJECTED,
  env: { AWS_ACCESS_KEY_ID: '(not read)', AWS_SECRET_ACCESS_KEY: '(not read)' },
};

governanceTester(check, {
  clean: [
    { name: 'every check passes', subject: serviceAccountSubject() },
    {
      name: 'required data could not be read',
      subject: serviceAccountSubject(
        {},
        { role: unknown('Denied.', 'iam:GetRole'), pods: unknown('Denied.') },
      ),
    },
    {
      name: 'a role that does not exist, which role-missing reports',
      subject: serviceAccountSubject({}, { role: absent() }),
    },
    {
      name: 'a cluster without a webhook, which webhook-missing reports',
      subject: serviceAccountSubject({}, { webhook: absent() }),
    },
    {
      name: 'a provider without the audience, which provider-audience reports',
      subject: serviceAccountSubject(
        {},
        {
          oidcProvider: found({
            arn: 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF',
            url: 'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF',
            clientIds: ['sts'],
          }),
        },
      ),
    },
    {
      name: 'a trust policy that allows others, which overly-permissive-trust reports',
      subject: serviceAccountSubject(
        {},
        {
          role: roleWith({
            ...trustOf(),
            Statement: [
              trustOf().Statement,
              {
                Effect: 'Allow' as const,
                Principal: { AWS: '*' },
                Action: 'sts:AssumeRole',
              },
            ].flat(),
          }),
        },
      ),
    },
  ],
  found: [
    {
      name: 'a trust policy that names another namespace',
      subject: serviceAccountSubject(
        {},
        { role: roleWith(trustOf({ namespace: 'staging' })) },
      ),
      findings: [
        {
          key: 'trust-policy',
          extent: ['wrong-subject'],
          severity: 'high',
          message: 'staging',
          remediation: 'aws iam update-assume-role-policy',
          facts: { Link: 'trust-policy', Check: 'trust-policy' },
          fault: 'wrong-subject',
        },
      ],
    },
    {
      name: 'an unknown issuer that overly-permissive-trust does not report',
      subject: serviceAccountSubject(
        {},
        {
          role: roleWith({
            ...trustOf(),
            Statement: [
              trustOf().Statement,
              trustOf({
                issuer: 'oidc.eks.eu-west-1.amazonaws.com/id/FFFFFFFF',
              }).Statement,
            ].flat(),
          }),
        },
      ),
      context: { issuersComplete: false },
      findings: [
        {
          key: 'trust-scope',
          severity: 'medium',
          message: 'belongs to no configured cluster',
          fault: 'old-issuer',
        },
      ],
    },
    {
      name: 'pods without the role, whose static keys another check reports',
      subject: serviceAccountSubject(
        {},
        {
          pods: found([
            podWith({ containers: [KEYS], volumes: {}, tokenVolumes: {} }),
          ]),
        },
      ),
      findings: [
        { key: 'pods-injected', severity: 'high', message: 'orders-5d9c7b' },
      ],
    },
    {
      name: 'a warning about a role without policies',
      subject: serviceAccountSubject(
        {},
        { attachedPolicies: found([]), inlinePolicies: found([]) },
      ),
      findings: [
        {
          key: 'permissions',
          severity: 'low',
          message: 'has no policy',
          facts: { Link: 'permissions' },
        },
      ],
    },
    {
      name: 'a token expiration that is out of range',
      subject: serviceAccountSubject(
        {},
        {
          serviceAccount: accountWith({
            [EKS_ANNOTATIONS.roleArn]: ROLE_ARN,
            [EKS_ANNOTATIONS.tokenExpiration]: '60',
          }),
        },
      ),
      findings: [
        { key: 'token-expiration', severity: 'medium', message: '60' },
      ],
    },
  ],
});

const findingsOf = (observed: Parameters<typeof serviceAccountSubject>[1]) =>
  check.run(serviceAccountSubject({}, observed), {
    now: new Date(0),
    unusedAfterDays: 90,
    issuers: {},
    issuersComplete: true,
    testEnvironments: { accounts: [], clusters: [] },
  });

it('separates the remediation from its commands', () => {
  const [finding] = findingsOf({
    role: roleWith(trustOf({ namespace: 'staging' })),
  });
  expect(finding.remediation).not.toContain('aws iam');
  expect(finding.commands).toHaveLength(1);
});

it('names the broken link in the title, with acronyms in capitals', () => {
  const [finding] = findingsOf({ oidcProvider: absent() });
  expect(finding.title).toBe('OIDC provider broken: no OIDC provider');
});
