import type { Config } from '@backstage/config';

/**
 * Reads an optional list of a rule. `key` names the rule in the error.
 *
 * @throws Error - if the list is empty, because the rule would never apply.
 */
export function readFilledList(
  config: Config,
  path: string,
  key: string,
): string[] | undefined {
  const list = config.getOptionalStringArray(path);
  if (list?.length === 0) {
    throw new Error(
      `${key}.${path} is empty, so the rule would never apply. Write at least one entry, or remove ${path}.`,
    );
  }
  return list;
}
