import {
  evaluate,
  type NamedPolicy,
  type PolicyDocument,
} from '@backstage-irsa/iam-policy';
import type { Sandbox } from '@backstage-irsa/sandbox';

type Account = Sandbox['world']['accounts'] extends Map<string, infer One>
  ? One
  : never;
interface Holder {
  attachedPolicyArns: string[];
  inlinePolicies: Map<string, string | PolicyDocument>;
}

const read = (text: string | PolicyDocument): PolicyDocument =>
  typeof text === 'string' ? JSON.parse(text) : text;

function managed({ policies }: Account, arn: string): NamedPolicy[] {
  const policy = policies.get(arn);
  const version = policy?.versions.find(
    ({ id }) => id === policy.defaultVersionId,
  );
  return version ? [{ name: arn, document: read(version.document) }] : [];
}

const policiesOf = (account: Account, holder: Holder): NamedPolicy[] => [
  ...holder.attachedPolicyArns.flatMap(arn => managed(account, arn)),
  ...[...holder.inlinePolicies].map(([name, text]) => ({
    name,
    document: read(text),
  })),
];

/**
 * Returns the ARNs of all users and roles whose own policies and boundary allow an action. Evaluates each one without the stored scan data, and
 * ignores resource policies.
 */
export function referenceAccess(
  { world }: Sandbox,
  { action, resource }: { action: string; resource: string },
): string[] {
  const [bucket] = resource.replace(/^arn:aws:s3:::/, '').split('/');
  const arns = [...world.accounts.values()].flatMap(account => {
    const decide = (
      kind: 'user' | 'role',
      one: Holder & { arn: string; permissionsBoundaryArn?: string },
      more: Holder[] = [],
    ) => {
      const boundary = one.permissionsBoundaryArn;
      const { decision } = evaluate({
        principal: { kind, arn: one.arn },
        ...{ action, resource },
        resourceAccount: world.buckets.get(bucket)?.accountId,
        identityPolicies: [one, ...more].flatMap(each =>
          policiesOf(account, each),
        ),
        ...(boundary !== undefined && {
          permissionsBoundary: managed(account, boundary)[0],
        }),
      });
      return decision === 'Allowed' ? [one.arn] : [];
    };
    return [
      ...[...account.users.values()].flatMap(user =>
        decide(
          'user',
          user,
          [...account.groups.values()].filter(({ name }) =>
            user.groups?.includes(name),
          ),
        ),
      ),
      ...[...account.roles.values()].flatMap(role => decide('role', role)),
    ];
  });
  return arns.sort();
}
