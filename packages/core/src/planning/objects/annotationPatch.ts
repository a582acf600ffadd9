import { EKS_ANNOTATIONS, ENTITY_KEY } from '../../model/annotations';
import type { ObservedServiceAccount } from '../../model/observed';
import type { FieldDiff } from '../../model/types';
import { otherTool } from '../rules/otherTools';
import { staleAnnotations } from './staleAnnotations';
import type { Desired, Pairs } from '../types';

/** The annotations to set in the tool or file that manages a ServiceAccount. Null removes an annotation. */
export type AnnotationPatch = Record<string, string | null>;

/** Returns the annotation changes that an existing ServiceAccount needs; empty if it matches the spec. EKS Pod Identity needs no annotations. */
export function annotationPatch(
  desired: Desired,
  {
    annotations: present,
    applied,
  }: Pick<ObservedServiceAccount, 'annotations' | 'applied'>,
): AnnotationPatch {
  const { association, annotations } = desired;
  const { [ENTITY_KEY]: entity, ...wanted } = annotations;
  const set = Object.entries(wanted).filter(
    ([key, value]) => present[key] !== value,
  );
  const stale = association
    ? [EKS_ANNOTATIONS.roleArn, ...applied].filter(key => key in present)
    : staleAnnotations(present, desired, new Set());
  return Object.fromEntries([
    ...set,
    // The entity annotation keeps the link to the catalog entity even if the ServiceAccount is recreated.
    ...(set.length > 0 && present[ENTITY_KEY] !== entity
      ? [[ENTITY_KEY, entity]]
      : []),
    ...stale.map(key => [key, null]),
  ]);
}

/** The annotation change that Backstage itself makes to an existing ServiceAccount. */
export interface OwnAnnotations {
  /** All annotations that Backstage owns on the ServiceAccount after the change. */
  annotations: Pairs;
  diff: FieldDiff[];
}

/**
 * Returns the change that Backstage itself makes to an existing ServiceAccount. Backstage removes the annotations that it applied. If
 * `annotate-existing` is allowed, it also changes these annotations, and adds annotations that nobody has set, unless a tool marks the ServiceAccount
 * as its own. Undefined if there is nothing to change, or if part of the change is up to the team that manages the ServiceAccount. Backstage never
 * writes the entity annotation: rules rely on that statement of the team.
 */
export function ownAnnotations(
  desired: Desired,
  account: ObservedServiceAccount,
): OwnAnnotations | undefined {
  const { annotations: present, labels, applied } = account;
  const { [ENTITY_KEY]: _, ...patch } = annotationPatch(desired, account);
  const changes = Object.entries(patch);
  const isMarked = otherTool({ ...labels, ...present }) !== undefined;
  const mayChange = ([key, value]: [string, string | null]) =>
    applied.includes(key)
      ? value === null || desired.annotates === true
      : value !== null &&
        desired.annotates === true &&
        !isMarked &&
        !(key in present);
  if (changes.length === 0 || !changes.every(mayChange)) return undefined;
  const held = applied.map(key => [key, present[key]] as const);
  const after = Object.entries({ ...Object.fromEntries(held), ...patch });
  return {
    annotations: Object.fromEntries(
      after.flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
    ),
    diff: changes.map(([key, value]) => ({
      field: `annotations.${key}`,
      before: present[key] ?? null,
      after: value,
    })),
  };
}
