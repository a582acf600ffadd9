import { roleAccountOf } from '../model/awsNames';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { adoptedRole, isForeignAssociation } from './ownership/adoption';
import { desire, type DesireInput } from './desired';
import { stillNamesOther } from './objects/existingServiceAccount';
import { plannedKeys } from './grantKeys';
import type { OwnershipRecords } from './ownership/ownershipRecords';
import { isDetail } from './ownership/records';
import type { OwnershipContext } from './rules/ownershipContext';
import type { Desired } from './types';

/** What is there, and what our records say of it. */
export interface PlanFacts {
  observed: Observed;
  /** What is recorded for this ServiceAccount alone. */
  own: ReadonlySet<string>;
  ownership: OwnershipRecords;
  /** What of it all is recorded for other ServiceAccounts too. */
  others: ReadonlySet<string>;
  /** What of it all existed before, no matter who adopted it. */
  adopted: ReadonlySet<string>;
}

/** What a request is to lead to, decided from the spec and from what is there. Nothing of it is derived again. */
export function planContext(
  asked: Omit<
    DesireInput,
    'adoption' | 'associationAdoptedBy' | 'sharing' | 'keys'
  >,
  { observed, own, ownership, others }: PlanFacts,
): OwnershipContext {
  const { spec, names } = asked;
  const adoption = adoptedRole(spec, names, observed, ownership);
  const roles = [
    ...(names.podRole ? [names.podRole.arn] : []),
    adoption?.roleArn ?? names.roleArn,
  ];
  const shared = [...roles, names.policyArn].filter(name => others.has(name));
  const isMember = roles.every(arn => own.has(arn));
  const { partition, region } = asked.cluster;
  const keys = plannedKeys(
    spec.grants ?? [],
    observed.resources ?? [],
    valueOf(observed.plannedPolicy)?.document.document,
    { partition, region, accountId: roleAccountOf(spec, asked.config) },
  );
  const wanted = desire({
    ...{ ...asked, adoption, keys },
    ...(spec.adopt &&
      isForeignAssociation(observed) && {
        associationAdoptedBy: ownership.id,
      }),
    ...(shared.length > 0 && { sharing: isMember ? 'member' : 'joins' }),
  });
  const desired: Desired = {
    ...wanted,
    ...(stillNamesOther(wanted, observed) && { keepsLeft: true }),
  };
  // What several set on a role is not ours alone to take off.
  const alone = [...own].filter(
    record => !isDetail(record) || !others.has(record),
  );
  return {
    ...{ desired, observed, ownership },
    recorded: new Set([...alone, ...shared]),
    now: new Date(observed.at),
  };
}
