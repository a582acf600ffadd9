import fc from 'fast-check';

/** The lines of one map entry, without indentation. */
type Lines = string[];

const SCALARS = [
  '1',
  '0777',
  '1_000',
  'yes',
  '~',
  'null',
  '2020-01-01',
  '12:30',
  'x y',
  "'it''s'",
  '"a\\tb: # c"',
  '{{ x }}',
  'y-{{ .z }}',
  '!!str 1',
  '!Ref x',
  '[1, {a: 2} ,b ]',
  '{ a : 1,  b: [] , }',
  '{}',
  '[]',
];

const scalar = fc
  .tuple(
    fc.constantFrom(...SCALARS),
    fc.constantFrom('', ' # c', '\t# c', '  '),
  )
  .map(parts => parts.join(''));

const indented = (lines: Lines, by: number) =>
  lines.map(line => (line === '' ? line : ' '.repeat(by) + line));

const block = fc
  .tuple(
    fc.constantFrom('|', '|-', '|+', '>', '>-', '>+'),
    fc.array(fc.constantFrom('x', '  y', '', '# no comment', '- z: {{ a }}'), {
      maxLength: 3,
    }),
  )
  .map(([header, lines]) => ({ header, lines: ['first', ...lines] }));

const gap = fc.constantFrom<Lines[]>([], [''], ['# c'], ['', '# c: d']);

/** Generates the lines of a value under a key, with the given indentation step. */
function nested(key: string, step: number): fc.Arbitrary<Lines> {
  return fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar.map(text => [`${key}: ${text}`]),
    fc.constant<Lines>([`${key}:`]),
    block.map(({ header, lines }) => [
      `${key}: ${header}`,
      ...indented(lines, step),
    ]),
    fc
      .tuple(fc.boolean(), fc.array(scalar, { minLength: 1, maxLength: 3 }))
      .map(([isIndented, items]) => [
        `${key}:`,
        ...indented(
          items.map(item => `- ${item}`),
          isIndented ? step : 0,
        ),
      ]),
    fc
      .tuple(gap, scalar, gap, scalar)
      .map(([before, one, between, two]) => [
        `${key}: # map`,
        ...indented([...before, `a: ${one}`, ...between, `b: ${two}`], step),
      ]),
  );
}

/** Line endings, byte order mark, and final line break of different editors. */
const endings = fc.record({
  eol: fc.constantFrom('\n', '\n', '\r\n'),
  mark: fc.constantFrom('', '', '\ufeff'),
  isOpen: fc.boolean(),
});

function asFile(
  lines: Lines,
  { eol, mark, isOpen }: { eol: string; mark: string; isOpen: boolean },
): string {
  const end = isOpen || lines.length === 0 ? '' : eol;
  return mark + lines.join(eol) + end;
}

/** Generates the possible forms of a ServiceAccount in values. */
function serviceAccountLines(step: number): fc.Arbitrary<Lines> {
  const annotations = fc.constantFrom<Lines>(
    [],
    ['annotations:'],
    ['annotations: {}'],
    ['annotations: { } # c'],
    ['annotations: {a/b: c}'],
    ['annotations: {"a/b":"c"}'],
    ['annotations:', ...indented(['a/b: c # d'], step)],
    ['"annotations": # d', ...indented(['# e', '"a/b": \'c\''], step)],
  );
  const inBlock = fc
    .tuple(nested('create', step), gap, annotations, gap, nested('name', step))
    .map(([create, one, map, two, name]) => [
      'serviceAccount:',
      ...indented([...create, ...one, ...map, ...two, ...name], step),
    ]);
  return fc.oneof(
    inBlock,
    fc.constantFrom<Lines>(
      [],
      ['serviceAccount:'],
      ['serviceAccount: {}'],
      ['serviceAccount: { create: true , name: x } # c'],
      ['serviceAccount: {annotations: {}}'],
      ['serviceAccount: {annotations: {a/b: c,}, create: true}'],
    ),
  );
}

/** Generates chart values in common YAML styles. */
export const arbitraryValues: fc.Arbitrary<string> = fc
  .constantFrom(1, 2, 4)
  .chain(step =>
    fc.tuple(
      gap,
      nested('first', step),
      serviceAccountLines(step),
      gap,
      nested('last', step),
      endings,
      fc.constantFrom<Lines>([], ['---'], ['# license', '', '---']),
    ),
  )
  .map(([before, first, account, between, last, ending, head]) =>
    asFile(
      [...head, ...before, ...first, ...account, ...between, ...last],
      ending,
    ),
  );

/** Generates manifests that include the ServiceAccount `production/orders`. */
export const arbitraryManifest: fc.Arbitrary<string> = fc
  .constantFrom(2, 4)
  .chain(step =>
    fc.tuple(
      gap,
      serviceAccountLines(step),
      fc.constantFrom<Lines>(
        [],
        ['annotations:'],
        ['annotations: {}'],
        ['annotations:', ...indented(['a/b: "c"'], step)],
      ),
      fc.boolean(),
      nested('data', step),
      endings,
      fc.constant(step),
    ),
  )
  .filter(([, account, , , data]) => !`${account}${data}`.includes('{{'))
  .map(([before, account, annotations, isLast, data, ending, step]) => {
    const metadata = ['name: orders', 'namespace: production'];
    metadata.splice(isLast ? 2 : 0, 0, ...annotations);
    return asFile(
      [
        ...before,
        ...account,
        '--- # c',
        'apiVersion: v1',
        'kind: ServiceAccount',
        'metadata:',
        ...indented(metadata, step),
        '---',
        ...data,
      ],
      ending,
    );
  });

/** Generates kustomizations, with and without patches of the ServiceAccount `production/orders` and of others. */
export const arbitraryKustomization: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(0, 2, 4),
    gap,
    nested('images', 2),
    fc.subarray(['others', 'ours', 'file']),
    endings,
  )
  .filter(([, , images]) => !images.join().includes('first'))
  .map(([by, between, images, kinds, ending]) => {
    const items: Record<string, Lines> = {
      others: ['- target: {kind: Deployment}', '  patch: |-', '    a: b', ''],
      file: ['- path: c.yaml # d'],
      ours: [
        '- patch: |',
        ...indented(
          [
            'kind: ServiceAccount',
            'metadata:',
            '  name: orders',
            '',
            '  labels: {a: b}',
          ],
          6,
        ),
      ],
    };
    const patches = kinds.flatMap(kind => items[kind]);
    return asFile(
      [
        'resources:',
        ...indented(['- a.yaml', '- b.yaml'], by),
        ...between,
        ...(patches.length > 0 ? ['patches:', ...indented(patches, by)] : []),
        ...images,
      ],
      ending,
    );
  });
