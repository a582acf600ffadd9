/** Returns tags as the APIs of AWS and CloudFormation write them. */
export function tagList(
  tags: Record<string, string>,
): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
