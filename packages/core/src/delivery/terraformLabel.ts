import { hashPartsHex } from '../model/hash';

const PLAIN = /^[A-Za-z0-9-]+$/;

/** How labels with a hash end. */
const HASHED = /_[0-9a-f]{8}$/;

/** Whether the parts say by themselves where one ends: only the last one may have underscores, by which they are joined, and it ends in no hash. */
function isPlain(parts: string[]): boolean {
  const last = parts[parts.length - 1];
  return (
    parts.slice(0, -1).every(part => PLAIN.test(part)) &&
    /^[\w-]+$/.test(last) &&
    !HASHED.test(last)
  );
}

/**
 * What Terraform calls the resources of something, and the file: another for other parts, so that all of them can be in one folder. Terraform merges
 * files whose name ends with `_override` into others, so no label does. Source: "Override Files", Terraform documentation.
 */
export function terraformLabel(parts: string[]): string {
  const text = parts.join('_').replace(/[^A-Za-z0-9_-]/g, '_');
  const label = /^[A-Za-z]/.test(text) ? text : `sa_${text}`;
  return isPlain(parts) && !label.endsWith('_override')
    ? label
    : `${label}_${hashPartsHex(parts).slice(0, 8)}`;
}
