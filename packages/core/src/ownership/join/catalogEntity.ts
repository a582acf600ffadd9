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

/** The label of Kubernetes objects that meets the annotation of the same name. */
export const KUBERNETES_ID_LABEL = KUBERNETES_ID;

/** What the index keeps of an entity. */
export interface CatalogEntity extends Ownership {
  entityRef: string;
  isComponent: boolean;
  /** Those that it names as its own, as `cluster/namespace/name`. */
  serviceAccounts: string[];
  kubernetesId?: string;
  selector?: Requirement[];
  /** Where what it names lies; anywhere when absent. */
  namespace?: string;
  cluster?: string;
}

const lower = (text: string) => text.toLocaleLowerCase('en-US');

/** What of an entity says whose ServiceAccounts, workloads and roles are. */
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
