import { parseRoleArn } from '../../arn/arn';
import { EKS_ANNOTATIONS, ENTITY_KEY } from '../../model/annotations';
import type { RulesConfig } from '../../model/config';
import { valueOf } from '../../model/observation';
import type { ObservedServiceAccount } from '../../model/observed';
import { isExisting } from '../../model/spec/existing';
import type { Violation } from '../../model/types';
import { ownersOfNamespace } from '../../ownership/namespaceRules';
import { ADOPT_KEY, consentIn } from '../ownership/adoptionConsent';
import { uidRecord } from '../ownership/records';
import { adoptionProblem } from './adoption';
import type { OwnershipContext } from './ownershipContext';

function whereOf({ desired }: OwnershipContext): string {
  return `ServiceAccount ${desired.refText}`;
}

/** Checks whether the ServiceAccount is the same one to which the spec was applied before. */
function isKnown(
  { desired, recorded }: OwnershipContext,
  { uid }: ObservedServiceAccount,
): boolean {
  return recorded.has(uidRecord(desired.refText, uid));
}

/** Checks whether an ARN is that of the planned role. Ignores the path: a role name is unique in its account, and eksctl uses its own path. */
function isPlanned(
  arn: string,
  { accountId, roleName }: OwnershipContext['desired'],
): boolean {
  const role = parseRoleArn(arn);
  return role?.accountId === accountId && role.name === roleName;
}

/** Checks the role that the ServiceAccount's pods have now. Its annotation must not be overwritten, and an association would override it. */
function checkRole(
  context: OwnershipContext,
  account: ObservedServiceAccount,
): Violation[] {
  const { desired, recorded } = context;
  const role = account.annotations[EKS_ANNOTATIONS.roleArn];
  if (role === undefined) return [];
  const where = whereOf(context);
  const known = isKnown(context, account);
  if (!isPlanned(role, desired) && !(known && recorded.has(role))) {
    return [
      {
        field: 'serviceAccount',
        rule: 'service-account-role',
        message: `${where} names the role ${role}, which Backstage did not create for it. To keep that role, set roleName to its name and adopt it. To replace it, remove the annotation ${EKS_ANNOTATIONS.roleArn} where the ServiceAccount is managed.`,
      },
    ];
  }
  return desired.association && !known
    ? [
        {
          field: 'mechanism',
          rule: 'mechanism-change',
          message: `${where} uses IRSA. Apply it with the mechanism irsa first, then migrate it.`,
        },
      ]
    : [];
}

/** Checks whether only the owner may use the namespace, so that no pods in it belong to another owner. */
function isOwnNamespace(
  { desired, ownership }: OwnershipContext,
  { namespaceRules }: RulesConfig,
): boolean {
  const { config, spec } = desired;
  const owners = ownersOfNamespace(namespaceRules, config, spec.namespace);
  return owners.length === 1 && owners[0] === ownership.owner;
}

/**
 * Checks the consent to give the role to the ServiceAccount's pods. In a namespace of several owners, the pods can belong to another owner. Then the
 * ServiceAccount must have the entity annotation, set by the team that manages it, or an administrator must consent.
 */
function checkConsent(
  context: OwnershipContext,
  account: ObservedServiceAccount,
): Violation[] {
  const { desired, ownership, now } = context;
  const where = whereOf(context);
  const consent = consentIn(account.annotations);
  if (desired.spec.adopt && consent !== undefined) {
    const pairs = { [ADOPT_KEY]: consent };
    const adopted = { what: where, objectId: account.uid, pairs };
    return adoptionProblem(adopted, desired, ownership, { now });
  }
  const entity = desired.annotations[ENTITY_KEY];
  return [
    {
      field: 'serviceAccount',
      rule: 'service-account-consent',
      message: `${where} has no annotation ${ENTITY_KEY}, and other owners may use its namespace. Set the annotation to ${entity} where the ServiceAccount is managed.`,
    },
  ];
}

/** Checks whether a ServiceAccount managed outside Backstage may get the role. Other tools may have marked it: Backstage then adds nothing to it. */
export function checkExistingServiceAccount(
  context: OwnershipContext,
  config: RulesConfig,
): Violation[] {
  const { desired, observed } = context;
  if (!isExisting(desired.spec)) return [];
  const account = valueOf(observed.serviceAccount);
  const where = whereOf(context);
  if (!account) {
    return [
      {
        field: 'serviceAccount',
        rule: 'service-account-exists',
        message: `${where} does not exist. Create it first, or let Backstage manage it.`,
      },
    ];
  }
  const entity = account.annotations[ENTITY_KEY];
  if (entity !== undefined && entity !== desired.annotations[ENTITY_KEY]) {
    return [
      {
        field: 'serviceAccount',
        rule: 'service-account-entity',
        message: `${where} belongs to ${entity} according to its annotation ${ENTITY_KEY}. Choose another ServiceAccount.`,
      },
    ];
  }
  const isAgreed =
    isKnown(context, account) ||
    entity !== undefined ||
    isOwnNamespace(context, config);
  return [
    ...checkRole(context, account),
    ...(isAgreed ? [] : checkConsent(context, account)),
  ];
}
