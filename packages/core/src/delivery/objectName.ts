import { isNamespaceName } from '../model/kubernetes/names';
import { hashPartsHex } from '../model/hash';

const KEPT = 46;

/** So many that nobody finds another name with the same ones. */
const HASH_DIGITS = 16;

/** How names end that are made here. */
const HASHED = /(^|-)[0-9a-f]{16}$/;

/** A name for a Kubernetes object that stands for an IAM name: the same where Kubernetes takes it and it ends in no hash, else a similar one that no other IAM name has. */
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
