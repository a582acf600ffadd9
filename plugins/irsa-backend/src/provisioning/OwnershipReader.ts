import { valueOf, type Observed } from '@backstage-irsa/core/model';
import {
  consentsOf,
  adoptionRecord,
  type PlanFacts,
  type PlannedNames,
} from '@backstage-irsa/core/planning';
import type { ConsentStore } from '../serviceAccounts/ConsentStore';
import type { Ownership } from '../authorization/Access';
import type { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';

interface OwnershipReaderOptions {
  managed: ManagedObjectStore;
  consents: ConsentStore;
  /** Owners that transferred an IAM service account, whose name its tags may still carry. */
  formerOwnersOf: (id: string) => Promise<string[]>;
}

/** The IAM service account that a plan is about. */
interface Asked {
  id: string;
  names: PlannedNames;
  /** What is recorded for it. */
  own: ReadonlySet<string>;
}

/** Reads what our records say of the objects that a plan is about. */
export class OwnershipReader {
  readonly #o: OwnershipReaderOptions;

  constructor(options: OwnershipReaderOptions) {
    this.#o = options;
  }

  /** For whom the objects that were observed are recorded, under the ARNs that they have, and which of them serve others too. */
  async read(
    { id, names, own }: Asked,
    observed: Observed,
    { owner = '', isAdministrator = false }: Ownership,
  ): Promise<Pick<PlanFacts, 'ownership' | 'others'>> {
    const { managed, consents, formerOwnersOf } = this.#o;
    const role = valueOf(observed.role);
    const podRole = observed.podRole && valueOf(observed.podRole.role);
    const arns = known([
      role?.arn,
      role && adoptionRecord(role),
      podRole?.arn,
      names.roleArn,
      names.policyArn,
    ]);
    const consentIds = consentsOf(observed).map(({ objectId }) => objectId);
    const [holders, usedConsents, formerOwners, others] = await Promise.all([
      managed.holdersOf(arns),
      consents.used(consentIds),
      formerOwnersOf(id),
      managed.recordedForOthers(id, [
        ...known([names.podRole?.arn, names.roleArn, role?.arn]),
        ...[names.policyArn, ...own],
      ]),
    ]);
    return {
      ownership: {
        ...{ id, owner, formerOwners, isAdministrator },
        ...{ holders, usedConsents },
      },
      others: new Set(others),
    };
  }
}

function known(names: (string | undefined)[]): string[] {
  return names.filter(name => name !== undefined);
}
