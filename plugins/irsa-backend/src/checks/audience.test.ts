import { found } from '../observe/observation';
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
  { name: 'all agree', result: 'pass', message: 'sts.amazonaws.com' },
  {
    name: 'fault 30: the provider lacks it',
    observed: { oidcProvider: provider('kubernetes') },
    result: 'fail',
    message: 'takes audience "kubernetes"',
    remediation: `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${PROVIDER_ARN} --client-id sts.amazonaws.com`,
  },
  {
    name: 'fault 30: the provider has none',
    observed: { oidcProvider: provider() },
    result: 'fail',
    message: 'takes audience none',
  },
  {
    name: 'fault 7: the annotation asks for another',
    observed: { serviceAccount: annotated('vault') },
    result: 'fail',
    message: 'tokens carry "vault"',
    remediation:
      'kubectl annotate serviceaccount orders -n production eks.amazonaws.com/audience-',
  },
  {
    name: 'fault 7: the trust policy asks for another',
    observed: { role: roleWith(trustOf({ audience: 'sts.amazon.com' })) },
    result: 'fail',
    message: 'asks for audience "sts.amazon.com"',
    remediation:
      'set "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF:aud" to "sts.amazonaws.com"',
  },
  {
    name: 'fault 7: white space that nobody sees is shown in quotes',
    observed: {
      role: roleWith(trustOf({ audience: 'sts.amazonaws.com\u200b ' })),
    },
    result: 'fail',
    message: '"sts.amazonaws.com\u200b "',
  },
  {
    name: 'another audience that all agree on',
    observed: {
      serviceAccount: annotated('vault'),
      oidcProvider: provider('sts.amazonaws.com', 'vault'),
      role: roleWith(trustOf({ audience: 'vault' })),
    },
    result: 'pass',
    message: 'vault',
  },
  {
    name: 'a trust policy that asks for no audience',
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
