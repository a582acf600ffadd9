import fc from 'fast-check';
import { parseHcl } from './__testUtils__/readers/hclFile';
import {
  attribute,
  block,
  HclExpression,
  writeHcl,
  writeText,
  type HclValue,
} from './hcl';

const read = (value: HclValue) =>
  parseHcl(writeHcl([attribute('value', value)])).value;

describe('the HCL writer', () => {
  it.each([
    ['plain', '"plain"'],
    ['a "b" \\ c', '"a \\"b\\" \\\\ c"'],
    ['a\nb\tc\r', '"a\\nb\\tc\\r"'],
    ['${aws:username}', '"$${aws:username}"'],
    ['%{ if x }', '"%%{ if x }"'],
    ['$${x}', '"\\u0024$${x}"'],
    ['%$%{x}', '"\\u0025\\u0024%%{x}"'],
    ['$ % $x {', '"$ % $x {"'],
    ['\u0000\u0085\u2028\ufeff', '"\\u0000\\u0085\\u2028\\ufeff"'],
    ['😀 é', '"😀 é"'],
    ['<<EOT', '"<<EOT"'],
  ])('writes %j', (text, expected) => {
    expect(writeText(text)).toBe(expected);
    expect(read(text)).toBe(text);
  });

  it('writes any NFC text so that parsing returns it', () => {
    const texts = fc
      .array(
        fc.oneof(
          fc.constantFrom('$', '%', '{', '}', '"', '\\', '\n', '~', '$${'),
          fc.string({ unit: 'grapheme' }),
        ),
      )
      .map(parts => parts.join('').normalize('NFC'));
    fc.assert(
      fc.property(texts, text => {
        const written = writeText(text);
        // No template sequence remains: each sign before a brace is doubled.
        expect(written.replaceAll('$${', '').replaceAll('%%{', '')).not.toMatch(
          /[$%]\{/,
        );
        expect(read({ [text]: [text, 1, true, null] })).toEqual({
          [text]: [text, 1, true, null],
        });
      }),
      { numRuns: 100 },
    );
  });

  it('aligns attributes like terraform fmt', () => {
    const label = HclExpression.reference('aws_iam_role', 'orders', 'name');
    expect(
      writeHcl([
        block(
          'resource',
          ['a', 'b"c'],
          [
            attribute('role', label),
            attribute('longer', 'x'),
            attribute('policy', HclExpression.call('jsonencode', { k: ['v'] })),
            attribute('z', {}),
            block('metadata', [], [attribute('name', 'n')]),
          ],
        ),
      ]),
    ).toBe(
      [
        'resource "a" "b\\"c" {',
        '  role   = aws_iam_role.orders.name',
        '  longer = "x"',
        '  policy = jsonencode({',
        '    "k" = [',
        '      "v",',
        '    ]',
        '  })',
        '  z = {}',
        '',
        '  metadata {',
        '    name = "n"',
        '  }',
        '}',
        '',
      ].join('\n'),
    );
  });

  it.each(['a b', '${x}', '', 'a.b', '1'])('rejects identifier %j', name => {
    expect(() => HclExpression.reference('a', name)).toThrow('identifier');
    expect(() => HclExpression.call(name, 1)).toThrow('identifier');
    expect(() => attribute(name, 1)).toThrow('identifier');
    expect(() => block(name, [], [])).toThrow('identifier');
  });
});
