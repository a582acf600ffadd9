import { toServiceAccount } from './objects';

/** A write of annotations, as the API server lists it. */
function writeOf(manager: string, keys: string[]) {
  const annotations = Object.fromEntries(keys.map(key => [`f:${key}`, {}]));
  return {
    manager,
    operation: 'Apply',
    time: new Date('2026-01-01T00:00:00Z'),
    fieldsV1: { 'f:metadata': { 'f:annotations': annotations } },
  };
}

function read(
  annotations: Record<string, string>,
  writes: Record<string, string[]> = {},
) {
  const managedFields = Object.entries(writes).map(([manager, keys]) =>
    writeOf(manager, keys),
  );
  return toServiceAccount({ metadata: { annotations, managedFields } });
}

describe('a ServiceAccount read from a cluster', () => {
  it('lists the annotations that only Backstage applied', () => {
    const { applied } = read(
      { own: '', both: '' },
      { 'backstage-irsa': ['own', 'both', 'gone'], kubectl: ['both'] },
    );
    expect(applied).toEqual(['own']);
  });

  it('has annotations of limited length', () => {
    const { annotations } = read({ long: 'x'.repeat(200_000) });
    expect(annotations.long).toHaveLength(2048);
  });

  // Anyone with write access to a namespace can set them. Searching the whole list for each key would take a minute.
  it('can have as many annotations as Kubernetes allows, each written by 2 managers', () => {
    const keys = Array.from({ length: 40_000 }, (_, index) => `k${index}`);
    const { applied } = read(Object.fromEntries(keys.map(key => [key, ''])), {
      'backstage-irsa': keys,
      kubectl: keys,
    });
    expect(applied).toEqual([]);
  });
});
