import { authorize, refusal } from '../access/authorize';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';
import { requireKey } from './keys';
import { requireUsable } from './usable';

/** The use of a resource's key by a service on behalf of its caller. */
export interface KeyUse {
  /** The service as `kms:ViaService` names it, such as `sqs`. */
  service: string;
  resource: { accountId: string; region: string; keyId?: string };
  encryptionContext: Record<string, string>;
  /** Converts an error of KMS (denied, not found, or in an unusable state) into an error of the service. */
  refused(error: AwsError): AwsError;
}

/** An IAM action of KMS, such as `kms:Decrypt`. */
export type KeyAction = `kms:${string}`;

/**
 * Throws the service's error unless the caller can use the key of a resource. A resource without its own key is encrypted with a key of the service,
 * which needs no permission.
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
  asService(refused, () => requireUsable(key));
}

/** Returns the condition keys of a call that uses a key. */
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

/** Returns the code of a KMS error as SQS and SNS name it, such as `KmsNotFound`. */
export function kmsCode({ code }: AwsError, prefix: 'Kms' | 'KMS'): string {
  return prefix + code.replace(/^KMS|Exception$/g, '');
}

/** Returns the message of a KMS error as most services forward it. */
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
