import { formatServiceAccountRef } from '../model/serviceAccountRef';
import type {
  IamServiceAccount,
  IamServiceAccountSpec,
  Mechanism,
  MigrationBlocker,
} from '../model/types';
import type { ClusterConfig } from '../model/config';
import { migratedSpec } from '../migration/plan';
import { notManagedByBackstage } from '../migration/blockers';

/** From where to where IAM service accounts are cloned, and with which mechanism, if not with their own. */
export interface CloneTarget {
  from: ClusterConfig;
  to: ClusterConfig;
  mechanism?: Mechanism;
}

/**
 * What is asked for in the other cluster: the same namespace, name, entity, owner and permissions.
 *
 * A role that the spec names is shared, with the issuer of the other cluster added to its trust policy. Any other gets a role of its own there, and so
 * does every clone with EKS Pod Identity: no trust policy grows then. What was adopted is not adopted again.
 */
export function clonedSpec(
  spec: IamServiceAccountSpec,
  owner: string | null,
  { from, to, mechanism = spec.mechanism ?? 'irsa' }: CloneTarget,
): IamServiceAccountSpec {
  const { adopt, roleName, ...rest } = spec;
  const shares =
    mechanism === 'irsa' &&
    (spec.accountId ?? from.accountId) === (spec.accountId ?? to.accountId);
  return migratedSpec(
    {
      ...rest,
      cluster: to.name,
      ...(owner !== null && { owner }),
      ...(roleName !== undefined && shares && { roleName }),
    },
    mechanism,
  );
}

/** Whether two specs ask for the same, in whatever order their fields stand. */
export function sameSpec(
  a: IamServiceAccountSpec,
  b: IamServiceAccountSpec,
): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)),
        )
      : part,
  );
}

/** What stands in the way of a clone by what is recorded alone. `present` is what is recorded in the other cluster under the name. */
export function cloneBlockers(
  account: IamServiceAccount,
  target: CloneTarget,
  present: IamServiceAccount | undefined,
): MigrationBlocker[] {
  const { spec, delivery, owner } = account;
  if (!spec) return notManagedByBackstage({ account });
  const wanted = clonedSpec(spec, owner, target);
  return [
    ...(delivery ? [delivered(account, delivery.format)] : []),
    ...(spec.adopt && wanted.roleName === undefined ? [adopted(account)] : []),
    ...(present?.spec && !sameSpec(present.spec, wanted)
      ? [alreadyThere(present)]
      : []),
  ];
}

/** What another tool applies is cloned where its files are. */
function delivered(
  { namespace, name }: IamServiceAccount,
  format: string,
): MigrationBlocker {
  return {
    rule: 'delivered-by-files',
    message: `${namespace}/${name} is delivered as files (${format}).`,
    remediation: 'Add the other cluster where these files are.',
  };
}

/** An adopted role has permissions that no spec tells, which a role of its own would lack. */
function adopted({ roleArn }: IamServiceAccount): MigrationBlocker {
  return {
    rule: 'adopted-role',
    message: `Role ${
      roleArn ?? ''
    } was adopted: the spec does not say all that it can do, so that a new role could do less.`,
    remediation: 'Apply a spec of its own in the other cluster.',
  };
}

function alreadyThere(present: IamServiceAccount): MigrationBlocker {
  return {
    rule: 'already-there',
    message: `${formatServiceAccountRef(
      present,
    )} is an IAM service account already, with another spec.`,
    remediation: 'Change that one, or delete it first.',
  };
}

/** What to know of before a clone, though nothing of it stands in the way. */
export function cloneWarnings(
  { grants = [] }: IamServiceAccountSpec,
  { from, to }: CloneTarget,
): MigrationBlocker[] {
  const places = [
    ...(from.accountId === to.accountId ? [] : [`account ${to.accountId}`]),
    ...(from.region === to.region ? [] : [`region ${to.region}`]),
  ];
  // A bucket has its name in all accounts and regions.
  const isElsewhere = grants.some(({ service }) => service !== 's3');
  return !isElsewhere || places.length === 0
    ? []
    : [
        {
          rule: 'other-resources',
          message: `Grants by name are for resources of ${places.join(
            ', ',
          )} there.`,
          remediation: 'See that they exist, or grant by ARN.',
        },
      ];
}
