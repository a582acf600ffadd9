import {
  parseEntityRef,
  RELATION_HAS_MEMBER,
  type Entity,
} from '@backstage/catalog-model';

/** Returns a catalog group with its members, by their references. */
export function groupWith(ref: string, members: string[]): Entity {
  const { name, namespace } = parseEntityRef(ref);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace },
    spec: { type: 'team', children: [] },
    relations: members.map(targetRef => ({
      type: RELATION_HAS_MEMBER,
      targetRef,
    })),
  };
}
