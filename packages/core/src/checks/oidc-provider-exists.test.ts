import { absent, unknown } from '../model/observation';
import { checkTester } from '../__testUtils__/checkTester';
import {
  accountWith,
  ISSUER,
  roleWith,
  trustOf,
} from '../__testUtils__/observed';
import { check } from './oidc-provider-exists';

checkTester(check, [
  { name: 'the provider exists', result: 'pass', message: `https://${ISSUER}` },
  {
    name: 'no-oidc-provider: the account has no provider',
    observed: { oidcProvider: absent() },
    result: 'fail',
    fault: 'no-oidc-provider',
    message: 'Account 111122223333 has no OIDC provider',
    remediation: `aws iam create-open-id-connect-provider --url https://${ISSUER} --client-id-list sts.amazonaws.com`,
  },
  {
    name: 'no-oidc-provider: the account has only a provider for the dual-stack host',
    observed: {
      oidcProvider: absent(),
      role: roleWith(
        trustOf({
          issuer: ISSUER.replace(
            'oidc.eks.eu-west-1.amazonaws.com',
            'oidc-eks.eu-west-1.api.aws',
          ),
        }),
      ),
    },
    result: 'fail',
    fault: 'no-oidc-provider',
    message:
      'A provider for its dual-stack host, which the trust policy names, does',
  },
  {
    name: 'the account of a cross-account role has no provider',
    observed: {
      oidcProvider: absent(),
      serviceAccount: accountWith({
        'eks.amazonaws.com/role-arn': 'arn:aws:iam::999988887777:role/orders',
      }),
    },
    result: 'fail',
    fault: 'no-oidc-provider',
    message: 'Account 999988887777 has no OIDC provider',
  },
  {
    name: 'the provider cannot be read',
    observed: {
      oidcProvider: unknown('no', 'iam:GetOpenIDConnectProvider'),
    },
    result: 'unknown',
    message: 'could not be read',
    remediation: 'iam:GetOpenIDConnectProvider',
  },
]);
