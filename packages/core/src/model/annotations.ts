/** Prefix of every label, annotation and tag that this product writes. @public */
export const PREFIX = 'backstage-irsa.dev/';

/** On a catalog entity: its IAM service accounts, `<cluster>/<namespace>/<name>`, comma-separated. @public */
export const SERVICE_ACCOUNT_ANNOTATION = `${PREFIX}service-account`;

/** Label and tag on what this product made; the value is {@link MANAGED_BY}. @public */
export const MANAGED_BY_KEY = `${PREFIX}managed-by`;

/** The value of {@link MANAGED_BY_KEY}. @public */
export const MANAGED_BY = 'backstage';

/** Tag with the owner's entity reference. @public */
export const OWNER_KEY = `${PREFIX}owner`;

/** Annotation on the ServiceAccount, and tag on role and policy: the catalog entity it belongs to. @public */
export const ENTITY_KEY = `${PREFIX}entity`;

/**
 * Annotations that the EKS pod identity webhook reads from a ServiceAccount.
 * Source: "Configure a Kubernetes service account to assume an IAM role", Amazon EKS User Guide.
 *
 * @public
 */
export const EKS_ANNOTATIONS = {
  roleArn: 'eks.amazonaws.com/role-arn',
  audience: 'eks.amazonaws.com/audience',
  stsRegionalEndpoints: 'eks.amazonaws.com/sts-regional-endpoints',
  tokenExpiration: 'eks.amazonaws.com/token-expiration',
  skipContainers: 'eks.amazonaws.com/skip-containers',
} as const;

/** Label that makes the webhook leave a pod alone. @public */
export const SKIP_WEBHOOK_LABEL = 'eks.amazonaws.com/skip-pod-identity-webhook';

/** The audience of web identity tokens unless annotated otherwise. @public */
export const DEFAULT_AUDIENCE = 'sts.amazonaws.com';

/** Lifetime of the projected token in seconds unless annotated otherwise. @public */
export const DEFAULT_TOKEN_EXPIRATION_SECONDS = 86_400;
