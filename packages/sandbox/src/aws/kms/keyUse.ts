import { authorize, refusal } from '../access/authorize';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';
import { requireKey } from './keys';

/** How a service uses the key of a resource in the name of its caller. */
export interface KeyUse {
  /** As `kms:ViaService` names it, such as `sqs`. */
  service: string;
  resource: { accountId: string; region: string; keyId?: string };
  encryptionContext: Record<string, string>;
  /** The service's own error for what KMS answers: `AccessDeniedException` or `NotFoundException`. */
  refused(error: AwsError): AwsError;
}

/** Such as `kms:Decrypt`. */
export type KeyAction = `kms:${string}`;

/**
 * Throws the service's refusal unless the caller may use the key that a resource is encrypted with. A resource without one is encrypted with a key of the
 * service's own, which needs no permission.
 *
 * Source: "kms:ViaService" and "kms:EncryptionContext:context-key", AWS KMS Developer Guide.
 */
export function requireKeyUse(
  context: OperationContext,
  { service, resource, encryptionContext, refused }: KeyUse,
  actions: KeyAction[],
): void {
  const { accountId, region, keyId } = resource;
  const account = context.world.accounts.get(accountId);
  if (!account || keyId === undefined) return;
  const { key } = asService(refused, () =>
    requireKey(context.world, { account, region }, keyId),
  );
  for (const action of actions) {
    const access = {
      action,
      resource: key.arn,
      context: {
        ...keyContext(context, encryptionContext),
        'kms:ViaService': `${service}.${region}.amazonaws.com`,
        'aws:CalledVia': [`${service}.amazonaws.com`],
        'aws:ViaAWSService': 'true',
      },
    };
    const verdict = authorize(context, access);
    if (!verdict.allowed) {
      throw refused(
        new AwsError(
          'AccessDeniedException',
          400,
          refusal(context, access, verdict.because),
        ),
      );
    }
  }
}

/** The condition keys of a call that uses a key. */
export function keyContext(
  { caller }: OperationContext,
  encryptionContext: Record<string, string> = {},
): Record<string, string | string[]> {
  const pairs = Object.entries(encryptionContext);
  return {
    'kms:CallerAccount': caller.account.id,
    ...(pairs.length > 0 && {
      'kms:EncryptionContextKeys': Object.keys(encryptionContext),
    }),
    ...Object.fromEntries(
      pairs.map(([name, value]) => [`kms:EncryptionContext:${name}`, value]),
    ),
  };
}

/** What KMS answered, as most services pass it on. */
export function kmsText({ code, message }: AwsError): string {
  return `${message} (Service: AWSKMS; Status Code: 400; Error Code: ${code}; Proxy: null)`;
}

function asService<T>(refused: KeyUse['refused'], look: () => T): T {
  try {
    return look();
  } catch (error) {
    throw error instanceof AwsError ? refused(error) : error;
  }
}
