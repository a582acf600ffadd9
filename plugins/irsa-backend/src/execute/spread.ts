/**
 * How long EKS may take to apply an association to new pods, in milliseconds. Source: "CreatePodIdentityAssociation", EKS API Reference: several
 * seconds.
 */
export const SPREAD_MS = 5_000;

/**
 * The waits before each retry while a recent write is not visible everywhere, in milliseconds: 88 seconds in total. Users report delays of up to a
 * minute.
 *
 * Source: "Troubleshoot IAM", section "Changes that I make are not always immediately visible".
 */
export const SPREAD_WAITS_MS = [
  250,
  500,
  1000,
  2000,
  4000,
  ...Array<number>(10).fill(8000),
];
