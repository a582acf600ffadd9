import type { Statement } from '@backstage-irsa/iam-policy';
import { parseArn } from '../../arn/arn';
import { absent, found } from '../../model/observation';
import type { ReadResource } from '../resources/resourceSide';
import type { TrustedPrincipal } from './trustedPrincipals';

/**
 * Returns the resource facts of a role with a known trust policy, for deciding which principals of scanned accounts can assume it. The decision is
 * left to the principals' own policies, except for principals of the role's account that the trust policy names itself, which need none.
 *
 * Source: "AssumeRole", AWS STS API Reference.
 */
export function assumeConsent(
  trusted: TrustedPrincipal[],
  accounts: Set<string>,
): ReadResource {
  const named = trusted
    .filter(({ kind, name }) => kind === 'principal' && parseArn(name))
    .map(({ name }) => name);
  const all = [[...accounts].sort(), named].filter(({ length }) => length > 0);
  const document = {
    Version: '2012-10-17' as const,
    Statement: all.map(
      (AWS): Statement => ({
        ...{ Effect: 'Allow', Principal: { AWS } },
        ...{ Action: '*', Resource: '*' },
      }),
    ),
  };
  return {
    policy: found({ text: JSON.stringify(document), document, errors: [] }),
    encryption: absent(),
  };
}
