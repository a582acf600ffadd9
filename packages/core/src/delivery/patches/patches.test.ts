import { KUSTOMIZATIONS, MANIFESTS } from './__testUtils__/nastyObjects';
import { VALUES } from './__testUtils__/nastyValues';
import {
  ARN,
  ROLE,
  ORDERS,
  differenceOf,
  expectAdded,
  textOf,
  type Patch,
} from './__testUtils__/tried';
import { patchHelmValues, patchKustomization, patchManifest } from '.';

const inValues: Patch = (text, changes) =>
  patchHelmValues(text, 'serviceAccount.annotations', changes);
const inManifest: Patch = (text, changes) =>
  patchManifest(text, ORDERS, changes);
const inKustomization: Patch = (text, changes) =>
  patchKustomization(text, ORDERS, changes);

describe.each([
  ['Helm values', inValues, VALUES],
  ['a manifest', inManifest, MANIFESTS],
  ['a kustomization', inKustomization, KUSTOMIZATIONS],
])('patching %s', (_, patch, files) => {
  it.each(
    files.flatMap(([what, text, outcome]) =>
      'adds' in outcome ? [[what, text, outcome.adds]] : [],
    ),
  )('makes one insertion in %s', (__, text, added) => {
    const after = expectAdded(patch, text);
    const at = after.indexOf(added);
    expect(at).toBeGreaterThanOrEqual(0);
    expect(after.slice(0, at) + after.slice(at + added.length)).toBe(text);
  });

  it.each(
    files.flatMap(([what, text, outcome]) =>
      'refuses' in outcome ? [[what, text, outcome.refuses] as const] : [],
    ),
  )('refuses %s', (__, text, refusal) => {
    expect(patch(text, { [ROLE]: ARN })).toEqual({
      refused: expect.stringMatching(refusal),
    });
  });

  it('sets and removes several annotations at once', () => {
    const [, text] = files[files.length > 20 ? 15 : 0];
    const after = expectAdded(patch, text, {
      [ROLE]: ARN,
      'eks.amazonaws.com/token-expiration': '86400',
      'eks.amazonaws.com/sts-regional-endpoints': 'true',
      'eks.amazonaws.com/audience': 'a: "b" # c\u2028',
    });
    expect(after).toMatch(/token-expiration: "86400"\r?\n/);
  });
});

describe('existing values', () => {
  const file = (value: string) =>
    `serviceAccount:\n  annotations:\n    ${ROLE}:${value} # c\n    a/b: c\n`;

  it.each([
    [' arn:aws:iam::111122223333:role/old', ` ${ARN}`],
    [" 'arn:old'", ` '${ARN}'`],
    [' "arn:old"', ` "${ARN}"`],
    [' "{{ .Values.role }}"', ` "${ARN}"`],
    ['', ` "${ARN}"`],
    [' old', ` ${ARN}`],
  ])('are replaced:%s', (old, now) => {
    const after = textOf(inValues(file(old), { [ROLE]: ARN }));
    expect(after).toBe(file(now));
    expect(textOf(inValues(after, { [ROLE]: ARN }))).toBe(after);
  });

  it('become strings if they were numbers', () => {
    const key = 'eks.amazonaws.com/token-expiration';
    const [before, after] = ['3600', '"3600"'].map(
      value => `serviceAccount: {annotations: {${key}: ${value}}}\n`,
    );
    expect(textOf(inValues(before, { [key]: '3600' }))).toBe(after);
  });

  it('are replaced if they have several lines', () => {
    const text = `serviceAccount:\n  annotations:\n    ${ROLE}: >-\n      arn:\n      old\n    a/b: c\n`;
    const after = textOf(inValues(text, { [ROLE]: ARN }));
    expect(differenceOf(text, after)).toEqual({
      removed: '>-\n      arn:\n      old',
      added: `"${ARN}"`,
    });
  });

  it.each([
    ['&a arn:old\n    a/b: *a', /shared/],
    ['!!binary YXJu', /not a string/],
    ['[a]', /not a string/],
    ['{a: b}', /not a string/],
  ])('are not replaced: %s', (old, refuses) => {
    expect(
      inValues(`${file(` ${old}\n`)}`.replace('    a/b: c\n', ''), {
        [ROLE]: ARN,
      }),
    ).toEqual({
      refused: expect.stringMatching(refuses),
    });
  });
});

describe('annotations that others wrote', () => {
  it.each([
    [
      'serviceAccount:\n  annotations:\n    K: x # c\n  name: y\n',
      'serviceAccount:\n  name: y\n',
    ],
    [
      'serviceAccount:\n  annotations:\n    a/b: c\n    K: >-\n      x\n\n    # c\n    d/e: f\n',
      'serviceAccount:\n  annotations:\n    a/b: c\n\n    # c\n    d/e: f\n',
    ],
    [
      'serviceAccount:\n  annotations: # c\n    # d\n    K: x\n',
      'serviceAccount:\n  annotations: {} # c\n    # d\n',
    ],
    [
      'serviceAccount: {annotations: {K: x, a/b: c}}\n',
      'serviceAccount: {annotations: {a/b: c}}\n',
    ],
    [
      'serviceAccount: {annotations: {a/b: c , K: x}}\n',
      'serviceAccount: {annotations: {a/b: c}}\n',
    ],
    [
      'serviceAccount:\n  annotations: { K: x }\n',
      'serviceAccount:\n  annotations: {  }\n',
    ],
  ])('are removed from %j', (before, after) => {
    const text = before.replace('K', ROLE);
    expect(textOf(inValues(text, { [ROLE]: null }))).toBe(after);
    expect(textOf(inValues(after, { [ROLE]: null }))).toBe(after);
  });

  it('are removed together with a patch that contains nothing else', () => {
    const text = `resources:\n- a.yaml\npatches:\n- target: {kind: ServiceAccount, name: orders}\n  patch: |-\n    kind: ServiceAccount\n    metadata: {name: orders, annotations: {${ROLE}: x}}\n\n# c\n`;
    expect(textOf(inKustomization(text, { [ROLE]: null }))).toBe(
      'resources:\n- a.yaml\n\n# c\n',
    );
  });

  it('are not removed if they come from a merge key', () => {
    const text = `a: &a {${ROLE}: x}\nserviceAccount:\n  annotations: {<<: *a, b/c: d}\n`;
    expect(inValues(text, { [ROLE]: null })).toEqual({
      refused: expect.stringMatching(/merge key/),
    });
  });

  it('are not changed if two patches set them', () => {
    const one = `- patch: |-\n    kind: ServiceAccount\n    metadata: {name: orders, annotations: {${ROLE}: x}}\n`;
    expect(inKustomization(`patches:\n${one}${one}`, { [ROLE]: ARN })).toEqual({
      refused: expect.stringMatching(/Two patches/),
    });
  });
});

describe('a requested patch', () => {
  it('warns that a chart ignores annotations of a ServiceAccount that it does not create', () => {
    const text = 'controller:\n  serviceAccount:\n    create: false\n';
    const path = 'controller.serviceAccount.annotations';
    expect(patchHelmValues(text, path, { [ROLE]: ARN })).toMatchObject({
      warnings: [
        expect.stringMatching(/`controller.serviceAccount.create` is false/),
      ],
    });
    expect(patchHelmValues(text, path, { [ROLE]: null })).toEqual({
      text,
      warnings: [],
    });
  });

  it('accepts a Flux HelmRelease', () => {
    const text = 'kind: HelmRelease\nspec:\n  values: {x: 1}\n';
    const patch: Patch = (file, changes) =>
      patchHelmValues(file, 'spec.values.serviceAccount.annotations', changes);
    expect(expectAdded(patch, text)).toContain('serviceAccount: { annotations');
  });

  it.each(['', 'a..b', 'a.0', 'a.yes', 'a b.c', 'a.<<'])(
    'refuses the path %j',
    path => {
      expect(patchHelmValues('', path, { [ROLE]: ARN })).toEqual({
        refused: expect.stringMatching(/not a path/),
      });
    },
  );

  it.each(['role-arn', 'a b/c', 'a/b: c', '/a', 'a/', '__proto__'])(
    'refuses the annotation %j',
    key => {
      expect(inValues('', Object.fromEntries([[key, 'x']]))).toEqual({
        refused: expect.stringMatching(/not an annotation/),
      });
    },
  );

  it('refuses a file that is too large', () => {
    expect(inValues('# x\n'.repeat(200_000), { [ROLE]: ARN })).toEqual({
      refused: expect.stringMatching(/more than 500,000 characters/),
    });
  });

  it('refuses an incomplete Unicode character', () => {
    expect(inValues('', { [ROLE]: '\ud800' })).toEqual({
      refused: expect.stringMatching(/incomplete Unicode character/),
    });
  });

  it('quotes the name of a ServiceAccount that looks like a number', () => {
    const after = textOf(
      patchKustomization(
        'resources: []\n',
        { namespace: 'x', name: '123' },
        { [ROLE]: ARN },
      ),
    );
    expect(after).toContain('    name: "123"\n');
  });
});
