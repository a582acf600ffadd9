import { roleAccountOf } from '../model/awsNames';
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

/** The source and target clusters of a clone, and the mechanism of the clones, by default their own. */
export interface CloneTarget {
  from: ClusterConfig;
  to: ClusterConfig;
  mechanism?: Mechanism;
}

/**
 * Returns the spec for the other cluster, with the same namespace, name, entity, owner, and permissions.
 *
 * A role that the spec names is shared: the issuer of the other cluster is added to its trust policy. Any other clone gets a new role, and so does
 * every clone with EKS Pod Identity, so that no trust policy grows. Adopted objects are not adopted again.
 */
export function clonedSpec(
  spec: IamServiceAccountSpec,
  owner: string | null,
  { from, to, mechanism = spec.mechanism ?? 'irsa' }: CloneTarget,
): IamServiceAccountSpec {
  const { roleName, ...rest } = spec;
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

/** Checks whether two specs are equal, regardless of the order of their fields. */
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

/**
 * Returns the blockers of a clone that follow from stored data alone. `present` is the IAM service account of the same name in the other cluster, and
 * `hasAdopted` is whether the account has objects that existed before.
 */
export function cloneBlockers(
  account: IamServiceAccount & { hasAdopted: boolean },
  target: CloneTarget,
  present: IamServiceAccount | undefined,
): MigrationBlocker[] {
  const { spec, delivery, hasAdopted, owner } = account;
  if (!spec) return notManagedByBackstage({ account });
  const wanted = clonedSpec(spec, owner, target);
  return [
    ...(delivery ? [delivered(account, delivery.format)] : []),
    ...(hasAdopted && wanted.roleName === undefined ? [adopted(account)] : []),
    ...(present?.spec && !sameSpec(present.spec, wanted)
      ? [alreadyThere(present)]
      : []),
  ];
}

/** Returns the blocker for an IAM service account that another tool delivers: its clone belongs in that tool's files. */
function delivered(
  { namespace, name }: IamServiceAccount,
  format: string,
): MigrationBlocker {
  return {
    rule: 'delivered-by-files',
    message: `${namespace}/${name} is delivered as files (${format}).`,
    remediation: 'Add the other cluster where these files are managed.',
  };
}

/** Returns the blocker for an adopted role, which can have permissions that its spec does not contain and a new role would lack. */
function adopted({ roleArn }: IamServiceAccount): MigrationBlocker {
  return {
    rule: 'adopted-role',
    message: `Role ${
      roleArn ?? ''
    } was adopted. Its spec may not contain all its permissions, so a new role could have fewer.`,
    remediation: 'Apply a separate spec in the other cluster.',
  };
}

function alreadyThere(present: IamServiceAccount): MigrationBlocker {
  return {
    rule: 'already-there',
    message: `${formatServiceAccountRef(
      present,
    )} is already an IAM service account, with a different spec.`,
    remediation: 'Change or delete it first.',
  };
}

/** Returns the warnings about a clone, which do not block it. */
export function cloneWarnings(
  spec: IamServiceAccountSpec,
  target: CloneTarget,
): MigrationBlocker[] {
  return [...elsewhere(spec, target), ...foreignBuckets(spec, target)];
}

/** Warns that a bucket stays in its account: a role of another account also needs the bucket policy. */
function foreignBuckets(
  spec: IamServiceAccountSpec,
  { from, to }: CloneTarget,
): MigrationBlocker[] {
  const accountId = roleAccountOf(spec, to);
  const hasBuckets = spec.grants?.some(({ service }) => service === 's3');
  return !hasBuckets || accountId === roleAccountOf(spec, from)
    ? []
    : [
        {
          rule: 'cross-account-buckets',
          message: `After cloning, the role is in account ${accountId}, and its grants name the same buckets.`,
          remediation:
            'Check that the policies of buckets in other accounts allow the new role.',
        },
      ];
}

function elsewhere(
  { grants = [] }: IamServiceAccountSpec,
  { from, to }: CloneTarget,
): MigrationBlocker[] {
  const places = [
    ...(from.accountId === to.accountId ? [] : [`account ${to.accountId}`]),
    ...(from.region === to.region ? [] : [`region ${to.region}`]),
  ];
  // A bucket name is valid in all accounts and regions.
  const isElsewhere = grants.some(({ service }) => service !== 's3');
  return !isElsewhere || places.length === 0
    ? []
    : [
        {
          rule: 'other-resources',
          message: `After cloning, grants by name refer to resources in ${places.join(
            ', ',
          )}.`,
          remediation:
            'Check that they exist there, or apply a separate spec in the other cluster.',
        },
      ];
}
