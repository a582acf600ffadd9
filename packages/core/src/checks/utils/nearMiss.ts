import { EKS_ANNOTATIONS } from '../../model/annotations';

const KEY = EKS_ANNOTATIONS.roleArn;

/** Whether a key is a mistyped form of the right one: its letters end with `rolearn` or `iamrole`. */
export function isNearMiss(key: string): boolean {
  if (key === KEY) return false;
  const plain = key.toLocaleLowerCase('en-US').replace(/[^a-z]/g, '');
  return plain.endsWith('rolearn') || plain.endsWith('iamrole');
}
