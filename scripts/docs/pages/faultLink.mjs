/** A link to a fault's entry, such as `[old-issuer](../failure-modes.md#old-issuer)`. */
export const faultLink = (id, folder = '') =>
  `[${id}](${folder}failure-modes.md#${id})`;
