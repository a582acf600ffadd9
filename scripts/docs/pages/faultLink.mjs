import { gitHubSlug } from '../markdown.mjs';
import { product } from '../product.mjs';

/** The heading of a fault in docs/reference/failure-modes.md. */
export const faultHeading = ({ number, title }) => `${number}. ${title}`;

/** A link to a fault's entry, such as `[12](../failure-modes.md#12-…)`. */
export function faultLink(number, folder = '') {
  const fault = product.faults.find(each => each.number === number);
  return `[${number}](${folder}failure-modes.md#${gitHubSlug(
    faultHeading(fault),
  )})`;
}
