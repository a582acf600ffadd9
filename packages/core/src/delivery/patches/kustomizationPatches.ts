import { isMap, isScalar, isSeq, type Scalar, type YAMLMap } from 'yaml';
import { onlyDocument, readDocuments, textAt } from './documents';
import { isPatchFor } from './inlinePatch';
import { PatchRefusal, type PatchedServiceAccount } from './types';

/** An inline patch of the ServiceAccount. */
export interface Found {
  scalar: Scalar;
  /** The list that contains the patch, and its entry. */
  list: 'patches' | 'patchesStrategicMerge';
  item: unknown;
}

/** Returns the document and map of a kustomization for the ServiceAccount's namespace. Refuses any other file. */
export function readRoot(text: string, { namespace }: PatchedServiceAccount) {
  const document = onlyDocument(readDocuments(text));
  const map: unknown = document?.contents;
  const kind = textAt(map, 'kind') ?? 'Kustomization';
  if (
    !document ||
    !isMap(map) ||
    !['Kustomization', 'Component'].includes(kind)
  ) {
    throw new PatchRefusal(
      'The file is not a kustomization. Use a `kustomization.yaml`.',
    );
  }
  const into = textAt(map, 'namespace') ?? namespace;
  if (into !== namespace) {
    throw new PatchRefusal(
      `The kustomization sets namespace ${into}, not ${namespace}. Use the one for that namespace.`,
    );
  }
  return { document, map };
}

/** Returns the ServiceAccount without the kustomization's prefix and suffix. Kustomize patches objects by that name. */
export function withoutAffixes(
  map: YAMLMap,
  { namespace, name }: PatchedServiceAccount,
): PatchedServiceAccount {
  const prefix = textAt(map, 'namePrefix') ?? '';
  const suffix = textAt(map, 'nameSuffix') ?? '';
  const inner = name.slice(prefix.length, name.length - suffix.length);
  if (inner === '' || prefix + inner + suffix !== name) {
    throw new PatchRefusal(
      `The kustomization creates names like ${prefix}NAME${suffix}, which cannot match ${name}. Use the one that creates it.`,
    );
  }
  return { namespace, name: inner };
}

export function itemsOf(map: YAMLMap, list: string): unknown[] {
  const value: unknown = map.get(list);
  return isSeq(value) ? value.items : [];
}

const patchedElsewhere = (what: string) =>
  `The kustomization patches the ServiceAccount ${what}. Change the annotation there.`;

/** Refuses a JSON patch that changes the annotations. Its operations fail if a map is missing, so no operation is added. */
function refuseOperations(text: string): void {
  const operations: unknown = readDocuments(text)[0]?.contents;
  const touches =
    isSeq(operations) &&
    operations.items.some(one =>
      /^\/metadata(\/annotations.*)?$/.test(textAt(one, 'path') ?? ''),
    );
  if (touches) throw new PatchRefusal(patchedElsewhere('with a JSON patch'));
}

function isTarget(target: unknown, { namespace, name }: PatchedServiceAccount) {
  return (
    textAt(target, 'kind') === 'ServiceAccount' &&
    textAt(target, 'name') === name &&
    [undefined, namespace].includes(textAt(target, 'namespace'))
  );
}

function inPatches(item: unknown, ref: PatchedServiceAccount): Found[] {
  if (!isMap(item)) return [];
  const target: unknown = item.get('target');
  const scalar: unknown = item.get('patch', true);
  const path = textAt(item, 'path');
  if (isMap(target) && !isTarget(target, ref)) return [];
  if (isMap(target) && path !== undefined) {
    throw new PatchRefusal(patchedElsewhere(`in ${path}`));
  }
  if (!isScalar(scalar)) return [];
  const text = `${scalar.value}`;
  const isList = isSeq(readDocuments(text)[0]?.contents);
  if (isList && isMap(target)) refuseOperations(text);
  const isFor = isMap(target) ? !isList : isPatchFor(text, ref);
  return isFor ? [{ scalar, list: 'patches', item }] : [];
}

/** Returns the inline patches of the ServiceAccount. */
export function inlinePatches(
  map: YAMLMap,
  ref: PatchedServiceAccount,
): Found[] {
  const merges = itemsOf(map, 'patchesStrategicMerge').flatMap(item =>
    isScalar(item) &&
    `${item.value}`.includes('\n') &&
    isPatchFor(`${item.value}`, ref)
      ? [{ scalar: item, list: 'patchesStrategicMerge' as const, item }]
      : [],
  );
  return [
    ...itemsOf(map, 'patches').flatMap(item => inPatches(item, ref)),
    ...merges,
  ];
}
