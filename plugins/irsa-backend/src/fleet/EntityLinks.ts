import type { Entity } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  formatServiceAccountRef,
  type EntityLink,
  type EntityLinkResult,
  type Violation,
  violation,
} from '@backstage-irsa/core/model';
import { createCatalogIndex } from '@backstage-irsa/core/ownership';
import type { ChangeLog } from '../authorization/audit/ChangeLog';
import { normalizeRef } from '../authorization/entityRefs';
import type { Memberships } from '../authorization/Memberships';
import {
  requireOwnSession,
  type OwnSession,
} from '../authorization/ownSession';
import type { IrsaConfig } from '../config/types';
import type { FleetReaders } from './FleetReaders';
import { clusterScope } from './scans/scopes';
import type { EntityLinkStore, LinkableRow } from './store/EntityLinkStore';
import type { ScopeStore } from './store/inventory/ScopeStore';

interface EntityLinksOptions {
  catalog: CatalogService;
  changes: ChangeLog;
  config: IrsaConfig;
  links: EntityLinkStore;
  memberships: Memberships;
  readers: FleetReaders;
  scopes: Pick<ScopeStore, 'requestAgain'>;
}

/**
 * Links IAM service accounts that other tools created to catalog entities. Like an annotation of the entity, a link is only a claim: scans and pages
 * check it against the namespace rules each time, and it grants no permission. Nothing in AWS or a cluster changes.
 */
export class EntityLinks {
  readonly #o: EntityLinksOptions;

  constructor(options: EntityLinksOptions) {
    this.#o = options;
  }

  /**
   * Adds or removes each link. Links that a rule forbids stay unchanged.
   *
   * @throws NotAllowedError - unless the caller is an administrator who may read the fleet.
   */
  async link(
    links: EntityLink[],
    session: OwnSession,
  ): Promise<EntityLinkResult[]> {
    requireOwnSession(session);
    const { readers, memberships } = this.#o;
    const visibility = await readers.visibility(session);
    if (!(await memberships.isAdministrator(session))) {
      throw new NotAllowedError(
        'Only administrators (irsa.administrators) can link IAM service accounts to entities.',
      );
    }
    const rows = await this.#o.links.find(
      links.map(({ serviceAccountId }) => serviceAccountId),
      visibility,
    );
    const entities = await this.#entities(links, session);
    const items: EntityLinkResult[] = [];
    const clusters = new Set<string>();
    for (const { serviceAccountId, ...asked } of links) {
      const row = rows.get(serviceAccountId);
      const entityRef = asked.entityRef && normalized(asked.entityRef);
      const entity = entityRef ? entities.get(entityRef) : undefined;
      const violations = row
        ? this.#check(row, entityRef, entity)
        : [notFound(serviceAccountId)];
      const isDone = row !== undefined && violations.length === 0;
      if (isDone) {
        await this.#record(row, entityRef, session);
        clusters.add(row.cluster);
      }
      const done = entityRef === null ? 'unlinked' : 'linked';
      items.push({
        ...{ serviceAccountId, entityRef, violations },
        result: isDone ? done : 'refused',
      });
    }
    await this.#o.scopes.requestAgain([...clusters].map(clusterScope));
    return items;
  }

  /** Returns the entities that the caller can see in the catalog, by reference. */
  async #entities(
    links: EntityLink[],
    credentials: OwnSession,
  ): Promise<Map<string, Entity | undefined>> {
    const refs = new Set(
      links.flatMap(({ entityRef }) =>
        entityRef === null ? [] : normalized(entityRef),
      ),
    );
    const entityRefs = [...refs];
    if (entityRefs.length === 0) return new Map();
    const { items } = await this.#o.catalog.getEntitiesByRefs(
      { entityRefs },
      { credentials },
    );
    return new Map(entityRefs.map((ref, index) => [ref, items[index]]));
  }

  #check(
    row: LinkableRow,
    entityRef: string | null,
    entity: Entity | undefined,
  ): Violation[] {
    const name = formatServiceAccountRef(row);
    if (row.owner !== null) {
      return [
        violation(
          'serviceAccountId',
          'managed-by-backstage',
          `Backstage manages ${name} for ${row.entity_ref}. Transfer its ownership instead.`,
        ),
      ];
    }
    if (entityRef === null) {
      return row.linked_entity_ref === null
        ? [violation('serviceAccountId', 'not-linked', `${name} has no link.`)]
        : [];
    }
    const known = row.catalog_entity_ref ?? row.entity_ref;
    if (known !== null && row.linked_entity_ref === null) {
      return [
        violation(
          'serviceAccountId',
          'already-linked',
          `${name} belongs to ${known} by annotations or labels. Change those instead.`,
        ),
      ];
    }
    if (!entity) {
      return [
        violation(
          'entityRef',
          'entity-exists',
          `Entity ${entityRef} is not in the catalog. Use a full reference, such as component:default/orders.`,
        ),
      ];
    }
    return this.#isItsOwners(row, entityRef, entity)
      ? []
      : [
          violation(
            'entityRef',
            'namespace-owner',
            `No namespace rule gives ${row.cluster}/${row.namespace} to every owner of ${entityRef}. Choose another entity, or add a rule to irsa.namespaceRules.`,
          ),
        ];
  }

  /** Checks the link by the same rules as scans. */
  #isItsOwners(
    { cluster, namespace, name }: LinkableRow,
    linkedTo: string,
    entity: Entity,
  ): boolean {
    const { namespaceRules: rules, clusters } = this.#o.config;
    const place = { cluster, namespace, name, labels: {}, annotations: {} };
    const index = createCatalogIndex([entity], { rules, clusters });
    return index.isLinkable({ ...place, linkedTo });
  }

  #record(
    row: LinkableRow,
    entityRef: string | null,
    { principal }: OwnSession,
  ): Promise<void> {
    const { cluster, namespace, name } = row;
    const serviceAccount = { cluster, namespace, name };
    return this.#o.changes.record(
      {
        ...{ action: 'link', serviceAccount, entityRef },
        requester: principal.userEntityRef,
      },
      {
        action: 'update',
        target: { kind: 'ownership', name: formatServiceAccountRef(row) },
        summary: entityRef ? `Link to ${entityRef}` : 'Remove the link',
        diff: [
          {
            field: 'linkedTo',
            before: row.linked_entity_ref,
            after: entityRef,
          },
        ],
      },
      () => this.#o.links.link(row.id, entityRef),
    );
  }
}

/** Returns the normalized reference. An invalid reference stays unchanged: the catalog has no such entity. */
function normalized(entityRef: string): string {
  return normalizeRef(entityRef) ?? entityRef;
}

function notFound(id: string): Violation {
  return violation(
    'serviceAccountId',
    'service-account-exists',
    `IAM service account ${id} not found.`,
  );
}
