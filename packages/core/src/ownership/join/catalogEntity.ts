import {
  parseEntityRef,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  formatServiceAccountRef,
  parseServiceAccountAnnotation,
} from '../../model/serviceAccountRef';
import { SERVICE_ACCOUNT_ANNOTATION } from '../../model/annotations';
import type { Ownership } from '../../findings/types';
import { parseSelector, type Requirement } from './selector';

/** Source: "Surfacing your Kubernetes components as part of an entity", Backstage documentation. */
const KUBERNETES_ID = 'backstage.io/kubernetes-id';
const LABEL_SELECTOR = 'backstage.io/kubernetes-label-selector';
const NAMESPACE = 'backstage.io/kubernetes-namespace';
const CLUSTER = 'backstage.io/kubernetes-cluster';

/** The label of Kubernetes objects that corresponds to the entity annotation of the same name. */
export const KUBERNETES_ID_LABEL = KUBERNETES_ID;

/** The parts of an entity that the index stores. */
export interface CatalogEntity extends Ownership {
  entityRef: string;
  isComponent: boolean;
  /** The ServiceAccounts that the entity's annotation names, as `cluster/namespace/name`. */
  serviceAccounts: string[];
  kubernetesId?: string;
  selector?: Requirement[];
  /** The namespace that the entity's annotation names; any namespace if absent. */
  namespace?: string;
  cluster?: string;
}

const lower = (text: string) => text.toLocaleLowerCase('en-US');

/** Extracts the parts of an entity that decide the ownership of ServiceAccounts, workloads, and roles. */
export function catalogEntityOf(entity: Entity): CatalogEntity {
  const { annotations = {} } = entity.metadata;
  const related = (type: string) =>
    (entity.relations ?? [])
      .filter(relation => relation.type === type)
      .map(({ targetRef }) => lower(targetRef));
  const system = related(RELATION_PART_OF).find(
    ref => parseEntityRef(ref).kind === 'system',
  );
  const selector = parseSelector(annotations[LABEL_SELECTOR] ?? '');
  return {
    entityRef: stringifyEntityRef(entity),
    ...(system !== undefined && { system }),
    owners: [...new Set(related(RELATION_OWNED_BY))],
    isComponent: lower(entity.kind) === 'component',
    serviceAccounts: parseServiceAccountAnnotation(
      annotations[SERVICE_ACCOUNT_ANNOTATION] ?? '',
    ).refs.map(formatServiceAccountRef),
    kubernetesId: annotations[KUBERNETES_ID],
    ...(selector && { selector }),
    namespace: annotations[NAMESPACE],
    cluster: annotations[CLUSTER],
  };
}
