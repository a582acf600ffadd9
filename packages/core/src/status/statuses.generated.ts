// Made by `yarn generate` from openapi.yaml: change that file, not this one.

/** Every status of an IAM service account, the worst first. */
export const FROM_WORST = [
  'cutOff',
  'broken',
  'unknown',
  'degraded',
  'settling',
  'pending',
  'unverified',
  'provedBefore',
  'checksPass',
  'verified',
] as const;
