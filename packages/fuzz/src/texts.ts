import fc from 'fast-check';

/** Texts that a file format, name parser, query, table, or page could misread as something other than plain text. */
export const NASTY = [
  '',
  'no',
  'on',
  '~',
  'null',
  '1e3',
  '012',
  '1:30',
  '2012-10-17',
  '.inf',
  '<<',
  '=',
  '- a: b',
  '"',
  "'",
  '\\',
  '\\u0041',
  'a\nb',
  'a\r\nb\tc',
  '---',
  '...',
  '${aws:PrincipalTag/x}',
  '$${aws:username}',
  '$$${x}',
  '%{ if true }',
  '%%{x}',
  '${jsonencode(1)}',
  '<<EOT\nx\nEOT',
  '<%= 1 %>',
  '{{ values.x }}',
  '${{ parameters.x }}',
  '{{resolve:ssm:/a}}',
  '#!yaml',
  '&a *a',
  '!Ref Role',
  '!!binary x',
  '\u0000\u0007\u007f',
  '\u0085\u2028\u2029\ufeff',
  '\ud800',
  '😀 é e\u0301 \u212b',
  '</script>',
  '"},"Effect":"Allow","x":{"',
  'x'.repeat(3000),
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '../../etc/passwd',
  '%00',
  '%',
  '%2e%2e%2f',
  '?a=1&b[]=2',
  '<img src=x onerror=alert(1)>',
  // eslint-disable-next-line no-script-url
  'javascript:alert(1)',
  '\u001b[31mred\u001b[0m',
  '\u202egnp.exe',
  "' OR 1=1 --",
  '%_\\',
  '=HYPERLINK("http://x","y")',
  '@SUM(1)',
  '-1',
  '9'.repeat(400),
  '1e999',
  'NaN',
  '0x7fffffff',
  '275760-09-13T00:00:00.001Z',
  '0000-00-00',
  'arn:aws:iam::111122223333:role/',
  'arn:'.repeat(200),
  '*'.repeat(200),
  `${'a*'.repeat(60)}b`,
  '/'.repeat(500),
  ' \t'.repeat(300),
  '\n'.repeat(1000),
  'é'.repeat(1000),
];

const nasty = fc.constantFrom(...NASTY);

const SURROGATES = { from: 0xd800, count: 0x800 };

/** Any character, as a unit of texts. The `binary` unit of fast-check builds a table of all characters first, which takes 1 second per test file. */
export const anyCharacter: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 0x10ffff - SURROGATES.count })
  .map(index =>
    String.fromCodePoint(
      index < SURROGATES.from ? index : index + SURROGATES.count,
    ),
  );

/** Texts of all kinds. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  nasty,
  fc.string(),
  fc.string({ unit: anyCharacter }),
  fc.tuple(nasty, nasty).map(parts => parts.join('')),
);
