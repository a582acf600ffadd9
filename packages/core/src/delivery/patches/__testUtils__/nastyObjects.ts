import { ENTRY, QUOTED, type Nasty } from './tried';

const HEAD = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n';
const ACCOUNT = `${HEAD}  name: orders\n  namespace: production\n`;
const ADDED = `  annotations:\n    ${ENTRY}\n`;

/** Manifests with the ServiceAccount `production/orders`. */
export const MANIFESTS: Nasty[] = [
  ['one document', ACCOUNT, { adds: ADDED }],
  ['no namespace', `${HEAD}  name: orders\n`, { adds: ADDED }],
  [
    'a ServiceAccount of the same name in another namespace',
    `${ACCOUNT.replace('production', 'staging')}---\n${ACCOUNT}`,
    { adds: ADDED },
  ],
  [
    'several documents with comments and markers',
    `# a\n---\n# b\n---\nkind: ConfigMap\ndata: {x: "{{ y }}"}\n--- # c\n${ACCOUNT}...\n---\n`,
    { adds: ADDED },
  ],
  [
    'a List object',
    `apiVersion: v1\nkind: List\nitems:\n- ${ACCOUNT.trimEnd().replaceAll(
      '\n',
      '\n  ',
    )}\n`,
    { adds: ADDED.replace(/^/gm, '  ').trimEnd().concat('\n') },
  ],
  [
    'quoted names',
    ACCOUNT.replace('orders', '"orders"').replace('v1', "'v1'"),
    { adds: ADDED },
  ],
  [
    'JSON',
    '{"kind":"ServiceAccount","metadata":{"name":"orders"}}',
    { adds: `, "annotations": { ${QUOTED} }` },
  ],
  [
    'a template in a block scalar of another object',
    `kind: ConfigMap\ndata:\n  x: |\n    {{ y }}\n---\n${ACCOUNT}`,
    { adds: ADDED },
  ],
  [
    'Windows line breaks',
    ACCOUNT.replaceAll('\n', '\r\n'),
    { adds: ADDED.replaceAll('\n', '\r\n') },
  ],
  [
    'two manifests of the ServiceAccount',
    `${ACCOUNT}---\n${ACCOUNT}`,
    { refuses: /twice/ },
  ],
  [
    'no manifest of the ServiceAccount',
    'kind: ServiceAccount\nmetadata: {name: other}\n',
    { refuses: /has no ServiceAccount production\/orders/ },
  ],
  ['an empty file', '', { refuses: /has no ServiceAccount/ }],
  [
    'a chart template',
    `{{- if .Values.serviceAccount.create }}\n${ACCOUNT}{{- end }}\n`,
    { refuses: /a template, not a manifest/ },
  ],
  [
    'a template as name',
    ACCOUNT.replace('orders', '{{ .Values.name }}'),
    { refuses: /a template/ },
  ],
  [
    'a template in a quoted label',
    `${ACCOUNT}  labels:\n    app: "{{ .x }}"\n`,
    { refuses: /a template/ },
  ],
];

const RESOURCES = 'resources:\n- a.yaml\n';
const patchLines = (dash: string, deep: string) =>
  [
    `${dash}- target:`,
    `${deep}kind: ServiceAccount`,
    `${deep}name: orders`,
    `${dash}  patch: |-`,
    `${deep}apiVersion: v1`,
    `${deep}kind: ServiceAccount`,
    `${deep}metadata:`,
    `${deep}  name: orders`,
    `${deep}  annotations:`,
    `${deep}    ${ENTRY}`,
    '',
  ].join('\n');
const INLINE = `${HEAD}  name: orders\n`.replace(/^(?=.)/gm, '    ');

/** Kustomizations that patch the ServiceAccount `production/orders`. */
export const KUSTOMIZATIONS: Nasty[] = [
  ['no patches', RESOURCES, { adds: `patches:\n${patchLines('', '    ')}` }],
  [
    'indented lists',
    'resources:\n  - a.yaml\n',
    { adds: `patches:\n${patchLines('  ', '      ')}` },
  ],
  [
    'Windows line breaks, and none at the end',
    'resources:\r\n- a.yaml',
    {
      adds: `\r\npatches:\n${patchLines('', '    ')}`
        .trimEnd()
        .replaceAll(/\r?\n/g, '\r\n'),
    },
  ],
  [
    'patches of other objects',
    `patches:\n  # of others\n  - path: b.yaml\n\n  - target: {kind: Deployment}\n    patch: |-\n      - {op: remove, path: /spec}\n${RESOURCES}`,
    { adds: patchLines('  ', '      ') },
  ],
  [
    'an inline patch of the ServiceAccount',
    `${RESOURCES}patches:\n- patch: |\n${INLINE}      labels: {a: b}\n\nimages: []\n`,
    { adds: ADDED.replace(/^(?=.)/gm, '    ') },
  ],
  [
    'an inline patch with a target',
    `patches:\n- patch: |-\n    kind: ServiceAccount\n    metadata:\n      name: any\n      labels: {a: b}\n  target: {kind: ServiceAccount, name: orders}\n`,
    { adds: ADDED.replace(/^(?=.)/gm, '    ') },
  ],
  [
    'a patchesStrategicMerge list',
    `patchesStrategicMerge:\n- b.yaml\n- |-\n${INLINE.replace(
      /^ {4}/gm,
      '  ',
    )}      labels: {a: b}\n`.replace('      labels', '    labels'),
    { adds: ADDED.replace(/^(?=.)/gm, '  ') },
  ],
  [
    'a JSON patch of another field',
    `patches:\n- target: {kind: ServiceAccount, name: orders}\n  patch: |-\n    - {op: replace, path: /automountServiceAccountToken, value: true}\n`,
    { adds: patchLines('', '    ') },
  ],
  [
    'a JSON patch of annotations',
    `patches:\n- target: {kind: ServiceAccount, name: orders}\n  patch: |-\n    - {op: add, path: /metadata/annotations/a~1b, value: c}\n`,
    { refuses: /with a JSON patch/ },
  ],
  [
    'a patch in a file',
    `patches:\n- target: {kind: ServiceAccount, name: orders}\n  path: b.yaml\n`,
    { refuses: /in b.yaml/ },
  ],
  [
    'a quoted patch',
    `patches:\n- patch: "kind: ServiceAccount\\nmetadata: {name: orders}"\n`,
    { refuses: /not a block scalar/ },
  ],
  [
    'a flow-style list of patches',
    `patches: []\n`,
    { refuses: /not a block-style list/ },
  ],
  [
    'a prefix and a suffix',
    `namePrefix: or\nnameSuffix: s\n${RESOURCES}`,
    {
      adds: `patches:\n${patchLines('', '    ').replaceAll(
        'orders',
        'der',
      )}`.replace('irsa/der', 'irsa/orders'),
    },
  ],
  [
    'a prefix that the name does not have',
    `namePrefix: dev-\n${RESOURCES}`,
    { refuses: /names like dev-NAME/ },
  ],
  [
    'another namespace',
    `namespace: staging\n${RESOURCES}`,
    { refuses: /namespace staging/ },
  ],
  [
    'an object of another kind',
    'kind: HelmRelease\n',
    { refuses: /not a kustomization/ },
  ],
  ['an empty file', '', { refuses: /not a kustomization/ }],
];
