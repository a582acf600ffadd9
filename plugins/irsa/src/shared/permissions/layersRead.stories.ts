import type { LayerReading } from '@backstage-irsa/core/model';
import { layersRead, type LayersRead, type PolicyLayer } from './layersRead';

const reading = (
  layer: PolicyLayer,
  state: LayerReading['state'],
): LayerReading => ({ layer, state });

const CASES: [string, LayerReading[], LayersRead][] = [
  [
    'every layer is read or absent',
    [
      reading('identity', 'read'),
      reading('permissions-boundary', 'absent'),
      reading('service-control', 'read'),
    ],
    { extent: 'all', notRead: [] },
  ],
  [
    'SCPs and RCPs that are not read are combined as "organization"',
    [
      reading('identity', 'read'),
      reading('service-control', 'not-read'),
      reading('resource-control', 'not-read'),
    ],
    { extent: 'some', notRead: ['organization'] },
  ],
  [
    'the organization layer that is not read is named first',
    [
      reading('identity', 'read'),
      reading('resource', 'not-read'),
      reading('service-control', 'not-read'),
    ],
    { extent: 'some', notRead: ['service-control', 'resource'] },
  ],
  [
    'a layer outside the organization is not read',
    [reading('identity', 'read'), reading('permissions-boundary', 'not-read')],
    { extent: 'some', notRead: ['permissions-boundary'] },
  ],
  [
    'there is no role',
    [reading('identity', 'absent'), reading('service-control', 'not-read')],
    { extent: 'absent', notRead: ['service-control'] },
  ],
  [
    "the role's own policies are not read",
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
