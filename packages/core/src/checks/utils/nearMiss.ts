import { EKS_ANNOTATIONS } from '../../model/annotations';

const KEY = EKS_ANNOTATIONS.roleArn;

/** Whether a key is a mistyped form of the right one: it ends with the same letters but has another prefix. */
export function isNearMiss(key: string): boolean {
  if (key === KEY) return false;
  const plain = key.toLocaleLowerCase('en-US').replace(/[^a-z]/g, '');
  return plain.endsWith('rolearn') || plain.endsWith('iamrole');
}
