/** How long EKS may take until pods are made by an association. Source: "CreatePodIdentityAssociation", EKS API Reference: several seconds. */
export const SPREAD_MS = 5_000;
