import { yieldTurn } from '../../lib/yieldTurn';
import { parseArn } from '@backstage-irsa/core/arn';
import type {
  CurrentOrganization,
  OrganizationReader,
} from '@backstage-irsa/core/organization';
import {
  sessionContext,
  decideAccess,
  type AccessDecision,
  type AccessQuestion,
  type ControlsFor,
  type ReadResource,
  isServiceLinked,
  isReached,
  mayLetInByItself,
  reachOf,
  organizationControls,
  ownerFor,
  singlePrincipals,
  type SinglePrincipals,
} from '@backstage-irsa/core/permissions';
import type { LayerReading } from '@backstage-irsa/core/model';
import type { NamedPolicy, VpcEndpoint } from '@backstage-irsa/iam-policy';
import { digestOf } from '../../database/digest';
import { LimitedCache } from '../../lib/LimitedCache';
import { Breather } from '../../permissions/evaluator/Breather';
import { Slots } from '../../permissions/evaluator/Slots';
import type {
  PolicySetReader,
  PrincipalOfSet,
} from '../../permissions/PolicySetReader';
import type { PolicySets, ReadySet } from '../../permissions/PolicySets';
import { principalIds } from './principalIds';
import { remembered } from './remembered';
import { SetReach } from './SetReach';

/** How many policy sets are read and evaluated at a time. Other work runs in between. */
const SETS_AT_ONCE = 100;
/** The maximum number of roles and users that are cached by the service that they can use, for all services together. */
const MOST_CANDIDATES = 100_000;
/** The maximum number of cached decisions, for all questions together. */
const MOST_DECISIONS = 200_000;

/** Roles and users by the hash of their policy set. */
type Candidates = Map<string, PrincipalOfSet[]>;

/** The decisions about roles and users that can do it or possibly can, by ID. */
export type Decisions = Map<string, AccessDecision>;

/** The resource of a question. */
interface Resource extends SinglePrincipals {
  /** Absent if the resource has no policy to evaluate. */
  read?: ReadResource;
}

/** Roles of pods, and a VPC endpoint that their calls go through. */
interface PodCalls {
  roleIds: string[];
  vpcEndpoint: VpcEndpoint;
}

/** The context of a question. */
export interface AskedWith {
  generation: string;
  read?: ReadResource;
  /** Pod roles, if only their calls through a VPC endpoint are evaluated. Absent for all roles and users, wherever they call from. */
  calls?: PodCalls;
}

/** The context for deciding about a policy set, and the map that receives the decisions. */
interface Deciding {
  breather: Breather;
  controlsFor: ControlsFor;
  decisions: Decisions;
  resource: Resource;
  vpcEndpoint?: VpcEndpoint;
}

interface Options {
  organizations: OrganizationReader;
  policySets: PolicySets;
  reader: PolicySetReader;
}

/** Decides for all roles and users at once. The result is the same for all callers. */
export class AccessDecisions {
  readonly #o: Options;
  /** Runs one evaluation of policies at a time, however many questions wait. */
  readonly #turns = new Slots(1);
  readonly #candidates = new LimitedCache<Promise<Candidates>>(MOST_CANDIDATES);
  readonly #reach = new SetReach();
  readonly #decided = new LimitedCache<Promise<Decisions>>(MOST_DECISIONS);
  #controls?: { version: string; of: ControlsFor };

  constructor(options: Options) {
    this.#o = options;
  }

  /** Returns the decisions, which are cached until the next scan, or until SCPs, RCPs, or the resource policy change. */
  async of(
    question: AccessQuestion,
    { generation, read, calls }: AskedWith,
  ): Promise<Decisions> {
    const organization = await this.#o.organizations.current();
    const key = [
      ...[question, generation, organization.version],
      read && digestOf(read),
      calls && digestOf(calls),
    ];
    return remembered(
      this.#decided,
      JSON.stringify(key),
      async () => {
        const resource = { read, ...singlePrincipals(read) };
        return this.#decideAll(
          question,
          calls
            ? bySet(await this.#o.reader.principals(calls.roleIds))
            : await this.#candidatesFor(question.service, generation, resource),
          {
            ...{ resource, vpcEndpoint: calls?.vpcEndpoint },
            controlsFor: this.#controlsIn(organization),
          },
        );
      },
      decisions => decisions.size,
    );
  }

  /** Returns a version that changes whenever SCPs or RCPs change. */
  async organizationVersion(): Promise<string> {
    return (await this.#o.organizations.current()).version;
  }

  /** Returns a function that gives the RCPs of the account that owns a resource, and how they were read. */
  async resourceControls(): Promise<
    (
      question: AccessQuestion,
      owner: string,
    ) => { policies: NamedPolicy[]; reading?: LayerReading }
  > {
    const controlsFor = this.#controlsIn(await this.#o.organizations.current());
    return ({ action, resource }, owner) => {
      const { partition = 'aws' } = parseArn(resource) ?? {};
      const { resourceControlPolicies = [], layers } = controlsFor(
        `arn:${partition}:iam::${owner}:root`,
        { action, resource, owner },
      );
      return {
        policies: resourceControlPolicies.flat(),
        reading: layers.find(({ layer }) => layer === 'resource-control'),
      };
    };
  }

  /** Returns the principals whose policies possibly allow it, and those that the resource policy names. */
  async #candidatesFor(
    service: string,
    generation: string,
    { named: names }: Resource,
  ): Promise<Candidates> {
    const mayUse = await this.#mayUse(service, generation);
    if (names.size === 0) return mayUse;
    const named = await this.#o.reader.principals(
      [...names].flatMap(principalIds),
    );
    const all = [...[...mayUse.values()].flat(), ...named];
    const byId = new Map(all.map(one => [one.id, one]));
    return bySet([...byId.values()]);
  }

  /** Returns the SCPs and RCPs, which are processed once for each version of the organization. */
  #controlsIn({ version, of }: CurrentOrganization): ControlsFor {
    if (this.#controls?.version !== version) {
      this.#controls = { version, of: organizationControls(of) };
    }
    return this.#controls.of;
  }

  /** Returns the principals that can possibly use a service. All questions about the service share the result. */
  #mayUse(service: string, generation: string): Promise<Candidates> {
    return remembered(
      this.#candidates,
      JSON.stringify([service, generation]),
      async () => bySet(await this.#o.reader.principalsThatMayUse(service)),
      mayUse => [...mayUse.values()].flat().length,
    );
  }

  async #decideAll(
    question: AccessQuestion,
    candidates: Candidates,
    around: Pick<Deciding, 'controlsFor' | 'resource' | 'vpcEndpoint'>,
  ): Promise<Decisions> {
    const decisions: Decisions = new Map();
    const { named, read } = around.resource;
    const isOpenToAll = mayLetInByItself(read);
    const isNamed = (hash: string) =>
      candidates.get(hash)?.some(({ arn }) => named.has(arn)) === true;
    const all = [...candidates.keys()];
    const hashes = isOpenToAll ? all : await this.#reaching(all, question);
    const rest = named.size > 0 ? all.filter(isNamed) : [];
    await this.#inTurns([...new Set([...hashes, ...rest])], async some => {
      const breather = new Breather();
      for (const [hash, set] of await this.#o.policySets.getMany(some)) {
        await breather.pause();
        const mayBe =
          isOpenToAll ||
          isNamed(hash) ||
          isReached(reachOf(set.policies, question), question.resource);
        const principals = mayBe ? candidates.get(hash) ?? [] : [];
        await this.#decideSet(question, set, principals, {
          ...{ ...around, breather, decisions },
        });
      }
    });
    return decisions;
  }

  /** Returns the policy sets that possibly allow it: most other sets name other resources. */
  async #reaching(
    hashes: string[],
    question: AccessQuestion,
  ): Promise<string[]> {
    const { service } = question;
    const { policySets } = this.#o;
    await this.#inTurns(this.#reach.unknown(hashes, service), async some =>
      this.#reach.learn(await policySets.readMany(some), service),
    );
    return this.#reach.reaching(hashes, question);
  }

  /** Works on policy sets, a few at a time, so that other work gets a turn. */
  async #inTurns(
    hashes: string[],
    work: (some: string[]) => Promise<void>,
  ): Promise<void> {
    for (let start = 0; start < hashes.length; start += SETS_AT_ONCE) {
      const some = hashes.slice(start, start + SETS_AT_ONCE);
      await this.#turns.run(async () => {
        await work(some);
        await yieldTurn();
      });
    }
  }

  /** Decides for the principals of a policy set. Within an account, they share a decision unless a policy depends on the principal. */
  async #decideSet(
    question: AccessQuestion,
    { policies, dependsOnPrincipal }: ReadySet,
    principals: PrincipalOfSet[],
    { breather, controlsFor, decisions, resource, vpcEndpoint }: Deciding,
  ): Promise<void> {
    const asked = principals.map(principal => {
      const controls = controlsFor(principal.arn, {
        ...question,
        owner: ownerFor(resource.read, principal.arn),
      });
      const isOwn =
        vpcEndpoint !== undefined ||
        dependsOnPrincipal ||
        resource.dependOnPrincipal ||
        controls.dependsOnRole ||
        resource.named.has(principal.arn);
      return { ...principal, controls, isOwn };
    });
    const own = asked.filter(({ isOwn }) => isOwn).map(({ id }) => id);
    const tags = own.length > 0 ? await this.#o.reader.tagsOf(own) : undefined;
    const known = new Map<string, AccessDecision | undefined>();
    for (const one of asked) {
      const { id, kind, arn, account_id: accountId, controls, isOwn } = one;
      if (isOwn) await breather.pause();
      const decide = () =>
        decideAccess(question, policies, {
          ...{ kind, arn, controls, controlsFor, vpcEndpoint },
          resource: resource.read,
          context: {
            ...sessionContext({ tags: tags?.get(id) ?? {} }, new Date()),
            ...(kind === 'user' && {
              'aws:username': arn.slice(arn.lastIndexOf('/') + 1),
            }),
          },
        });
      const key = isOwn ? id : `${kind} ${accountId} ${isServiceLinked(arn)}`;
      if (!known.has(key)) known.set(key, decide());
      const decision = known.get(key);
      // Otherwise all principals of the account would be listed. A limitation about the unread resource policy covers them instead.
      if (decision && !decision.isLeftToPolicy) decisions.set(id, decision);
    }
  }
}

function bySet(principals: PrincipalOfSet[]): Candidates {
  return Map.groupBy(principals, one => one.policy_set);
}
