import fc from 'fast-check';
import { formatViolations, parseViolations } from './violationText';

const word = fc.stringMatching(/^[a-z]{1,8}(-[a-z]{1,8})?$/);
const violation = fc.record({
  field: fc.stringMatching(/^[a-z]{1,8}(\[\d\]\.[a-z]{1,8})?$/),
  rule: word,
  message: fc.stringMatching(/^[A-Z][a-z ,"*/]{0,40}\.$/),
});

it('reads back what formatViolations writes', () => {
  fc.assert(
    fc.property(fc.array(violation, { minLength: 1 }), violations => {
      expect(parseViolations(formatViolations(violations))).toEqual(violations);
    }),
  );
});

it.each([
  '',
  'The backend is not reachable.',
  'Nothing was changed. name: Not a name. [kubernetes-name]',
  'name: Not a name.',
])('finds no violations in %j', text => {
  expect(parseViolations(text)).toEqual([]);
});

it.each(['cost-center', 'team/cost', 'aws:team', 'cost center', 'Größe'])(
  'reads back the violation of tag %j',
  key => {
    const violations = [
      { field: `tags.${key}`, rule: 'required-tag', message: 'Missing tag.' },
      { field: 'tags', rule: 'tag-count', message: 'Too many tags.' },
      { field: 'name', rule: 'kubernetes-name', message: 'Not a name.' },
    ];
    expect(parseViolations(formatViolations(violations))).toEqual(violations);
  },
);
