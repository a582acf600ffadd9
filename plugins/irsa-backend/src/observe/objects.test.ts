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

describe('a ServiceAccount as it is read', () => {
  it('has the annotations that Backstage alone applied', () => {
    const { applied } = read(
      { own: '', both: '' },
      { 'backstage-irsa': ['own', 'both', 'gone'], kubectl: ['both'] },
    );
    expect(applied).toEqual(['own']);
  });

  it('has no more of an annotation than anything here means', () => {
    const { annotations } = read({ long: 'x'.repeat(200_000) });
    expect(annotations.long).toHaveLength(2048);
  });

  // Anyone who may write in a namespace may write them. To look for each among all would take a minute.
  it('may have as many annotations as Kubernetes takes, each written twice', () => {
    const keys = Array.from({ length: 40_000 }, (_, index) => `k${index}`);
    const { applied } = read(Object.fromEntries(keys.map(key => [key, ''])), {
      'backstage-irsa': keys,
      kubectl: keys,
    });
    expect(applied).toEqual([]);
  });
});
