import {
  EKS_ANNOTATIONS,
  ENTITY_KEY,
  MANAGED_BY,
  MANAGED_BY_KEY,
  OWNER_KEY,
  type Violation,
} from '@backstage-irsa/plugin-irsa-common';
import { valueOf } from '../observe/observation';
import type { Observed } from '../observe/types';
import type { Desired } from '../plan/desired';
import { sameDocument } from '../plan/sameDocument';
import { isRecreated } from '../plan/records';
import type { Pairs } from '../plan/types';
import { broadStatements, trustEntryOf } from '../plan/trust';
import { adoptionProblem } from './adoption';
import { describeTool, otherTool } from './otherTools';

interface IamObject {
  arn: string;
  path: string;
  tags: Pairs;
}

function notOurs(message: string): Violation {
  return { field: 'name', rule: 'not-ours', message };
}

/** Ours lies under our path, carries our tag and stands in our records: all three. */
function isOurs(
  object: IamObject,
  desired: Desired,
  recorded: ReadonlySet<string>,
): boolean {
  return (
    object.path === desired.path &&
    object.tags[MANAGED_BY_KEY] === MANAGED_BY &&
    recorded.has(object.arn)
  );
}

/** What we made and lost the record of, for the same owner. */
function isLostOurs({ path, tags }: IamObject, desired: Desired): boolean {
  return (
    path === desired.path &&
    tags[MANAGED_BY_KEY] === MANAGED_BY &&
    tags[OWNER_KEY] === desired.tags[OWNER_KEY]
  );
}

function checkIamObject(
  what: string,
  object: IamObject | undefined,
  desired: Desired,
  recorded: ReadonlySet<string>,
): Violation[] {
  if (!object) return [];
  if (isOurs(object, desired, recorded)) {
    const sameOwner = object.tags[OWNER_KEY] === desired.tags[OWNER_KEY];
    return desired.sharing === 'joins' && !sameOwner
      ? [
          {
            field: 'roleName',
            rule: 'not-ours',
            message: `${what} ${object.arn} has another owner: a ServiceAccount joins only roles of its own owner. Choose another roleName.`,
          },
        ]
      : [];
  }
  const tool = otherTool(object.tags);
  if (tool && !desired.spec.adopt) {
    return [
      {
        field: 'name',
        rule: 'managed-by-other-tool',
        message: `${what} ${object.arn} exists, and ${describeTool(
          tool,
        )}: nothing of it is changed. Change it there.`,
      },
    ];
  }
  return desired.spec.adopt
    ? adoptionProblem(
        `${what} ${object.arn}`,
        object.tags,
        isLostOurs(object, desired) ? 'given' : 'needed',
      )
    : [
        notOurs(
          `${what} ${object.arn} exists, and this product did not make it: nothing of it is changed.`,
        ),
      ];
}

/** IAM moves no role to another path, and has its name only once. */
function checkPath(
  role: IamObject | undefined,
  { roleArn, path }: Desired,
  recorded: ReadonlySet<string>,
): Violation[] {
  if (!role || role.arn === roleArn || !recorded.has(role.arn)) return [];
  return [
    {
      field: 'rolePath',
      rule: 'role-path-moved',
      message: `Role ${role.arn} is this ServiceAccount's, and IAM moves no role to ${path}. Give a roleName too, so that a new role takes its place.`,
    },
  ];
}

function checkServiceAccount(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string>,
): Violation[] {
  const account = valueOf(observed.serviceAccount);
  if (!account) return [];
  const where = `ServiceAccount ${desired.refText}`;
  const entity = account.annotations[ENTITY_KEY];
  if (entity !== undefined && entity !== desired.annotations[ENTITY_KEY]) {
    return [
      notOurs(`${where} exists and belongs to ${entity}. Choose another name.`),
    ];
  }
  const recordedOurs =
    account.labels[MANAGED_BY_KEY] === MANAGED_BY &&
    entity !== undefined &&
    recorded.has(desired.refText);
  const recreated = isRecreated(recorded, desired.refText, account.uid);
  const ours = recordedOurs && !recreated;
  if (desired.spec.adopt && !ours) {
    const { annotations, labels } = account;
    return adoptionProblem(where, { ...labels, ...annotations }, 'needed');
  }
  const role = account.annotations[EKS_ANNOTATIONS.roleArn];
  // One that we made for it is what it moves from.
  const known = role === desired.roleArn || (ours && recorded.has(role));
  if (role !== undefined && !known) {
    return [
      notOurs(
        `${where} exists and names the role ${role}, which is not the one that this product makes for it. Choose another name.`,
      ),
    ];
  }
  if (recordedOurs && recreated) {
    return [
      {
        field: 'name',
        rule: 'recreated',
        message: `${where} was deleted and made again since, by somebody else: it inherits nothing. Delete it, or have an administrator consent to its adoption.`,
      },
    ];
  }
  return ours
    ? []
    : [
        {
          field: 'name',
          rule: 'already-exists',
          message: `${where} exists, and this product did not make it. Choose another name.`,
        },
      ];
}

/** Beside a statement that lets in anybody ours would mean nothing, and keeping it would be ours to answer for. */
function checkTrust(desired: Desired, observed: Observed): Violation[] {
  const role = valueOf(observed.role);
  const entry = trustEntryOf(desired);
  const broad = broadStatements(role?.trust.document, entry);
  return broad.map(position => ({
    field: 'roleName',
    rule: 'trust-policy-broad',
    message: `Statement ${position} of the trust policy of role ${desired.roleName} names no ServiceAccount: whoever its provider vouches for can be the role. An administrator must narrow it first.`,
  }));
}

/** A role that several share has one policy: whoever joins asks for what it holds, so that nobody takes away what others live on. */
function checkGrants(desired: Desired, observed: Observed): Violation[] {
  if (desired.sharing !== 'joins') return [];
  const present = valueOf(observed.plannedPolicy)?.document.document;
  const { policy: wanted } = desired;
  const same = wanted ? sameDocument(present, wanted) : present === undefined;
  return same || observed.role.state === 'absent'
    ? []
    : [
        {
          field: 'grants',
          rule: 'shared-grants',
          message: `Role ${desired.roleName} is shared: whoever joins it asks for the same grants as those who have it.`,
        },
      ];
}

/** Whether a role of the planned name is one to work on. Asked of each role of a spec. */
export function checkRoleOwnership(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string>,
): Violation[] {
  const role = valueOf(observed.role);
  const moved = checkPath(role, desired, recorded);
  return [
    ...(moved.length > 0
      ? moved
      : checkIamObject('Role', role, desired, recorded)),
    ...checkTrust(desired, observed),
  ];
}

/** Objects of the planned names that are somebody else's. They are never overwritten. `recorded` holds ARNs and ServiceAccounts that we made. */
export function checkOwnership(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string>,
): Violation[] {
  const policy = valueOf(observed.plannedPolicy);
  return [
    ...checkRoleOwnership(desired, observed, recorded),
    ...checkIamObject('Policy', policy, desired, recorded),
    ...checkGrants(desired, observed),
    ...checkServiceAccount(desired, observed, recorded),
  ];
}
