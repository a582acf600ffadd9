import { ENTRY, QUOTED, type Nasty } from './tried';

const NESTED = `serviceAccount:\n  annotations:\n    ${ENTRY}\n`;

/** Chart values with annotations at `serviceAccount.annotations`. */
export const VALUES: Nasty[] = [
  ['an empty file', '', { adds: NESTED }],
  ['only comments', '# values\n\n# none\n', { adds: NESTED }],
  ['only a document marker', '---\n', { adds: NESTED }],
  [
    'a document marker without a line break',
    '---',
    { adds: `\n${NESTED.trimEnd()}` },
  ],
  ['a YAML directive', '%YAML 1.2\n---\na: 1\n', { adds: NESTED }],
  ['a document end marker', 'a: 1\n...\n', { adds: NESTED }],
  [
    'an empty flow map',
    '{}',
    {
      adds: `serviceAccount: { annotations: { ${ENTRY} } }`,
    },
  ],
  ['a byte order mark', '\ufeffa: 1\n', { adds: NESTED }],
  ['no line break at the end', 'a: 0777', { adds: `\n${NESTED.trimEnd()}` }],
  [
    'Windows line breaks',
    'a: 1\r\nb: no\r\n',
    {
      adds: NESTED.replaceAll('\n', '\r\n'),
    },
  ],
  [
    'Windows line breaks, and none at the end',
    'a: 1\r\nb: no',
    {
      adds: `\r\n${NESTED.trimEnd().replaceAll('\n', '\r\n')}`,
    },
  ],
  [
    'a block scalar that keeps its empty lines',
    'a: |+\n  x\n\n\n',
    { adds: NESTED },
  ],
  [
    'spaces after the last line',
    'a: 1\n   ',
    { adds: `\n${NESTED.trimEnd()}` },
  ],
  [
    'an indented map',
    '  a: 1\n  b: 2\n',
    {
      adds: `  serviceAccount:\n    annotations:\n      ${ENTRY}\n`,
    },
  ],
  [
    'indentation by 4 spaces',
    'a:\n    b: 1\n',
    { adds: NESTED.replace(/^ +/gm, '$&$&') },
  ],
  [
    'no annotations',
    'serviceAccount:\n  # Whether to create it.\n  create: true\n\nx: 1\n',
    {
      adds: `  annotations:\n    ${ENTRY}\n`,
    },
  ],
  [
    'an empty map and a comment',
    'serviceAccount:\n  annotations: {} # none\nx: 1\n',
    {
      adds: ENTRY,
    },
  ],
  [
    'an empty map on two lines',
    'serviceAccount:\n  annotations: {\n  }\n',
    { adds: ENTRY },
  ],
  [
    'a space in an empty map',
    'serviceAccount: {annotations: { }}\n',
    { adds: ENTRY },
  ],
  [
    'comments instead of a value',
    'serviceAccount:\n  annotations: # none\n    # a/b: c\n\n  name: x\n',
    {
      adds: `    ${QUOTED}\n`,
    },
  ],
  [
    'no value at the end of the file',
    'serviceAccount:\n  annotations:',
    {
      adds: `\n    ${QUOTED}`,
    },
  ],
  [
    'no value for the parent key',
    'serviceAccount:\nx: 1\n',
    {
      adds: `  "annotations":\n    ${ENTRY}\n`,
    },
  ],
  [
    'a flow map',
    'serviceAccount: { create: true, name: x, } # c\n',
    {
      adds: `, annotations: { ${ENTRY} }`,
    },
  ],
  [
    'JSON',
    '{\n  "serviceAccount": {\n    "annotations": {}\n  }\n}\n',
    { adds: QUOTED },
  ],
  [
    'quoted keys',
    '\'serviceAccount\':\n    "annotations":\n        "a/b": \'c\'\n',
    {
      adds: `        ${QUOTED}\n`,
    },
  ],
  [
    'a tab before a value and a comment',
    'serviceAccount:\t# c\n  annotations:\t# c\n    a/b:\tc\t# c\n',
    {
      adds: `    ${ENTRY}\n`,
    },
  ],
  [
    'maps with unused anchors',
    'a: &a {x: 1}\nb: *a\nserviceAccount: &sa\n  annotations: &none\n    a/b: c\n',
    {
      adds: `    ${ENTRY}\n`,
    },
  ],
  [
    'templates in quoted and plain values',
    'a: "{{ .Release.Name }}"\nb: {{ x }}\nc: y-{{ .z }}\n',
    {
      adds: NESTED,
    },
  ],
  [
    'numbers and words of YAML 1.1',
    'a: 0777\nb: 1_000\nc: 1e3\nd: 12:30\ne: yes\nf: ~\ng: 2020-01-01\n',
    {
      adds: NESTED,
    },
  ],
  [
    'lists with and without indentation',
    'a:\n- 1\n-   b: 2\n    c:\n    - 3\nd:\n  - [ 4,5 ]\n',
    {
      adds: NESTED,
    },
  ],
  ['tags', 'a: !!str 1\nb: !Ref x\nc: !!binary aGk=\n', { adds: NESTED }],
  [
    'texts on several lines',
    'a: "x\n  y"\nb: >-\n  z\n\n  z\nc: d\n  e\n',
    { adds: NESTED },
  ],
  [
    'an alias as annotations',
    'a: &a {}\nserviceAccount:\n  annotations: *a\n',
    { refuses: /shared .* through an anchor/ },
  ],
  [
    'an alias as parent map',
    'a: &a {x: 1}\nserviceAccount: *a\n',
    { refuses: /`serviceAccount` is shared/ },
  ],
  [
    'annotations that another key shares',
    'serviceAccount:\n  annotations: &a {x/y: z}\nb: *a\n',
    { refuses: /is shared/ },
  ],
  [
    'a merge key',
    'a: &a {x: 1}\nserviceAccount:\n  <<: *a\n',
    { refuses: /merge key/ },
  ],
  [
    'a merge key in the annotations',
    'a: &a {x: y}\nserviceAccount:\n  annotations:\n    <<: *a\n',
    { refuses: /merge key/ },
  ],
  [
    'a duplicate key',
    'serviceAccount: {}\nserviceAccount: {}\n',
    { refuses: /must be unique at line 2/ },
  ],
  [
    'a duplicate key in another map',
    'a:\n  b: 1\n  b: 2\n',
    { refuses: /must be unique/ },
  ],
  ['tabs for indentation', 'a:\n\tb: 1\n', { refuses: /not valid YAML/ }],
  [
    'null as annotations',
    'serviceAccount:\n  annotations: ~\n',
    { refuses: /not a map/ },
  ],
  [
    'a text instead of a map',
    'serviceAccount: orders\n',
    { refuses: /not a map/ },
  ],
  [
    'a list instead of a map',
    'serviceAccount:\n- annotations: {}\n',
    { refuses: /not a map/ },
  ],
  ['a list as document', '- a\n', { refuses: /not a map of values/ }],
  [
    'two documents',
    'a: 1\n---\nb: 2\n',
    { refuses: /more than one YAML document/ },
  ],
  [
    'an explicit key',
    'serviceAccount:\n  ? annotations\n  : {a/b: c}\n',
    { adds: `, ${ENTRY}` },
  ],
  [
    'a chart template',
    '{{- if .Values.x }}\na: 1\n{{- end }}\n',
    { refuses: /a template, not a manifest/ },
  ],
  [
    'a file that SOPS encrypted',
    'a: ENC[x]\nsops:\n  mac: ENC[y]\n',
    { refuses: /SOPS/ },
  ],
  [
    'a comment right after a brace',
    'serviceAccount:\n  annotations: {# none\n  }\n',
    { refuses: /manually|not valid/ },
  ],
  [
    'very deeply nested lists',
    `a: ${'['.repeat(20_000)}`,
    { refuses: /too deeply|not valid/ },
  ],
];
