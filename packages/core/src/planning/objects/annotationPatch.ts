import { EKS_ANNOTATIONS, ENTITY_KEY } from '../../model/annotations';
import type { ObservedServiceAccount } from '../../model/observed';
import type { FieldDiff } from '../../model/types';
import { otherTool } from '../rules/otherTools';
import { staleAnnotations } from './staleAnnotations';
import type { Desired, Pairs } from '../types';

/** Annotations to set on a ServiceAccount where it is managed; null removes one. */
export type AnnotationPatch = Record<string, string | null>;

/** What is to be changed on an existing ServiceAccount. Empty when it is as asked: EKS Pod Identity asks nothing of it. */
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
    // With it the ServiceAccount says itself whom it is for, also when it is recreated.
    ...(set.length > 0 && present[ENTITY_KEY] !== entity
      ? [[ENTITY_KEY, entity]]
      : []),
    ...stale.map(key => [key, null]),
  ]);
}

/** A change that Backstage makes to an existing ServiceAccount itself. */
export interface OwnAnnotations {
  /** All that it holds there afterwards. */
  annotations: Pairs;
  diff: FieldDiff[];
}

/**
 * The change of an existing ServiceAccount that Backstage makes itself: it removes what it applied, and where `annotate-existing` is allowed, changes
 * that and adds what nobody has set, unless a tool marks the ServiceAccount as its own. Undefined when there is nothing to change, or part of it is
 * for the team that manages the ServiceAccount. It never says whom the ServiceAccount is for: that is the statement of others, on which rules rely.
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
