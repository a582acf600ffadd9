import type {
  AuthService,
  BackstageCredentials,
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
import { normalizeRef } from './entityRefs';

/** Levels of parent groups that are read: organizations are not deeper, and the catalog may hold a circle. */
const MOST_LEVELS = 20;

/** Entities that were read for one question, by reference; undefined for those that are not in the catalog. */
type Known = Map<string, Entity | undefined>;

type GroupConfig = Pick<IrsaConfig, 'administrators' | 'groupSources'>;

/**
 * Who a caller is: the user and the groups that decide about ownership. The token says which groups a user had at sign-in; each of them counts
 * only as long as the catalog says so too, at the time of the request, in entities of the configured sources. A user who has no entity in the
 * catalog counts as the token says, unless sources are configured.
 */
export class Memberships {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #userInfo: UserInfoService;
  readonly #config: GroupConfig;

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

  /** The references that may own something for the caller: the user's own and those of groups, in lower case. */
  async groupsOf(credentials: BackstageCredentials): Promise<string[]> {
    const info = await this.#userInfo.getUserInfo(credentials);
    const claimed = info.ownershipEntityRefs.flatMap(
      ref => normalizeRef(ref) ?? [],
    );
    const user = normalizeRef(info.userEntityRef) ?? info.userEntityRef;
    // Mostly the catalog says what the token does, so that this is all that is read of it.
    const known: Known = new Map();
    const [entity] = await this.#entities([user, ...claimed], known);
    if (!entity && this.#config.groupSources === undefined) return claimed;
    const groups = claimed.filter(ref => ref !== user);
    const current = entity
      ? await this.#currentGroups({ user, entity, groups }, known)
      : new Set<string>();
    return claimed.filter(ref => ref === user || current.has(ref));
  }

  /** Whether the caller is in a group of `irsa.administrators`. */
  async isAdministrator(credentials: BackstageCredentials): Promise<boolean> {
    if (this.#config.administrators.length === 0) return false;
    const groups = await this.groupsOf(credentials);
    return this.#config.administrators.some(ref => groups.includes(ref));
  }

  /**
   * The users for whom an owner stands by the catalog: the user itself, or the members of the group. Members of its child groups are not among them:
   * what is the group's need not be theirs to see.
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

  /** The groups that the user is in by the catalog, and their parents, until all that are asked about are among them. */
  async #currentGroups(
    asked: { user: string; entity: Entity; groups: string[] },
    known: Known,
  ): Promise<Set<string>> {
    const { user, entity, groups } = asked;
    const isTrusted = this.#isFromSource(entity);
    const counted = new Set<string>();
    let level = await this.#groups(
      relationsOf(entity, RELATION_MEMBER_OF),
      // A user entity from elsewhere may claim any group: then the group itself has to name the user.
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

  /** Those of the groups that come from a configured source and count, by reference. */
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

  /** By the backend's own credentials: what decides does not depend on what the caller may see. Adds what it reads to what is known. */
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
