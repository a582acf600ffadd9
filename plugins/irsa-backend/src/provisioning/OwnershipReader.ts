import {
  serviceAccountId,
  valueOf,
  type Observed,
} from '@backstage-irsa/core/model';
import {
  consentsOf,
  type Desired,
  adoptionRecord,
  type OwnershipRecords,
  isDetail,
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

/** Reads what our records say of the objects that a plan is about. */
export class OwnershipReader {
  readonly #o: OwnershipReaderOptions;

  constructor(options: OwnershipReaderOptions) {
    this.#o = options;
  }

  /** For whom the objects that were observed are recorded, under the ARNs that they have. */
  async read(
    { spec, roleArn, policyArn }: Desired,
    observed: Observed,
    { owner = '', isAdministrator = false }: Ownership,
  ): Promise<OwnershipRecords> {
    const id = serviceAccountId(spec);
    const role = valueOf(observed.role);
    const podRole = observed.podRole && valueOf(observed.podRole.role);
    const arns = [
      role?.arn,
      role && adoptionRecord(role),
      podRole?.arn,
      roleArn,
      policyArn,
    ];
    const consents = consentsOf(observed);
    const [holders, usedConsents, formerOwners] = await Promise.all([
      this.#o.managed.holdersOf(arns.filter(arn => arn !== undefined)),
      this.#o.consents.used(consents.map(({ objectId }) => objectId)),
      this.#o.formerOwnersOf(id),
    ]);
    return {
      id,
      owner,
      formerOwners,
      isAdministrator,
      holders,
      usedConsents,
    };
  }

  /** What is recorded, for this ServiceAccount or for another that has the same role. What both set on it is not ours alone to take off. */
  async shared(
    { spec, roleArn, policyArn, podRole }: Desired,
    own: ReadonlySet<string>,
  ): Promise<{
    recorded: ReadonlySet<string>;
    sharing?: Desired['sharing'];
  }> {
    const id = serviceAccountId(spec);
    const roles = [...(podRole ? [podRole.roleArn] : []), roleArn];
    const names = [...roles, policyArn];
    const others = new Set(
      await this.#o.managed.recordedForOthers(id, [...names, ...own]),
    );
    const shared = names.filter(name => others.has(name));
    const alone = [...own].filter(
      record => !isDetail(record) || !others.has(record),
    );
    const isMember = roles.every(arn => own.has(arn));
    return {
      recorded: new Set([...alone, ...shared]),
      ...(shared.length > 0 && { sharing: isMember ? 'member' : 'joins' }),
    };
  }
}
