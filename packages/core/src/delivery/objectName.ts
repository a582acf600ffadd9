import { isNamespaceName } from '../model/kubernetes/names';
import { hashPartsHex } from '../model/hash';

const KEPT = 46;

/** The number of hash digits, enough that nobody can find another name with the same hash. */
const HASH_DIGITS = 16;

/** Matches the suffix of names that this function generates. */
const HASHED = /(^|-)[0-9a-f]{16}$/;

/** Returns the name of a Kubernetes object for an IAM name: the same name if it is valid and ends in no hash, or else a similar, unique one. */
export function objectNameOf(iamName: string): string {
  if (isNamespaceName(iamName) && !HASHED.test(iamName)) return iamName;
  const like = iamName
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, KEPT)
    .replace(/^-+|-+$/g, '');
  const hash = hashPartsHex([iamName]).slice(0, HASH_DIGITS);
  return like === '' ? hash : `${like}-${hash}`;
}
