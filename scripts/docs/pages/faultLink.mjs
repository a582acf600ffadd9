import { gitHubSlug } from '../markdown.mjs';
import { product } from '../product.mjs';

/** The heading of a fault in docs/faults.md. */
export const faultHeading = ({ number, title }) => `${number}. ${title}`;

/** A link to a fault's entry, such as `[12](../faults.md#12-…)`. */
export function faultLink(number, folder = '') {
  const fault = product.faults.find(each => each.number === number);
  return `[${number}](${folder}faults.md#${gitHubSlug(faultHeading(fault))})`;
}
