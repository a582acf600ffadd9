import fc from 'fast-check';
import { desiredWith } from '../../__testUtils__/desired';
import { observedWith } from '../../__testUtils__/observed';
import { yamlOf } from '../__testUtils__/readers/files';
import { renderInputOf } from '../input';
import type { RenderInput } from '../types';
import { handOver } from './cloudformation';

const INPUT = renderInputOf(desiredWith(), observedWith());

/** Identifies one ServiceAccount. */
interface Place {
  eksName: string;
  region: string;
  accountId: string;
  namespace: string;
  name: string;
}

function inputOf(place: Partial<Place> = {}): RenderInput {
  const {
    eksName = INPUT.cluster.eksName,
    region = INPUT.cluster.region,
    accountId = INPUT.role.accountId,
    namespace = 'production',
    name = 'uploads',
  } = place;
  return {
    ...INPUT,
    cluster: { ...INPUT.cluster, eksName, region },
    role: { ...INPUT.role, accountId },
    serviceAccount: { ...INPUT.serviceAccount, namespace, name },
  };
}

function stackOf(place: Partial<Place>): string {
  const names = handOver
    .takeOver(inputOf(place))
    .notes.flatMap(note =>
      [...note.matchAll(/--stack-name (\S+)/g)].map(([, name]) => name),
    );
  expect(names).toHaveLength(3);
  expect(new Set(names).size).toBe(1);
  return names[0];
}

describe('the stack of a ServiceAccount', () => {
  it('is named after the ServiceAccount', () => {
    expect(stackOf({ namespace: 'shop', name: 'orders.v2' })).toMatch(
      /^irsa-shop-orders-v2-[0-9a-f]{10}$/,
    );
  });

  it.each<[string, Partial<Place>, Partial<Place>]>([
    [
      'namespaces',
      { namespace: 'team', name: 'a-b' },
      { namespace: 'team-a', name: 'b' },
    ],
    ['dots', { name: 'a.b' }, { name: 'a-b' }],
    ['clusters', {}, { eksName: 'another' }],
    ['regions', {}, { region: 'us-east-1' }],
    ['accounts', {}, { accountId: '999988887777' }],
    [
      'ends of long names',
      { name: `${'x'.repeat(252)}a` },
      { name: `${'x'.repeat(252)}b` },
    ],
  ])('differs for different %s', (_, one, other) => {
    expect(stackOf(one)).not.toBe(stackOf(other));
  });

  it('has a valid and unique name', () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
    const place = fc.record({
      namespace: label,
      name: fc
        .array(label, { minLength: 1, maxLength: 3 })
        .map(labels => labels.join('.')),
    });
    fc.assert(
      fc.property(place, place, (one, other) => {
        const name = stackOf(one);
        expect(name).toMatch(/^[a-zA-Z][a-zA-Z0-9-]{0,127}$/);
        const isSame =
          one.namespace === other.namespace && one.name === other.name;
        expect(stackOf(other) === name).toBe(isSame);
      }),
    );
  });
});

it.each([
  ['import.template.yaml', handOver.takeOver],
  ['template.yaml', handOver.takeOver],
  ['template.yaml', handOver.release],
])('no existing resource is deleted by %s', (path, files) => {
  const [template] = yamlOf(files(inputOf()).files, path);
  const resources = Object.values(template.Resources as object);
  expect(resources.length).toBeGreaterThan(1);
  for (const resource of resources) {
    expect(resource).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  }
});
