import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { parseArn } from '../arn/arn';
import { type ManualSteps, type SmallerPolicy } from '../model/types';
import { command } from '../model/shell';
import { cutDocument } from './cutDocument';
import { statementsOf } from '../model/document';
import type { RolePolicy } from './rolePolicies';
import type { Cut } from './types';

/** A policy from which permissions are removed. */
interface SmallerOne {
  policy: RolePolicy;
  /** The smaller document; undefined if nothing is left. */
  after?: PolicyDocument;
}

/** The commands that remove permissions, and the commands that restore them. */
type Commands = Pick<ManualSteps, 'commands' | 'undo'>;

const NONE: Commands = { commands: [], undo: [] };

/** Returns the smaller policies of a role, and the AWS CLI commands that apply and undo them. */
export function manualSteps(
  roleName: string,
  policies: RolePolicy[],
  cut: Cut,
): ManualSteps {
  const smaller = policies.flatMap((policy): SmallerOne[] => {
    const after = cutDocument(policy.document, cut);
    return after && isSame(after, policy.document) ? [] : [{ policy, after }];
  });
  const inline = policies.filter(({ arn }) => arn === undefined);
  const taken = new Set(inline.map(({ name }) => name.toLowerCase()));
  const all = smaller.map(one => commandsFor(roleName, one, taken));
  return {
    policies: smaller.map(shown),
    commands: all.flatMap(({ commands }) => commands),
    undo: all.flatMap(({ undo }) => undo),
  };
}

/** Checks whether two documents have the same statements. A cut writes a single statement as a list, which alone is no change. */
function isSame(after: PolicyDocument, before: PolicyDocument): boolean {
  return (
    JSON.stringify(statementsOf(after)) === JSON.stringify(statementsOf(before))
  );
}

function shown({ policy, after }: SmallerOne): SmallerPolicy {
  return {
    name: policy.name,
    ...(policy.arn !== undefined && { arn: policy.arn }),
    before: JSON.stringify(policy.document, null, 2),
    after: after ? JSON.stringify(after, null, 2) : null,
  };
}

function commandsFor(
  roleName: string,
  one: SmallerOne,
  taken: Set<string>,
): Commands {
  const { policy, after } = one;
  const { arn, text } = policy;
  if (arn === undefined) {
    return {
      commands: [
        after
          ? put(roleName, policy.name, after)
          : remove(roleName, policy.name),
      ],
      undo: [put(roleName, policy.name, text)],
    };
  }
  if (!after) {
    return {
      commands: [attachment('detach', roleName, arn)],
      undo: [attachment('attach', roleName, arn)],
    };
  }
  return parseArn(arn)?.accountId === 'aws'
    ? replaced(roleName, arn, freeName(policy.name, taken), after)
    : newVersion(arn, policy.defaultVersionId, after);
}

/** Returns a name that no inline policy of the role has, and takes it. IAM ignores letter case in names. */
function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free.toLowerCase()); count += 1) {
    free = `${name}-${count}`;
  }
  taken.add(free.toLowerCase());
  return free;
}

/** Returns commands that replace an AWS managed policy by a smaller inline copy, because AWS managed policies cannot be changed. */
function replaced(
  roleName: string,
  arn: string,
  name: string,
  after: PolicyDocument,
): Commands {
  return {
    commands: [put(roleName, name, after), attachment('detach', roleName, arn)],
    undo: [attachment('attach', roleName, arn), remove(roleName, name)],
  };
}

function newVersion(
  arn: string,
  versionId: string | undefined,
  after: PolicyDocument,
): Commands {
  if (versionId === undefined) return NONE;
  return {
    commands: [
      // Everyone else with the policy loses the same permissions.
      command('aws', 'iam', 'list-entities-for-policy', '--policy-arn', arn),
      // IAM keeps 5 versions. A person must decide which one to delete.
      command('aws', 'iam', 'list-policy-versions', '--policy-arn', arn),
      command(
        ...['aws', 'iam', 'create-policy-version', '--policy-arn', arn],
        ...['--policy-document', JSON.stringify(after), '--set-as-default'],
      ),
    ],
    undo: [
      command(
        ...['aws', 'iam', 'set-default-policy-version'],
        ...['--policy-arn', arn, '--version-id', versionId],
      ),
    ],
  };
}

function put(
  roleName: string,
  policyName: string,
  document: PolicyDocument | string,
): string {
  return command(
    ...['aws', 'iam', 'put-role-policy', '--role-name', roleName],
    ...['--policy-name', policyName, '--policy-document'],
    typeof document === 'string' ? document : JSON.stringify(document),
  );
}

function remove(roleName: string, policyName: string): string {
  return command(
    ...['aws', 'iam', 'delete-role-policy', '--role-name', roleName],
    ...['--policy-name', policyName],
  );
}

function attachment(
  verb: 'attach' | 'detach',
  roleName: string,
  arn: string,
): string {
  return command(
    ...['aws', 'iam', `${verb}-role-policy`, '--role-name', roleName],
    ...['--policy-arn', arn],
  );
}
