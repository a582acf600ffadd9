import { hashPartsHex } from '../model/hash';

const PLAIN = /^[A-Za-z0-9-]+$/;

/** Matches the hash suffix of a label. */
const HASHED = /_[0-9a-f]{8}$/;

/** Checks whether the joined parts are unambiguous: only the last part can contain underscores, which join the parts, and it ends in no hash. */
function isPlain(parts: string[]): boolean {
  const last = parts[parts.length - 1];
  return (
    parts.slice(0, -1).every(part => PLAIN.test(part)) &&
    /^[\w-]+$/.test(last) &&
    !HASHED.test(last)
  );
}

/**
 * Returns the label of Terraform resources and of their file. Different parts give different labels, so that all files can be in one folder.
 * Terraform merges files whose name ends with `_override` into others, so no label ends with it. Source: "Override Files", Terraform documentation.
 */
export function terraformLabel(parts: string[]): string {
  const text = parts.join('_').replace(/[^A-Za-z0-9_-]/g, '_');
  const label = /^[A-Za-z]/.test(text) ? text : `sa_${text}`;
  return isPlain(parts) && !label.endsWith('_override')
    ? label
    : `${label}_${hashPartsHex(parts).slice(0, 8)}`;
}
