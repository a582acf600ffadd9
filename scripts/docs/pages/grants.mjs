// docs/reference/grants.md, from the definitions of the grants.
import { cell, table } from '../markdown.mjs';
import { product } from '../product.mjs';

const WHERE = {
  partition: 'aws',
  region: 'eu-west-1',
  accountId: '111122223333',
};
/** A resource that is well named for every service; actions do not depend on it. */
const ANY = 'arn:aws:iam::444455556666:role/shared/reports';

const actionsOf = statements => [
  ...new Set(statements.flatMap(({ Action }) => Action)),
];

function section({ service, title, resourceLabel, access }) {
  const rows = Object.entries(access).map(
    ([name, { description, statements }]) => [
      `\`${name}\``,
      cell(description),
      actionsOf(statements(ANY, WHERE))
        .map(each => `\`${each}\``)
        .join(', '),
    ],
  );
  return [
    `## ${title}`,
    `\`service: ${service}\`; the resource is: ${resourceLabel}.`,
    table(['access', 'can', 'actions'], rows),
  ].join('\n\n');
}

/** The page. */
export function page() {
  return `# Grants

A grant is a named piece of access: a service, a kind of access and one resource, such as \`{ service: s3, access: read, resource: orders-uploads }\`. It becomes statements that name exactly these actions on exactly that resource; the form of a template and the plan show them before anything is made. What no grant says can be asked for by \`policyDocument\` or \`managedPolicyArns\` of a spec ([IamServiceAccountSpec](api.md#iamserviceaccountspec)), within the [guardrails](../how-to/guardrails.md).

${product.grants.map(section).join('\n\n')}
`;
}
