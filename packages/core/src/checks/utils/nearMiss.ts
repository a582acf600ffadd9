import { EKS_ANNOTATIONS } from '../../model/annotations';

const KEY = EKS_ANNOTATIONS.roleArn;

/** Whether a key is the right one but for typing: same letters at the end, another prefix. */
export function isNearMiss(key: string): boolean {
  if (key === KEY) return false;
  const plain = key.toLocaleLowerCase('en-US').replace(/[^a-z]/g, '');
  return plain.endsWith('rolearn') || plain.endsWith('iamrole');
}
