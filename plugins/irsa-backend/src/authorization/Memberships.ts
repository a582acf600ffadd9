import type {
  AuthService,
  BackstageCredentials,
  BackstageUserInfo,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  RELATION_CHILD_OF,
  RELATION_HAS_MEMBER,
  RELATION_MEMBER_OF,
  type Entity,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { IrsaConfig } from '../config/types';
import { isFromSources } from '../lib/isFromSources';
import { RecentAnswers } from '../lib/RecentAnswers';
import { normalizeRef } from './entityRefs';

/** The maximum number of parent levels to read. Organizations are not deeper, and the catalog can contain cycles. */
const MOST_LEVELS = 20;

/** The entities read so far for one question, by reference; undefined for those that are not in the catalog. */
type Known = Map<string, Entity | undefined>;

type GroupConfig = Pick<IrsaConfig, 'administrators' | 'groupSources'>;

/**
 * Determines the user and the groups of a caller that decide about ownership. The token lists the groups at sign-in. Each counts only if the catalog
 * confirms it at the time of the request, in entities of the configured sources. For a user without a catalog entity, the token decides, unless
 * sources are configured.
 */
export class Memberships {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #userInfo: UserInfoService;
  readonly #config: GroupConfig;
  // A page sends many requests.
  readonly #recent = new RecentAnswers<string[]>({
    forMs: 10_000,
    most: 10_000,
  });

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    userInfo: UserInfoService;
    config: GroupConfig;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#userInfo = options.userInfo;
    this.#config = options.config;
  }

  /** Returns the references that can own something for the caller, in lowercase: the user and their groups. */
  async groupsOf(credentials: BackstageCredentials): Promise<string[]> {
    return this.#confirmed(await this.#userInfo.getUserInfo(credentials));
  }

  /** The same, at most 10 seconds old. For read decisions. */
  async recentGroupsOf(credentials: BackstageCredentials): Promise<string[]> {
    const info = await this.#userInfo.getUserInfo(credentials);
    const key = JSON.stringify([info.userEntityRef, info.ownershipEntityRefs]);
    return this.#recent.ask(key, () => this.#confirmed(info));
  }

  /** Returns those groups of a token that count. */
  async #confirmed(info: BackstageUserInfo): Promise<string[]> {
    const claimed = info.ownershipEntityRefs.flatMap(
      ref => normalizeRef(ref) ?? [],
    );
    const user = normalizeRef(info.userEntityRef) ?? info.userEntityRef;
    // The catalog usually confirms the token, so this is often the only catalog read.
    const known: Known = new Map();
    const [entity] = await this.#entities([user, ...claimed], known);
    if (!entity && this.#config.groupSources === undefined) return claimed;
    const groups = claimed.filter(ref => ref !== user);
    const current = entity
      ? await this.#currentGroups({ user, entity, groups }, known)
      : new Set<string>();
    return claimed.filter(ref => ref === user || current.has(ref));
  }

  /** Whether the caller is a member of a group in `irsa.administrators`. */
  async isAdministrator(credentials: BackstageCredentials): Promise<boolean> {
    if (this.#config.administrators.length === 0) return false;
    return this.areAdministrators(await this.groupsOf(credentials));
  }

  /** Whether the groups of a caller contain a group in `irsa.administrators`. */
  areAdministrators(groups: string[]): boolean {
    return this.#config.administrators.some(ref => groups.includes(ref));
  }

  /**
   * Returns the users that an owner stands for according to the catalog: the user itself, or the members of the group. Excludes members of child
   * groups, because they may not be allowed to see what belongs to the group.
   */
  async membersOf(owner: string): Promise<string[]> {
    const ref = normalizeRef(owner);
    if (ref === undefined) return [];
    if (parseEntityRef(ref).kind === 'user') return [ref];
    const group = (await this.#groups([ref], () => true)).get(ref);
    if (!group) return [];
    const members = relationsOf(group, RELATION_HAS_MEMBER, 'user');
    if (members.length === 0 || this.#config.groupSources === undefined) {
      return members;
    }
    const users = await this.#entities(members);
    return members.filter((member, index) => {
      const user = users[index];
      return user && (this.#isFromSource(user) || namesMember(group, member));
    });
  }

  /** Returns the user's groups in the catalog and their parent groups, until all requested groups are found. */
  async #currentGroups(
    asked: { user: string; entity: Entity; groups: string[] },
    known: Known,
  ): Promise<Set<string>> {
    const { user, entity, groups } = asked;
    const isTrusted = this.#isFromSource(entity);
    const counted = new Set<string>();
    let level = await this.#groups(
      relationsOf(entity, RELATION_MEMBER_OF),
      // A user entity from another source can claim any group, so the group itself must name the user.
      group => isTrusted || namesMember(group, user),
      known,
    );
    for (let depth = 0; level.size > 0 && depth < MOST_LEVELS; depth += 1) {
      for (const ref of level.keys()) counted.add(ref);
      if (groups.every(ref => counted.has(ref))) break;
      const parents = [...level.values()].flatMap(group =>
        relationsOf(group, RELATION_CHILD_OF),
      );
      level = await this.#groups(
        [...new Set(parents)].filter(ref => !counted.has(ref)),
        () => true,
        known,
      );
    }
    return counted;
  }

  /** Returns the groups that come from a configured source and pass `counts`, by reference. */
  async #groups(
    refs: string[],
    counts: (group: Entity) => boolean,
    known?: Known,
  ): Promise<Map<string, Entity>> {
    const groups = await this.#entities(refs, known);
    return new Map(
      groups.flatMap((group, index) =>
        group && this.#isFromSource(group) && counts(group)
          ? [[refs[index], group] as const]
          : [],
      ),
    );
  }

  #isFromSource(entity: Entity): boolean {
    const { groupSources } = this.#config;
    return groupSources === undefined || isFromSources(groupSources, entity);
  }

  /** Reads entities with the backend's own credentials, so that the result does not depend on what the caller may see. Adds them to `known`. */
  async #entities(
    refs: string[],
    known: Known = new Map(),
  ): Promise<(Entity | undefined)[]> {
    const entityRefs = [...new Set(refs)].filter(ref => !known.has(ref));
    if (entityRefs.length > 0) {
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs },
        { credentials: await this.#auth.getOwnServiceCredentials() },
      );
      entityRefs.forEach((ref, index) => known.set(ref, items[index]));
    }
    return refs.map(ref => known.get(ref));
  }
}

function relationsOf(entity: Entity, type: string, kind = 'group'): string[] {
  const refs = (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .flatMap(({ targetRef }) => normalizeRef(targetRef) ?? []);
  return [...new Set(refs)].filter(ref => parseEntityRef(ref).kind === kind);
}

function namesMember(group: Entity, user: string): boolean {
  const members = group.spec?.members;
  return (
    Array.isArray(members) &&
    members.some(
      member =>
        typeof member === 'string' &&
        normalizeRef(member, {
          defaultKind: 'User',
          defaultNamespace: group.metadata.namespace,
        }) === user,
    )
  );
}
