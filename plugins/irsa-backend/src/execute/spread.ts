/** How long EKS may take until pods are made by an association. Source: "CreatePodIdentityAssociation", EKS API Reference: several seconds. */
export const SPREAD_MS = 5_000;

/**
 * Waits for what was just written to show everywhere, in milliseconds: 88 seconds in all, where people report up to a minute.
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
