import type { LayerReading } from '@backstage-irsa/core/model';

/** A kind of policy that takes part in a decision. */
export type PolicyLayer = LayerReading['layer'];

/** How reliable an answer is, given the policy layers that were read. */
export interface LayersRead {
  /**
   * `all`: every layer was read. `some`: the role's own policies were read, but others were not. `none`: not even the role's own policies were read.
   * `absent`: there is no role.
   */
  extent: 'all' | 'some' | 'none' | 'absent';
  /** The layers that were not read. If neither SCPs nor RCPs were read, both are listed as `organization`. */
  notRead: ('organization' | PolicyLayer)[];
}

const ORGANIZATION: readonly PolicyLayer[] = [
  'service-control',
  'resource-control',
];

/** Sums up which layers were read. An absent layer counts as read, because it contains no policies. Without a role, its own policies are absent. */
export function layersRead(layers: readonly LayerReading[]): LayersRead {
  const notRead = layers
    .filter(({ state }) => state === 'not-read')
    .map(({ layer }) => layer);
  const own = notRead.filter(layer => !ORGANIZATION.includes(layer));
  const controls = notRead.filter(layer => ORGANIZATION.includes(layer));
  return {
    extent: extentOf(layers),
    notRead: [
      ...(controls.length > 1 ? (['organization'] as const) : controls),
      ...own,
    ],
  };
}

/**
 * Like `layersRead`, but for a list of permissions. Ignores resource policies, which are never read for such a list because it is not about one
 * resource.
 */
export function layersReadForList(layers: readonly LayerReading[]): LayersRead {
  return layersRead(layers.filter(({ layer }) => layer !== 'resource'));
}

function extentOf(layers: readonly LayerReading[]): LayersRead['extent'] {
  const own = layers.find(({ layer }) => layer === 'identity');
  if (own?.state === 'absent') return 'absent';
  if (own?.state === 'not-read') return 'none';
  return layers.some(({ state }) => state === 'not-read') ? 'some' : 'all';
}
