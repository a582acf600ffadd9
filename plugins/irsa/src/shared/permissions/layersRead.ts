import type { LayerReading } from '@backstage-irsa/core/model';

/** A kind of policies that takes part in a decision. */
export type PolicyLayer = LayerReading['layer'];

/** How far an answer can be trusted, by the layers of policies that were read. */
export interface LayersRead {
  /**
   * `all`: every layer was read. `some`: the role's own policies were, others not. `none`: not even the role's.
   * `absent`: there is no role.
   */
  extent: 'all' | 'some' | 'none' | 'absent';
  /** What was not read; SCPs and RCPs as one where neither was. */
  notRead: ('organization' | PolicyLayer)[];
}

const ORGANIZATION: readonly PolicyLayer[] = [
  'service-control',
  'resource-control',
];

/**
 * Sums up which layers were read. A layer that is absent holds nothing that could be read, and counts as read; without a
 * role its own policies are absent.
 */
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

/** The same for a list of permissions: it is about no resource in particular, and policies of resources are never read for it. */
export function layersReadForList(layers: readonly LayerReading[]): LayersRead {
  return layersRead(layers.filter(({ layer }) => layer !== 'resource'));
}

function extentOf(layers: readonly LayerReading[]): LayersRead['extent'] {
  const own = layers.find(({ layer }) => layer === 'identity');
  if (own?.state === 'absent') return 'absent';
  if (own?.state === 'not-read') return 'none';
  return layers.some(({ state }) => state === 'not-read') ? 'some' : 'all';
}
