import { roleAccountOf } from '../model/awsNames';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import {
  adoptedRole,
  isForeignAssociation,
  replacedRecords,
} from './ownership/adoption';
import { desire, type DesireInput } from './desired';
import { stillNamesOther } from './objects/existingServiceAccount';
import { plannedKeys } from './grantKeys';
import type { OwnershipRecords } from './ownership/ownershipRecords';
import { isDetail } from './ownership/records';
import type { OwnershipContext } from './rules/ownershipContext';
import type { Desired } from './types';

/** The observed objects, and the ownership records about them. */
export interface PlanFacts {
  observed: Observed;
  /** The records of this ServiceAccount. */
  own: ReadonlySet<string>;
  ownership: OwnershipRecords;
  /** The objects that are also recorded for other ServiceAccounts. */
  others: ReadonlySet<string>;
  /** The objects that existed before Backstage managed them, regardless of who adopted them. */
  adopted: ReadonlySet<string>;
}

/** Decides the desired objects of a request from the spec and the observed state. All later planning uses this result. */
export function planContext(
  asked: Omit<
    DesireInput,
    'adoption' | 'associationAdoptedBy' | 'sharing' | 'keys'
  >,
  facts: PlanFacts,
): OwnershipContext {
  const { spec, names } = asked;
  const { observed, others } = facts;
  const adoption = adoptedRole(spec, names, observed, facts.ownership);
  const { own, ownership } = withoutReplaced(adoption, facts);
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
  // A detail of a shared role that other ServiceAccounts also set must not be removed for this one.
  const alone = [...own].filter(
    record => !isDetail(record) || !others.has(record),
  );
  return {
    ...{ desired, observed, ownership },
    recorded: new Set([...alone, ...shared]),
    now: new Date(observed.at),
  };
}

/** Leaves out the records of a role that is gone, because the role to adopt only has its ARN. */
function withoutReplaced(
  adoption: DesireInput['adoption'],
  facts: PlanFacts,
): Pick<PlanFacts, 'own' | 'ownership'> {
  const { own, ownership } = facts;
  const replaced = new Set(replacedRecords(adoption, facts));
  const holders = ownership.holders.filter(
    ({ object, serviceAccountId }) =>
      serviceAccountId !== ownership.id || !replaced.has(object),
  );
  return {
    own: new Set([...own].filter(record => !replaced.has(record))),
    ownership: { ...ownership, holders },
  };
}
