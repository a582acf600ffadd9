import type { Config } from '@backstage/config';

/** Reads a positive integer from the `irsa` section. */
export function readPositive(
  config: Config | undefined,
  path: string,
  fallback: number,
): number {
  const value = config?.getOptionalNumber(path) ?? fallback;
  if (!Number.isInteger(value) || value < 1) {
    throw new Error(
      `irsa.${path} is ${value}: it must be a whole number above 0.`,
    );
  }
  return value;
}
