// docs/reference/template-actions.md, from the template actions' own schemas and examples.
import { cell, table } from '../markdown.mjs';
import { product } from '../product.mjs';

function words(schema) {
  if (schema.enum) return schema.enum.map(each => `\`${each}\``).join(', ');
  if (schema.type === 'array') {
    const { items = {} } = schema;
    const fields = Object.keys(items.properties ?? {});
    return fields.length > 0
      ? `list of objects with ${fields.map(each => `\`${each}\``).join(', ')}`
      : `list of ${words(items)}`;
  }
  return schema.type ?? 'anything';
}

function fields(head, schema) {
  const rows = Object.entries(schema?.properties ?? {}).map(([key, field]) => [
    `\`${key}\`${schema.required?.includes(key) ? '' : ' ?'}`,
    cell(words(field)),
    cell(field.description),
  ]);
  return rows.length > 0 ? table([head, 'is', 'meaning'], rows) : undefined;
}

function section({ id, description, schema, examples = [], supportsDryRun }) {
  const [first] = examples;
  return [
    `## \`${id}\``,
    description,
    supportsDryRun ? 'It can be tried in a dry run.' : undefined,
    fields('input', schema.input),
    fields('output', schema.output),
    first && `${first.description}:`,
    first && `\`\`\`yaml\n${first.example.trim()}\n\`\`\``,
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The page. */
export function page() {
  return `# Template actions

The module \`@backstage-irsa/plugin-scaffolder-backend-module-irsa\` gives software templates these actions. They call the backend as the person who runs the template, so that a template can do nothing that this person could not. An input with \`?\` may be left out.

The templates of this repository, \`service-with-s3\`, \`add-aws-access\` and \`migrate-to-pod-identity\`, show them at work: [for developers](../for-developers.md).

${product.templateActions.map(section).join('\n\n')}
`;
}
