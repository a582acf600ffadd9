import { buildPermissionsPolicy, grantDefinitions } from '../grants';
import { type IamServiceAccountSpec } from '../model/types';
import { documentOf } from '../planning/specDocument';
import { rolePolicies, type RolePolicy } from './rolePolicies';
import type { RightSizeInput, Source } from './types';

/** The spec, where what the role may do follows from it. */
export function rulingSpec({
  account,
  isOurs,
}: Pick<RightSizeInput, 'account' | 'isOurs'>): IamServiceAccountSpec | null {
  return (isOurs || account.delivery ? account.spec : null) ?? null;
}

/**
 * Policies of the role that the spec knows nothing of. The spec's own document lies under the name of the role. Another tool that was asked for
 * the role names policies in its own way: all are the spec's.
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

/** Everything that grants something to the role, what the spec asks for first. */
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

/** A grant of a catalogue of the past may be known no more. */
function isKnown({ service, access }: { service: string; access: string }) {
  const known = grantDefinitions.get(service)?.access ?? {};
  return Object.hasOwn(known, access);
}
