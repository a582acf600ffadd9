import { anyCharacter } from '@backstage-irsa/fuzz';
import fc from 'fast-check';
import { SelectorIndex } from './SelectorIndex';
import { meets, parseSelector, type Requirement } from './selector';

const LABELS = { app: 'orders', tier: 'web', 'app.kubernetes.io/name': 'x' };

describe('label selectors', () => {
  it.each([
    ['app=orders', true],
    ['app==orders,tier=web', true],
    ['app=orders, tier=db', false],
    ['app.kubernetes.io/name=x', true],
    ['app!=orders', false],
    ['team!=shop', true],
    ['app in (orders, invoices)', true],
    ['app in (invoices),tier', false],
    ['tier notin (db,cache)', true],
    ['team notin (shop)', true],
    ['tier', true],
    ['!tier', false],
    ['!team', true],
    ['constructor', false],
    ['app=', false],
  ])('match with %s: %s', (text, expected) => {
    expect(meets(LABELS, parseSelector(text) ?? [])).toBe(expected);
  });

  it.each(['', ' , ', 'a b', '=x', 'app in orders', 'app=x y'])(
    'reject %j',
    text => {
      expect(parseSelector(text)).toBeUndefined();
    },
  );

  // A parser that continues at each comma would take minutes.
  it('reject very long texts quickly', () => {
    expect(parseSelector(','.repeat(300_000))).toBeUndefined();
    expect(parseSelector(`app=orders${',app=orders'.repeat(30_000)}`)).toBe(
      undefined,
    );
  });

  it('never throw when they are parsed', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), text => {
        expect(() => parseSelector(text)).not.toThrow();
      }),
    );
  });
});

describe('SelectorIndex', () => {
  const key = fc.constantFrom('a', 'b', 'c');
  const values = fc.uniqueArray(fc.constantFrom('1', '2', '3'), {
    minLength: 1,
  });
  const requirement: fc.Arbitrary<Requirement> = fc.record(
    { key, values, not: fc.boolean() },
    { requiredKeys: ['key', 'not'] },
  );
  const selectors = fc.array(fc.array(requirement, { minLength: 1 }));
  const labels = fc.dictionary(key, fc.constantFrom('1', '2', '3'));

  it('finds the same entries as a check of every selector', () => {
    fc.assert(
      fc.property(selectors, labels, (all, given) => {
        const entries = all.map((requirements, value) => ({
          requirements,
          value,
        }));
        const found = SelectorIndex.create(entries).meetingAll(given);
        const expected = entries
          .filter(({ requirements }) => meets(given, requirements))
          .map(({ value }) => value);
        expect([...found].sort((a, b) => a - b)).toEqual(expected);
      }),
    );
  });
});
