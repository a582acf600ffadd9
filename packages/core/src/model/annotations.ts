/** The prefix of every label, annotation, and tag that this product writes. @public */
export const PREFIX = 'backstage-irsa.dev/';

/** The annotation of a catalog entity that lists its IAM service accounts as `<cluster>/<namespace>/<name>`, comma-separated. @public */
export const SERVICE_ACCOUNT_ANNOTATION = `${PREFIX}service-account`;

/** The label and tag on the objects that this product created. Its value is {@link MANAGED_BY}. @public */
export const MANAGED_BY_KEY = `${PREFIX}managed-by`;

/** The value of {@link MANAGED_BY_KEY}. @public */
export const MANAGED_BY = 'backstage';

/** The tag with the owner's entity reference. @public */
export const OWNER_KEY = `${PREFIX}owner`;

/** The annotation of the ServiceAccount, and the tag of role and policy, with the catalog entity that they belong to. @public */
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

/** The label that makes the webhook skip a pod. @public */
export const SKIP_WEBHOOK_LABEL = 'eks.amazonaws.com/skip-pod-identity-webhook';

/** The default audience of web identity tokens, which an annotation can override. @public */
export const DEFAULT_AUDIENCE = 'sts.amazonaws.com';

/** The default lifetime of the projected token in seconds, which an annotation can override. @public */
export const DEFAULT_TOKEN_EXPIRATION_SECONDS = 86_400;
