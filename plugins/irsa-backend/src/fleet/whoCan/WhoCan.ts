import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import type {
  AccessHolder,
  AccessList,
  AccessStep,
  FleetServiceAccount,
} from '@backstage-irsa/core/model';
import {
  limitationsOf,
  readQuestion,
  type AccessDecision,
  type AccessQuestion,
  type ReadResource,
} from '@backstage-irsa/core/permissions';
import type { Visibility } from '../../authorization/visibility';
import { violationsError } from '../../lib/errors';
import { digestOf } from '../../database/digest';
import { StaleWhileRevalidateCache } from '../../lib/StaleWhileRevalidateCache';
import type { VpcEndpointStore } from '../../permissions/VpcEndpointStore';
import type { FleetReaders } from '../FleetReaders';
import type { FleetStore } from '../store/FleetStore';
import type { HolderPlace, HolderStore, Where } from '../store/HolderStore';
import type { ScopeReader } from '../store/ScopeReader';
import type { AccessDecisions, Decisions } from './AccessDecisions';
import type { AskedResource } from './AskedResource';
import { neededSteps } from './assumers';
import type { Holders } from './Holders';
import { countKinds, holderPage, type Holder } from './holderPage';
import type { PodCallers } from './PodCallers';
import {
  policyName,
  type DirectHolders,
  type ResourceSide,
} from './ResourceSide';

/** The maximum number of decisions and holders in all cached answers together. */
const MOST_ANSWERED = 200_000;

interface Options {
  decisions: AccessDecisions;
  holders: Holders;
  holderStore: HolderStore;
  loadCatalogue: () => Promise<ActionCatalogue>;
  pods: PodCallers;
  readers: FleetReaders;
  resource: AskedResource;
  resourceSide: ResourceSide;
  scopes: ScopeReader;
  store: FleetStore;
  vpcEndpoints: Pick<VpcEndpointStore, 'version'>;
}

/** A question about access, with filters and the requested page. */
export interface WhoCanQuery extends HolderPlace {
  action: string;
  resource: string;
  kind?: AccessHolder['kind'];
  cursor?: string;
  limit: number;
  /** Whether the resource is read from AWS first. Otherwise the answer uses what scans read. */
  isRead: boolean;
}

/** A question, and what was read of its resource. */
interface Asked {
  question: AccessQuestion;
  read: ReadResource | undefined;
}

/** An answer without its page. */
interface Answered
  extends Pick<AccessList, 'kinds' | 'limitations' | 'principals'> {
  decisions: Decisions;
  /** The holders of every kind, in the order of `byKind`. */
  holders: Holder[];
}

/** Finds who can do an action on a resource. Evaluates the policies of all roles and users as last scanned, and the policy of the resource. */
export class WhoCan {
  readonly #o: Options;
  readonly #answered = new StaleWhileRevalidateCache<Answered>({
    most: MOST_ANSWERED,
    weightOf: ({ decisions, holders }) => decisions.size + holders.length + 1,
  });

  constructor(options: Options) {
    this.#o = options;
  }

  /** Returns one page of the answer. @throws NotAllowedError; InputError - that names the field and the rule. */
  async ask(
    query: WhoCanQuery,
    credentials: BackstageCredentials,
  ): Promise<AccessList> {
    const visibility = await this.#o.readers.visibility(credentials);
    const question = readQuestion(query, await this.#o.loadCatalogue());
    if (Array.isArray(question)) throw violationsError(question);
    const { cluster, account, kind } = query;
    const where: Where = { cluster, account, visibility };
    const read = await this.#resource(question, query.isRead, visibility);
    const { decisions, kinds, limitations, principals, ...all } =
      await this.#answer({ question, read }, where);
    const holders =
      kind === undefined
        ? all.holders
        : all.holders.filter(holder => holder.kind === kind);
    const page = holderPage(holders, query);
    const accounts = await this.#o.store.serviceAccountsById(
      page.items.flatMap(({ serviceAccountId }) => serviceAccountId ?? []),
      visibility,
    );
    const byId = new Map(accounts.map(one => [one.id, one]));
    return {
      ...page,
      total: holders.length,
      ...{ kinds, limitations, principals },
      items: page.items.map(holder =>
        toItem(holder, holder.own ?? decisions.get(holder.principalId)!, {
          resourcePolicy: policyName(question),
          serviceAccount: byId.get(holder.serviceAccountId ?? ''),
        }),
      ),
    };
  }

  /** Finds all holders, of which a page shows only a few. If this takes long, results of scans from the last 2 minutes can be missing. */
  async #answer(asked: Asked, where: Where): Promise<Answered> {
    const { decisions, scopes, vpcEndpoints } = this.#o;
    const { changes, scans } = await scopes.generation();
    const generation = `${changes} ${scans}`;
    const read = asked.read && digestOf(asked.read);
    const versions = [
      changes,
      await decisions.organizationVersion(),
      await vpcEndpoints.version(),
    ];
    return this.#answered.get(
      JSON.stringify([asked.question, read, where, versions]),
      { version: scans, at: Date.now() },
      () => this.#answerAnew({ ...asked, generation }, where),
    );
  }

  async #answerAnew(
    { question, read, generation }: Asked & { generation: string },
    where: Where,
  ): Promise<Answered> {
    const decisions = await this.#o.decisions.of(question, {
      generation,
      read,
    });
    const decided = { decisions, generation, read };
    const { visibility, ...place } = where;
    const direct = await this.#direct(question, read, where);
    const restricted = await this.#o.pods.restrictedClusters(question);
    const found = await this.#o.holders.of(
      { decisions, direct: direct.holders, restricted },
      where,
      generation,
    );
    const reaching = await this.#o.pods.reaching(
      found.holders,
      question,
      decided,
    );
    const { vpcEndpoints } = reaching;
    const holders = neededSteps(reaching.holders, decisions);
    const told =
      visibility === 'all'
        ? decisions.values()
        : decisionsOf(found.holders, decisions);
    const scopes = await this.#o.scopes.list(visibility);
    return {
      decisions,
      holders,
      kinds: countKinds(holders),
      principals: await this.#o.holderStore.count(place, visibility),
      limitations: [
        ...limitationsOf(question, told, scopes, {
          ...{ read, vpcEndpoints },
          controls: [direct.resourceControl ?? [], found.unreadControls].flat(),
        }),
        ...found.limitations,
      ],
    };
  }

  async #resource(
    question: AccessQuestion,
    isRead: boolean,
    visibility: Visibility,
  ): Promise<ReadResource | undefined> {
    const { resource } = this.#o;
    if (visibility !== 'all') return resource.withheld(question);
    return isRead ? resource.read(question) : resource.known(question);
  }

  /**
   * Returns the principals that the resource policy allows by itself. Only callers who may read the whole fleet see them, and only if the question is
   * not limited to a cluster or account.
   */
  async #direct(
    question: AccessQuestion,
    read: ReadResource | undefined,
    { visibility, cluster, account }: Where,
  ): Promise<DirectHolders> {
    const isNarrow = cluster !== undefined || account !== undefined;
    return visibility === 'all' && !isNarrow
      ? this.#o.resourceSide.find(question, read)
      : { holders: [] };
  }
}

/** Returns the decisions about these holders, which are the only ones that the caller may see. */
function decisionsOf(
  holders: Holder[],
  decisions: Decisions,
): AccessDecision[] {
  const ids = new Set(holders.map(({ principalId }) => principalId));
  return [...ids].flatMap(id => decisions.get(id) ?? []);
}

function toItem(
  holder: Holder,
  deciding: AccessDecision,
  {
    resourcePolicy,
    serviceAccount,
  }: { resourcePolicy: string; serviceAccount?: FleetServiceAccount },
): AccessHolder {
  const { id, kind, name, arn, role, use } = holder;
  const { decision, conditions = [], decidedBy } = deciding;
  const all = [...new Set([...(holder.conditions ?? []), ...conditions])];
  const sure = all.length > 0 ? 'allowed-if' : decision;
  const unknownReason = holder.unknownReason ?? deciding.unknownReason;
  return {
    ...{ id, kind, name },
    ...(arn !== undefined && { arn }),
    ...(role && { roleArn: role.arn }),
    ...(role?.isListed && { roleId: role.id }),
    ...(use !== undefined && { use }),
    serviceAccount: serviceAccount ?? null,
    through: [
      ...stepsOf(holder, decidedBy),
      ...(deciding.isByResource
        ? [{ kind: 'resource-policy' as const, name: resourcePolicy }]
        : []),
    ],
    decision: holder.isUnknown || decision === 'unknown' ? 'unknown' : sure,
    ...(all.length > 0 && { conditions: all }),
    ...(unknownReason !== undefined && { unknownReason }),
    decidedBy: decidedBy.map(ref =>
      ref.layer === 'resource' ? { ...ref, policy: resourcePolicy } : ref,
    ),
  };
}

function stepsOf(
  { id, name, role, via, groups = {}, serviceAccountId }: Holder,
  decidedBy: AccessHolder['decidedBy'],
): AccessStep[] {
  const ofGroups = decidedBy
    .filter(({ layer = 'identity' }) => layer === 'identity')
    .map(({ policy }) => groups[policy] ?? []);
  const isOfGroups = ofGroups.every(some => some.length > 0);
  return [
    ...(isOfGroups
      ? [...new Set(ofGroups.flat())].map(group => ({
          kind: 'group' as const,
          name: group,
        }))
      : []),
    ...(serviceAccountId === undefined
      ? []
      : [{ kind: 'service-account' as const, name, id: serviceAccountId }]),
    ...via,
    ...(role && role.id !== id
      ? [
          {
            kind: 'role' as const,
            name: role.name,
            arn: role.arn,
            ...(role.isListed && { id: role.id }),
          },
        ]
      : []),
  ];
}
