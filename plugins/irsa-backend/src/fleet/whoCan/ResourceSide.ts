import { accountIdOf, parseArn } from '@backstage-irsa/core/arn';
import {
  hashId,
  type Observation,
  type ObservedResourcePolicy,
} from '@backstage-irsa/core/model';
import {
  namingOf,
  principalsByResource,
  type AccessDecision,
  type AccessQuestion,
  type TrustedPrincipal,
} from '@backstage-irsa/core/permissions';
import type { HolderStore } from '../store/HolderStore';
import type { Decisions } from './AccessDecisions';
import type { Holder } from './holderPage';

/** Who comes to a resource by its own policy, and whether that was read. */
export interface DirectHolders {
  state: 'read' | 'absent' | 'not-read';
  holders: Holder[];
}

/** Source: "General purpose bucket naming rules", Amazon S3 User Guide. */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Of the rows that a user or a role may have. */
const idsOf = (arn: string) => [hashId(['role', arn]), hashId(['user', arn])];

/** Finds whom the policy of a resource lets in by itself. Only policies of S3 buckets are known, those that scans of clusters read. */
export class ResourceSide {
  readonly #store: HolderStore;

  constructor(options: { store: HolderStore }) {
    this.#store = options.store;
  }

  /** Roles and users that are decided on by their own policies are left out, and so are scanned accounts as a whole. */
  async find(
    question: AccessQuestion,
    decisions: Decisions,
  ): Promise<DirectHolders> {
    const { service, resource } = parseArn(question.resource) ?? {};
    const [bucket = ''] = resource?.split('/') ?? [];
    const policy =
      service === 's3' && BUCKET.test(bucket)
        ? await this.#store.bucketPolicy(bucket)
        : undefined;
    if (policy?.state === 'absent') return { state: 'absent', holders: [] };
    if (policy?.state !== 'found') return { state: 'not-read', holders: [] };
    const accounts = await this.#store.accounts();
    const holders = principalsByResource(policy.value.text, question)
      .filter(({ kind, name }) =>
        kind === 'principal'
          ? !idsOf(name).some(id => decisions.has(id))
          : kind !== 'account' || !accounts.has(name),
      )
      .map(one =>
        directHolder(
          restricted(one, policy.value.restrictsPublic),
          bucket,
          accounts,
        ),
      );
    return { state: 'read', holders };
  }
}

/** S3 Block Public Access keeps out all of other accounts, but no service of AWS. The policy does not say which account the bucket is in. */
function restricted(
  one: TrustedPrincipal,
  restrictsPublic: ObservedResourcePolicy['restrictsPublic'],
): TrustedPrincipal {
  const condition = restrictsPublic && restriction(restrictsPublic);
  return condition === undefined || one.kind === 'service'
    ? one
    : { ...one, conditions: [...(one.conditions ?? []), condition] };
}

function restriction(
  restrictsPublic: Observation<boolean>,
): string | undefined {
  if (restrictsPublic.state === 'unknown') {
    return `but not from other accounts where S3 Block Public Access keeps them out, which was not read: ${restrictsPublic.reason}`;
  }
  return restrictsPublic.state === 'found' && restrictsPublic.value
    ? 'only in the account of the bucket, as S3 Block Public Access restricts public buckets'
    : undefined;
}

function directHolder(
  one: TrustedPrincipal,
  bucket: string,
  accounts: Set<string>,
): Holder {
  const { kind, name, statement, conditions } = one;
  const policy = `Policy of bucket ${bucket}`;
  const own: AccessDecision = {
    decision: conditions ? 'allowed-if' : 'allowed',
    ...(conditions && { conditions }),
    decidedBy: [{ layer: 'resource', policy, statement }],
  };
  const isScanned = kind === 'principal' && accounts.has(accountIdOf(name));
  const [type] = parseArn(name)?.resource.split('/') ?? [];
  return {
    ...namingOf(one),
    ...(isScanned && {
      kind: type === 'user' ? 'user' : 'role',
      name: name.slice(name.lastIndexOf('/') + 1),
    }),
    id: `${bucket} ${kind} ${name}`,
    principalId: '',
    via: [{ kind: 'resource-policy', name: policy }],
    own,
  };
}
