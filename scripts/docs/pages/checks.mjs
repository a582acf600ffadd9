// docs/reference/checks/index.md, from the registry of checks.
import { table } from '../markdown.mjs';
import { product } from '../product.mjs';
import { faultLink } from './faultLink.mjs';

/** The page. */
export function page() {
  const rows = product.checks.map(({ id, link, question, faults }) => [
    `[${id}](${id}.md)`,
    link,
    question,
    faults.map(id => faultLink(id, '../')).join(', '),
  ]);
  return `# The checks of a verification

A verification asks each of these questions of one IAM service account, in this order. A question that cannot be answered because an earlier link is broken waits for it, so that one fault gives one failure. [Does it work](../../explanation/verification.md) tells how to read the answers, and [findings](../findings/index.md) what is asked of the whole fleet.

${table(['check', 'link of the chain', 'question', 'faults'], rows)}
`;
}
