import { found } from '../model/observation';
import { checkTester } from '../__testUtils__/checkTester';
import {
  accountWith,
  ISSUER,
  PROVIDER_ARN,
  ROLE_ARN,
  roleWith,
  trustOf,
} from '../__testUtils__/observed';
import { check } from './audience';

const provider = (...clientIds: string[]) =>
  found({ arn: PROVIDER_ARN, url: ISSUER, clientIds });
const annotated = (audience: string) =>
  accountWith({
    'eks.amazonaws.com/role-arn': ROLE_ARN,
    'eks.amazonaws.com/audience': audience,
  });

checkTester(check, [
  { name: 'all audiences match', result: 'pass', message: 'sts.amazonaws.com' },
  {
    name: 'client-id-missing: the provider lacks the audience',
    observed: { oidcProvider: provider('kubernetes') },
    result: 'fail',
    fault: 'client-id-missing',
    link: 'oidc-provider',
    message: 'accepts audience "kubernetes"',
    remediation: `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${PROVIDER_ARN} --client-id sts.amazonaws.com`,
  },
  {
    name: 'client-id-missing: the provider has no audience',
    observed: { oidcProvider: provider() },
    result: 'fail',
    fault: 'client-id-missing',
    message: 'accepts audience none',
  },
  {
    name: 'audience-differs: the annotation requests another audience',
    observed: { serviceAccount: annotated('vault') },
    result: 'fail',
    fault: 'audience-differs',
    link: 'service-account',
    message: 'tokens have "vault"',
    remediation:
      'kubectl annotate serviceaccount orders -n production eks.amazonaws.com/audience-',
  },
  {
    name: 'audience-differs: the trust policy requires another audience',
    observed: { role: roleWith(trustOf({ audience: 'sts.amazon.com' })) },
    result: 'fail',
    fault: 'audience-differs',
    link: 'trust-policy',
    message: 'requires audience "sts.amazon.com"',
    remediation:
      '"oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF:aud":"sts.amazonaws.com"',
  },
  {
    name: 'audience-differs: invisible white space, shown in quotes',
    observed: {
      role: roleWith(trustOf({ audience: 'sts.amazonaws.com\u200b ' })),
    },
    result: 'fail',
    fault: 'audience-differs',
    link: 'trust-policy',
    message: '"sts.amazonaws.com\\u200b "',
    remediation:
      'aws iam update-assume-role-policy --role-name orders-0a1b2c3d4e',
  },
  {
    name: 'audience-differs: white space in the audience of the provider',
    observed: { oidcProvider: provider('sts.amazonaws.com ') },
    result: 'fail',
    fault: 'audience-differs',
    message: 'accepts audience "sts.amazonaws.com "',
    remediation: '--client-id sts.amazonaws.com',
  },
  {
    name: 'another audience that all use',
    observed: {
      serviceAccount: annotated('vault'),
      oidcProvider: provider('sts.amazonaws.com', 'vault'),
      role: roleWith(trustOf({ audience: 'vault' })),
    },
    result: 'pass',
    message: 'vault',
  },
  ...[
    { operator: 'StringEqualsIgnoreCase', result: 'pass' as const },
    { operator: 'StringEquals', result: 'fail' as const },
  ].map(({ operator, result }) => ({
    name: `an audience in another letter case with ${operator}`,
    observed: {
      role: roleWith({
        Version: '2012-10-17' as const,
        Statement: {
          Effect: 'Allow' as const,
          Principal: { Federated: PROVIDER_ARN },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            [operator]: { [`${ISSUER}:aud`]: 'STS.amazonaws.com' },
          },
        },
      }),
    },
    result,
    ...(result === 'fail' && { fault: 'audience-differs' as const }),
    link: result === 'fail' ? ('trust-policy' as const) : undefined,
    message: /sts\.amazonaws\.com/i,
  })),
  {
    name: 'a trust policy without an audience',
    observed: {
      role: roleWith({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Federated: PROVIDER_ARN },
          Action: 'sts:AssumeRoleWithWebIdentity',
        },
      }),
    },
    result: 'pass',
    message: 'sts.amazonaws.com',
  },
]);
