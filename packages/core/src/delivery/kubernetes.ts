import type { RenderedFile } from '../model/types';
import type { Pairs } from '../planning/types';
import type { RenderInput } from './types';
import { toYaml } from './yaml';

/** Returns the pairs under their key; an empty object if there are no pairs. */
export function unlessEmpty<K extends string>(
  key: K,
  pairs: Pairs,
): Partial<Record<K, Pairs>> {
  const result: Partial<Record<K, Pairs>> = {};
  if (Object.keys(pairs).length > 0) result[key] = pairs;
  return result;
}

/** Returns the Kubernetes manifest, for formats that only describe AWS objects. Empty for a ServiceAccount managed outside Backstage. */
export function manifestFiles({
  serviceAccount,
  createNamespace,
}: RenderInput): RenderedFile[] {
  const { namespace, name, existing, annotations, labels } = serviceAccount;
  if (existing) return [];
  const objects = [
    ...(createNamespace
      ? [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }]
      : []),
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        name,
        namespace,
        ...unlessEmpty('annotations', annotations),
        ...unlessEmpty('labels', labels),
      },
    },
  ];
  return [{ path: 'service-account.yaml', content: toYaml(...objects) }];
}
