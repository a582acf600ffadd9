import { accountIdOf, parseArn } from '@backstage-irsa/core/arn';
import type {
  LayerReading,
  Observation,
  ObservedResourcePolicy,
} from '@backstage-irsa/core/model';
import {
  namedResource,
  namingOf,
  principalsByResource,
  type AccessDecision,
  type AccessQuestion,
  type OtherLayers,
  type TrustedPrincipal,
} from '@backstage-irsa/core/permissions';
import type { PolicySetReader } from '../../permissions/PolicySetReader';
import type { HolderStore } from '../store/HolderStore';
import type { AccessDecisions } from './AccessDecisions';
import type { Holder } from './holderPage';
import { principalIds } from './principalIds';

/** The holders that a resource's own policy allows, and how the RCPs that decide about them were read. */
export interface DirectHolders {
  holders: Holder[];
  /** Absent if there are no such holders. */
  resourceControl?: LayerReading;
}

const NOUNS: Record<string, string> = {
  dynamodb: 'table',
  ecr: 'repository',
  events: 'event bus',
  kms: 'key',
  lambda: 'function',
  s3: 'bucket',
  secretsmanager: 'secret',
  sns: 'topic',
  sqs: 'queue',
};

/** Returns the name of a resource policy for answers. */
export function policyName({ resource }: AccessQuestion): string {
  const named = namedResource(resource);
  return named
    ? `Policy of ${NOUNS[named.service] ?? named.service} ${named.name}`
    : 'Policy of the resource';
}

interface Options {
  decisions: AccessDecisions;
  reader: PolicySetReader;
  store: HolderStore;
}

/** Finds the principals that a resource policy allows by itself. */
export class ResourceSide {
  readonly #o: Options;

  constructor(options: Options) {
    this.#o = options;
  }

  /** Finds the holders. Omits scanned accounts as a whole, and roles and users whose own policies are known: other decisions cover these. */
  async find(
    question: AccessQuestion,
    read: OtherLayers['read'],
  ): Promise<DirectHolders> {
    const { document, restrictsPublic } =
      read?.policy.state === 'found' ? read.policy.value : {};
    const owner = accountIdOf(question.resource) || read?.accountId;
    if (!document || owner === undefined) return { holders: [] };
    const controls = (await this.#o.decisions.resourceControls())(
      question,
      owner,
    );
    const trusted = principalsByResource(document, question, controls.policies);
    if (trusted.length === 0) return { holders: [] };
    const accounts = await this.#o.store.accounts();
    const decided = await this.#o.reader.principals(
      trusted.flatMap(({ name }) => principalIds(name)),
    );
    const known = new Set(decided.map(({ arn }) => arn));
    const holders = trusted
      .filter(({ kind, name }) =>
        kind === 'principal'
          ? !known.has(name)
          : kind !== 'account' || !accounts.has(name),
      )
      .map(one =>
        directHolder(restricted(one, restrictsPublic), question, accounts),
      );
    return {
      holders,
      ...(holders.length > 0 && { resourceControl: controls.reading }),
    };
  }
}

/** Adds the condition of S3 Block Public Access, which blocks other accounts but no AWS services. The policy does not name the bucket's account. */
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
    return `but not from other accounts if S3 Block Public Access restricts the bucket. This setting was not read: ${restrictsPublic.reason}`;
  }
  return restrictsPublic.state === 'found' && restrictsPublic.value
    ? 'only in the account of the bucket, as S3 Block Public Access restricts public buckets'
    : undefined;
}

function directHolder(
  one: TrustedPrincipal,
  question: AccessQuestion,
  accounts: Set<string>,
): Holder {
  const { kind, name, statement, conditions } = one;
  const policy = policyName(question);
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
      name:
        type === 'assumed-role'
          ? `Session ${name.slice(name.indexOf('/') + 1)}`
          : name.slice(name.lastIndexOf('/') + 1),
    }),
    id: `${policy} ${kind} ${name}`,
    principalId: '',
    via: [{ kind: 'resource-policy', name: policy }],
    own,
  };
}
