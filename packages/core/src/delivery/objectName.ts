import { isNamespaceName } from '../model/kubernetes/names';
import { hashPartsHex } from '../model/hash';

const KEPT = 50;

/** A name for a Kubernetes object that stands for an IAM name: the same where Kubernetes takes it, else a like one that no other IAM name has. */
export function objectNameOf(iamName: string): string {
  if (isNamespaceName(iamName)) return iamName;
  const like = iamName
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, KEPT)
    .replace(/^-+|-+$/g, '');
  const hash = hashPartsHex([iamName]).slice(0, 8);
  return like === '' ? hash : `${like}-${hash}`;
}
