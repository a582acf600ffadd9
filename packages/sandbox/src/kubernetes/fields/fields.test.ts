import fc from 'fast-check';
import type { JsonObject } from '../json';
import type { KubeObject } from '../objects';
import { serverSideApply } from './apply';
import { fieldsOf, fromFieldsV1, toFieldsV1 } from './fieldSet';
import { afterUpdate } from './managedFields';

type Loose = JsonObject & KubeObject;

function account(annotations: Record<string, string>, more = {}): Loose {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'a', annotations },
    ...more,
  };
}

const MONDAY = '2026-01-05T00:00:00Z';
const TUESDAY = '2026-01-06T00:00:00Z';

describe('field sets', () => {
  it('are restored from the tree in managedFields', () => {
    const annotations = fc.dictionary(
      fc.constantFrom('a', 'example.com/b', 'c.d'),
      fc.string(),
    );
    fc.assert(
      fc.property(annotations, given => {
        const fields = [...fieldsOf(account(given)).keys()].sort();
        expect(fromFieldsV1(toFieldsV1(fields)).sort()).toEqual(fields);
      }),
    );
  });

  it('distinguish the items of keyed lists and treat other lists as a whole', () => {
    const fields = fieldsOf(
      account({}, { secrets: [{ name: 's' }], args: ['x', 'y'] }),
    );
    expect(toFieldsV1(fields.keys())).toEqual({
      'f:metadata': { 'f:annotations': {} },
      'f:secrets': { 'k:{"name":"s"}': { '.': {}, 'f:name': {} } },
      'f:args': {},
    });
  });
});

describe('afterUpdate', () => {
  const created = account({ a: '1', b: '1' });
  created.metadata.managedFields = afterUpdate(
    undefined,
    created,
    { manager: 'helm', operation: 'Update' },
    MONDAY,
  );

  it('assigns a field to the manager that last changed it', () => {
    const managed = afterUpdate(
      created,
      account({ a: '2', b: '1' }),
      { manager: 'kubectl-annotate', operation: 'Update' },
      TUESDAY,
    );
    expect(
      managed.map(({ manager, time, fieldsV1 }) => [
        manager,
        time,
        fromFieldsV1(fieldsV1).map(path => path.split('\n').at(-1)),
      ]),
    ).toEqual([
      ['helm', MONDAY, ['f:b']],
      ['kubectl-annotate', TUESDAY, ['f:a']],
    ]);
  });

  it('changes nothing when no field changed', () => {
    expect(
      afterUpdate(
        created,
        created,
        { manager: 'kubectl', operation: 'Update' },
        TUESDAY,
      ),
    ).toEqual(created.metadata.managedFields);
  });
});

describe('serverSideApply', () => {
  const apply = (
    live: Loose,
    config: Loose,
    { manager = 'me', force = false } = {},
  ) => {
    const { object, managedFields } = serverSideApply(live, config, {
      manager,
      force,
      time: TUESDAY,
    });
    const result = object as Loose;
    result.metadata.managedFields = managedFields;
    return result;
  };
  const empty: Loose = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'a' },
  };

  it('removes fields that it applied before and now omits', () => {
    const first = apply(empty, account({ a: '1', b: '1' }));
    const second = apply(first, account({ b: '1' }));
    expect(second.metadata.annotations).toEqual({ b: '1' });
  });

  it('keeps fields that another manager also applied', () => {
    const mine = apply(empty, account({ a: '1' }));
    const ours = apply(mine, account({ a: '1' }), { manager: 'you' });
    expect(apply(ours, empty).metadata.annotations).toEqual({ a: '1' });
  });

  it('rejects changes to fields of another manager, unless forced', () => {
    const theirs = apply(empty, account({ a: '1' }), { manager: 'you' });
    expect(() => apply(theirs, account({ a: '2' }))).toThrow(
      'Apply failed with 1 conflict: conflict with "you": .metadata.annotations.a',
    );
    const forced = apply(theirs, account({ a: '2' }), { force: true });
    expect(forced.metadata.annotations).toEqual({ a: '2' });
    expect(
      forced.metadata.managedFields?.map(({ manager }) => manager),
    ).toEqual(['me']);
  });

  it('merges keyed lists and keeps the items of others', () => {
    const live = { ...empty, secrets: [{ name: 'x' }] };
    expect(apply(live, { ...empty, secrets: [{ name: 'y' }] }).secrets).toEqual(
      [{ name: 'y' }, { name: 'x' }],
    );
  });

  it('is idempotent: applying the same object again changes nothing', () => {
    const first = apply(empty, account({ a: '1' }));
    expect(apply(first, account({ a: '1' }))).toEqual(first);
  });
});
