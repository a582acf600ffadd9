// docs/reference/configuration.md, from the config.d.ts of each package.
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { inRoot } from '../../lib/paths.mjs';
import { cell, table } from '../markdown.mjs';

/** Where a part of the configuration is told at length. */
const MORE = {
  'irsa.clusters': '../tutorials/getting-started.md',
  'irsa.guardrails': '../how-to/guardrails.md',
  'irsa.namespaceRules': '../how-to/control-access.md',
  'irsa.scans': '../inventory.md',
  'irsa.governance': '../inventory.md',
  'irsa.limits': 'limits.md',
  'irsa.liveProof': '../explanation/how-it-works.md',
  'irsa.notifications': 'events-and-metrics.md',
};

const SOURCES = [
  ['@backstage-irsa/plugin-irsa-backend', 'plugins/irsa-backend'],
  [
    '@backstage-irsa/plugin-catalog-backend-module-irsa',
    'plugins/catalog-backend-module-irsa',
  ],
  [
    '@backstage-irsa/plugin-search-backend-module-irsa',
    'plugins/search-backend-module-irsa',
  ],
];

/** Types that are not written out in config.d.ts, in words. */
const KNOWN_TYPES = {
  'HumanDuration | string': 'duration',
  SchedulerServiceTaskScheduleDefinitionConfig: 'schedule',
  object: 'policy document',
};

const KINDS = new Map([
  [ts.SyntaxKind.StringKeyword, 'text'],
  [ts.SyntaxKind.NumberKeyword, 'number'],
  [ts.SyntaxKind.BooleanKeyword, '`true`, `false`'],
]);

function wordsOf(type) {
  const text = type.getText();
  if (KNOWN_TYPES[text]) return KNOWN_TYPES[text];
  if (KINDS.has(type.kind)) return KINDS.get(type.kind);
  if (ts.isArrayTypeNode(type)) return `list of ${wordsOf(type.elementType)}`;
  if (isList(type)) return `list of ${wordsOf(type.typeArguments[0])}`;
  if (ts.isUnionTypeNode(type)) {
    return type.types
      .map(one => `\`${one.getText().replaceAll("'", '')}\``)
      .join(', ');
  }
  if (ts.isTypeLiteralNode(type)) {
    const [index] = type.members;
    return `${wordsOf(index.type)} by ${index.parameters[0].name.getText()}`;
  }
  throw new Error(`scripts/docs cannot say the type ${text} in words.`);
}

/** The members of a type that is an object, a list of objects or an interface of the file; else none. */
function membersOf(type, interfaces) {
  if (ts.isTypeReferenceNode(type)) {
    const name = type.typeName.getText();
    if (name === 'Array') {
      return membersOf(type.typeArguments[0], interfaces);
    }
    return interfaces.get(name)?.members;
  }
  const literal = ts.isTypeLiteralNode(type) && type.members;
  return literal && literal.every(ts.isPropertySignature) ? literal : undefined;
}

const isList = type =>
  ts.isTypeReferenceNode(type) && type.typeName.getText() === 'Array';

function commentOf(member) {
  const [doc] = member.jsDoc ?? [];
  const text = ts.getTextOfJSDocComment(doc?.comment) ?? '';
  const visibility = ts
    .getJSDocTags(member)
    .find(tag => tag.tagName.text === 'visibility');
  return {
    // Pages of the documentation are links here.
    text: text
      .replace(/\s*\n\s*/g, ' ')
      .replace(/\bdocs\/([a-z-]+\/([a-z-]+)\.md)\b/g, '[$2](../$1)'),
    secret: visibility?.comment === 'secret',
  };
}

/** One row a key that takes a value, with the keys above it for headings. */
function rowsOf(members, above, interfaces, rows = []) {
  for (const member of members) {
    const key = `${above}${above && '.'}${member.name.getText()}`;
    const { text, secret } = commentOf(member);
    const inner = membersOf(member.type, interfaces);
    if (inner) {
      const list = isList(member.type) ? '[]' : '';
      rows.push({ key, text, heading: true });
      rowsOf(inner, `${key}${list}`, interfaces, rows);
    } else {
      if (!text) throw new Error(`${key} has no comment in its config.d.ts.`);
      rows.push({
        key,
        text: secret ? `${text} Secret.` : text,
        takes: wordsOf(member.type),
        needed: !member.questionToken,
      });
    }
  }
  return rows;
}

/**
 * Every key that a config.d.ts names.
 *
 * @param {string} source the text of the file
 */
export function keysOf(source) {
  const file = ts.createSourceFile('config.d.ts', source, 99, true);
  const interfaces = new Map(
    file.statements
      .filter(ts.isInterfaceDeclaration)
      .map(each => [each.name.text, each]),
  );
  return rowsOf(interfaces.get('Config').members, '', interfaces);
}

const sectionOf = key => {
  const parts = key.replaceAll('[]', '').split('.');
  return parts[0] === 'irsa' ? parts.slice(0, 2).join('.') : parts.join('.');
};

/** One heading a section, with what it is for and a table of its keys. */
function sectionsOf(rows) {
  const sections = new Map();
  for (const row of rows) {
    const known = [...sections.keys()].find(each => row.key.startsWith(each));
    const name = known ?? sectionOf(row.key);
    if (name === 'irsa' || (!known && row.heading && row.key === 'search')) {
      continue;
    }
    if (!sections.has(name)) sections.set(name, []);
    sections.get(name).push(row);
  }
  return [...sections].map(([name, all]) => {
    const leaves = all.filter(({ heading }) => !heading);
    const about = all.find(row => row.heading && row.key === name)?.text;
    const notes = all
      .filter(row => row.heading && row.key !== name && row.text)
      .map(row => `\`${row.key}\`: ${row.text}`);
    const more = MORE[name] && `More: [${MORE[name]}](${MORE[name]}).`;
    return [
      `### \`${name}\``,
      about,
      table(
        ['key', 'takes', 'meaning'],
        leaves.map(({ key, takes, text, needed }) => [
          `\`${key}\`${needed ? ' (needed)' : ''}`,
          cell(takes),
          cell(text),
        ]),
      ),
      ...notes,
      more,
    ]
      .filter(Boolean)
      .join('\n\n');
  });
}

/** The page. */
export function page() {
  const parts = SOURCES.map(([name, folder]) => {
    const source = readFileSync(inRoot(folder, 'config.d.ts'), 'utf8');
    // A section may begin with keys that several packages share.
    const rows = keysOf(source).filter(
      row => !(row.heading && ['search', 'search.collators'].includes(row.key)),
    );
    return [`## ${name}`, ...sectionsOf(rows)].join('\n\n');
  });
  return `# Configuration

Every key of \`app-config.yaml\` that these plugins read. All are optional but those that are marked, within their section. The host of this repository has a working example of each in its \`app-config.yaml\`.

A **duration** is written as \`{ minutes: 10 }\` or as a text such as \`10m\` or \`PT10M\`. A **schedule** is that of Backstage's scheduler: \`frequency\`, \`timeout\`, \`initialDelay\` and \`scope\`. Credentials of AWS are not here: they come from Backstage's own section \`aws\` ([@backstage/integration-aws-node](https://www.npmjs.com/package/@backstage/integration-aws-node)), by account ([roles in other accounts](../how-to/cross-account-roles.md#configure-account-b)). A missing key or a wrong value stops the backend at its start, with a sentence that names the key.

${parts.join('\n\n')}
`;
}
