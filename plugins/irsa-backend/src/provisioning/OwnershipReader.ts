import { valueOf, type Observed } from '@backstage-irsa/core/model';
import {
  consentsOf,
  adoptionRecord,
  type PlanFacts,
  type PlannedNames,
} from '@backstage-irsa/core/planning';
import type { ConsentStore } from '../serviceAccounts/ConsentStore';
import type { Ownership } from '../authorization/specOwnership';
import type { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';

interface OwnershipReaderOptions {
  managed: ManagedObjectStore;
  consents: ConsentStore;
  /** Returns the former owners that transferred an IAM service account: its tags can still carry their names. */
  formerOwnersOf: (id: string) => Promise<string[]>;
}

/** The IAM service account of a plan. */
interface Asked {
  id: string;
  names: PlannedNames;
  /** The records of the IAM service account. */
  own: ReadonlySet<string>;
}

/** Reads what Backstage's records say about the objects of a plan. */
export class OwnershipReader {
  readonly #o: OwnershipReaderOptions;

  constructor(options: OwnershipReaderOptions) {
    this.#o = options;
  }

  /**
   * Returns the record holders of the observed objects (under their actual ARNs), of the planned objects, of their role names, and of the objects that
   * are recorded for the requested IAM service account.
   */
  async read(
    { id, names, own }: Asked,
    observed: Observed,
    { owner = '', isAdministrator = false }: Ownership,
  ): Promise<Pick<PlanFacts, 'ownership' | 'others' | 'adopted'>> {
    const { managed, consents, formerOwnersOf } = this.#o;
    const role = valueOf(observed.role);
    const objects = [
      role?.arn,
      role && adoptionRecord(role),
      observed.podRole && valueOf(observed.podRole.role)?.arn,
      ...[names.roleArn, names.podRole?.arn, names.policyArn, ...own],
    ].filter(name => name !== undefined);
    const roleArns = [names.roleArn, names.podRole?.arn].filter(
      arn => arn !== undefined,
    );
    const consentIds = consentsOf(observed).map(({ objectId }) => objectId);
    const [exact, named, usedConsents, formerOwners] = await Promise.all([
      managed.holdersOf(objects),
      Promise.all(roleArns.map(arn => managed.holdersOfRole(arn))),
      consents.used(consentIds),
      formerOwnersOf(id),
    ]);
    // A role name is unique in an account, so it can be taken under another path.
    const elsewhere = named
      .flat()
      .filter(
        holder => holder.owner !== owner && !objects.includes(holder.object),
      );
    const holders = [...exact, ...elsewhere];
    const others = holders.filter(holder => holder.serviceAccountId !== id);
    const adopted = holders.filter(holder => holder.adopted);
    return {
      ownership: {
        ...{ id, owner, formerOwners, isAdministrator },
        ...{ holders, usedConsents },
      },
      others: new Set(others.map(({ object }) => object)),
      adopted: new Set(adopted.map(({ object }) => object)),
    };
  }
}
