import type { LayerReading } from '@backstage-irsa/core/model';
import { layersRead, type LayersRead, type PolicyLayer } from './layersRead';

const reading = (
  layer: PolicyLayer,
  state: LayerReading['state'],
): LayerReading => ({ layer, state });

const CASES: [string, LayerReading[], LayersRead][] = [
  [
    'every layer read or absent',
    [
      reading('identity', 'read'),
      reading('permissions-boundary', 'absent'),
      reading('service-control', 'read'),
    ],
    { extent: 'all', notRead: [] },
  ],
  [
    'SCPs and RCPs not read are one thing',
    [
      reading('identity', 'read'),
      reading('service-control', 'not-read'),
      reading('resource-control', 'not-read'),
    ],
    { extent: 'some', notRead: ['organization'] },
  ],
  [
    'what was not read of the organization is named first',
    [
      reading('identity', 'read'),
      reading('resource', 'not-read'),
      reading('service-control', 'not-read'),
    ],
    { extent: 'some', notRead: ['service-control', 'resource'] },
  ],
  [
    'another layer not read',
    [reading('identity', 'read'), reading('permissions-boundary', 'not-read')],
    { extent: 'some', notRead: ['permissions-boundary'] },
  ],
  [
    'no role',
    [reading('identity', 'absent'), reading('service-control', 'not-read')],
    { extent: 'absent', notRead: ['service-control'] },
  ],
  [
    "the role's own policies not read",
    [
      reading('identity', 'not-read'),
      reading('service-control', 'not-read'),
      reading('permissions-boundary', 'not-read'),
    ],
    {
      extent: 'none',
      notRead: ['service-control', 'identity', 'permissions-boundary'],
    },
  ],
];

describe('layersRead', () => {
  it.each(CASES)('%s', (_, layers, expected) => {
    expect(layersRead(layers)).toEqual(expected);
  });
});
