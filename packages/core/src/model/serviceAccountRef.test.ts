import fc from 'fast-check';
import {
  formatServiceAccountRef,
  parseServiceAccountAnnotation,
  parseSubject,
  subjectOf,
} from './serviceAccountRef';

const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?$/);
const name = fc
  .array(label, { minLength: 1, maxLength: 3 })
  .map(parts => parts.join('.'));
const ref = fc.record({ cluster: name, namespace: label, name });

describe('parseServiceAccountAnnotation', () => {
  it('reads what formatServiceAccountRef writes, in order and without duplicates', () => {
    fc.assert(
      fc.property(
        fc.array(ref),
        fc.constantFrom(',', ', ', ' ,\n'),
        (refs, separator) => {
          const texts = refs.map(formatServiceAccountRef);
          const read = parseServiceAccountAnnotation(texts.join(separator));
          expect(read.invalid).toEqual([]);
          expect(read.refs.map(formatServiceAccountRef)).toEqual([
            ...new Set(texts),
          ]);
        },
      ),
    );
  });

  it('returns every part unchanged, as a reference or as invalid', () => {
    const texts = fc.array(
      fc.oneof(ref.map(formatServiceAccountRef), fc.string()),
    );
    fc.assert(
      fc.property(texts, all => {
        const text = all.join(',');
        const { refs, invalid } = parseServiceAccountAnnotation(text);
        const parts = text
          .split(',')
          .map(part => part.trim())
          .filter(Boolean);
        expect(
          new Set([...refs.map(formatServiceAccountRef), ...invalid]),
        ).toEqual(new Set(parts));
      }),
    );
  });

  it.each([
    'orders',
    'prod/orders',
    'a/b/c/d',
    'prod/Production/orders',
    'prod/production/orders*',
    'prod/a.b/orders',
    '/production/orders',
    'prod//orders',
    'prod/production/',
    'prod/production/-orders',
  ])('reports %s as invalid', text => {
    expect(parseServiceAccountAnnotation(text)).toEqual({
      refs: [],
      invalid: [text],
    });
  });

  it('keeps valid references next to invalid ones', () => {
    expect(parseServiceAccountAnnotation('a/b/c, x,, d/e/f ')).toEqual({
      refs: [
        { cluster: 'a', namespace: 'b', name: 'c' },
        { cluster: 'd', namespace: 'e', name: 'f' },
      ],
      invalid: ['x'],
    });
  });
});

describe('parseSubject', () => {
  it('reads what subjectOf writes', () => {
    fc.assert(
      fc.property(ref, value => {
        const { namespace, name: own } = value;
        expect(parseSubject(subjectOf(value))).toEqual({
          namespace,
          name: own,
        });
      }),
    );
  });

  it.each([
    '',
    'system:serviceaccount:production',
    'system:serviceaccount:production:*',
    'system:serviceaccount:*:orders',
    'system:serviceaccount:a:b:c',
    'system:node:production:orders',
    'system:serviceaccount:production:${x}',
  ])('rejects %j, which does not name exactly one ServiceAccount', subject => {
    expect(parseSubject(subject)).toBeUndefined();
  });
});
