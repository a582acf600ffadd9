import type { Statement } from '@backstage-irsa/iam-policy';
import { parseArn } from '../../arn/arn';
import { absent, found } from '../../model/observation';
import type { ReadResource } from '../resources/resourceSide';
import type { TrustedPrincipal } from './trustedPrincipals';

/**
 * A role whose trust policy is known, as a resource of which principals of scanned accounts are asked whether they may assume it: it leaves the decision
 * to their own policies, but for those of its account that it names itself, who need none.
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
