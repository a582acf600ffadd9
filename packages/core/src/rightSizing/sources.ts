import { buildPermissionsPolicy, grantDefinitions } from '../grants';
import { type IamServiceAccountSpec } from '../model/types';
import { documentOf } from '../planning/specDocument';
import { rolePolicies, type RolePolicy } from './rolePolicies';
import type { RightSizeInput, Source } from './types';

/** Returns the spec if it determines the permissions of the role; null if not. */
export function rulingSpec({
  account,
  isOurs,
}: Pick<RightSizeInput, 'account' | 'isOurs'>): IamServiceAccountSpec | null {
  return (isOurs || account.delivery ? account.spec : null) ?? null;
}

/**
 * Returns the policies of the role that are not part of the spec. The spec's own document has the name of the role. If another tool delivers the
 * role, it names policies in its own way, and all count as part of the spec.
 */
export function foreignPolicies(input: RightSizeInput): RolePolicy[] {
  const { account, grantsPolicyArn, policies, role } = input;
  const spec = rulingSpec(input);
  if (spec && account.delivery) return [];
  const named = spec?.managedPolicyArns ?? [];
  return rolePolicies(policies).filter(({ arn, name }) =>
    arn === undefined
      ? !spec?.policyDocument || name !== role.name
      : spec === null || (arn !== grantsPolicyArn && !named.includes(arn)),
  );
}

/** Returns everything that grants permissions to the role. The parts of the spec come first. */
export function sourcesOf(input: RightSizeInput): Source[] {
  const spec = rulingSpec(input);
  const title = (name: string) =>
    spec ? `policy ${name}, which is not part of the spec` : `policy ${name}`;
  return [
    ...(spec ? specSources(spec, input) : []),
    ...foreignPolicies(input).map(
      ({ name, document }): Source => ({
        ...{ kind: 'foreign', title: title(name), document },
      }),
    ),
  ];
}

function specSources(
  spec: IamServiceAccountSpec,
  { context, grantsPolicyArn, policies }: RightSizeInput,
): Source[] {
  const read = rolePolicies(policies);
  const policyOf = (arn?: string) => read.find(policy => policy.arn === arn);
  const grantedAt = grantsPolicyArn && policyOf(grantsPolicyArn)?.changedAt;
  const document = documentOf(spec.policyDocument);
  return [
    ...(spec.grants ?? []).filter(isKnown).map(
      (grant): Source => ({
        kind: 'grant',
        title: `grant ${grant.access} on ${grant.resource}`,
        document: buildPermissionsPolicy([grant], context),
        grant,
        ...(grantedAt && { grantedAt }),
      }),
    ),
    ...(document
      ? [
          {
            kind: 'inline' as const,
            title: 'the document of the spec',
            document,
          },
        ]
      : []),
    ...(spec.managedPolicyArns ?? []).flatMap(arn => {
      const policy = policyOf(arn);
      return policy
        ? {
            kind: 'managed' as const,
            title: `managed policy ${policy.name}`,
            document: policy.document,
          }
        : [];
    }),
  ];
}

/** Checks whether a grant is still defined. A spec can contain grants of earlier versions. */
function isKnown({ service, access }: { service: string; access: string }) {
  const known = grantDefinitions.get(service)?.access ?? {};
  return Object.hasOwn(known, access);
}
