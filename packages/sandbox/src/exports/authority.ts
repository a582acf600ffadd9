import type {
  KubeObject,
  MutatingWebhookConfiguration,
} from '../kubernetes/objects';
import { isPodIdentityWebhook } from '../kubernetes/webhook/podIdentity';

/** The same certificates, in spite of white space around them. */
const same = (one: string, other: string) =>
  Buffer.from(one, 'base64').toString().trim() ===
  Buffer.from(other, 'base64').toString().trim();

/**
 * Puts the authority of the sandbox's cluster where an exported webhook names that of its own cluster, which no export brings: else every pod would
 * seem to have lost its webhook. A bundle that was wrong there stays; without `exported` those of the pod identity webhook are taken to be right.
 * @param authorities - base64 of PEM, as EKS gives them
 */
export function trustOwnAuthority(
  object: KubeObject,
  authorities: { exported: string | undefined; own: string },
): KubeObject {
  if (object.kind !== 'MutatingWebhookConfiguration') return object;
  const { exported, own } = authorities;
  const configuration = object as MutatingWebhookConfiguration;
  const webhooks = configuration.webhooks?.map(webhook => {
    const { caBundle } = webhook.clientConfig;
    const isRight =
      caBundle !== undefined &&
      (exported === undefined
        ? isPodIdentityWebhook(configuration, webhook)
        : same(caBundle, exported));
    return isRight
      ? { ...webhook, clientConfig: { ...webhook.clientConfig, caBundle: own } }
      : webhook;
  });
  return { ...configuration, ...(webhooks && { webhooks }) };
}
