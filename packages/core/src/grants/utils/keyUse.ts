import type { Statement } from '@backstage-irsa/iam-policy';
import type { Grant } from '../../model/types';
import { grantDefinitions } from '../registry';
import {
  DECRYPT,
  keyActionsWith,
  keyCallOf,
  type KeyCall,
  type ResourceKey,
} from './keyCalls';
import type { GrantContext } from '../types';

/** The KMS keys that encrypt the resources of grants, by `grantId`, with earlier keys whose data is still there. @public */
export type GrantKeys = ReadonlyMap<string, ResourceKey[]>;

/** Returns an ID of the resource of a grant. @public */
export function grantId({
  service,
  resource,
}: Pick<Grant, 'service' | 'resource'>): string {
  return `${service}/${resource}`;
}

/** The context of statements of which only the actions matter. */
const ANYWHERE = { partition: 'aws', region: '', accountId: '' };

function statementsOf(
  { service, access, resource }: Grant,
  context: GrantContext,
): Statement[] {
  const { access: known = {} } = grantDefinitions.get(service) ?? {};
  return Object.hasOwn(known, access)
    ? known[access].statements(resource, context)
    : [];
}

const actionsOf = ({ Action = [] }: Statement) =>
  [...new Set([Action].flat().flatMap(keyActionsWith))].sort();

/** Returns the actions that a grant allows. */
export function grantedActions(grant: Grant, context: GrantContext): string[] {
  return statementsOf(grant, context).flatMap(({ Action = [] }) => Action);
}

/**
 * Returns the KMS actions that a grant needs on the customer managed key of its resource, because the service calls KMS on behalf of its caller.
 *
 * @public
 */
export function grantKeyActions(grant: Grant): string[] {
  return [...new Set(statementsOf(grant, ANYWHERE).flatMap(actionsOf))];
}

/** Checks whether a customer managed key can encrypt the resource of the grant, so that the grant needs access to the key. @public */
export function mayBeEncrypted(grant: Grant): boolean {
  return grantKeyActions(grant).length > 0;
}

/** Checks whether a grant needs a KMS key: it names one, or a resource that one can encrypt. @public */
export function needsKey(grant: Grant): boolean {
  return grant.service === 'kms' || mayBeEncrypted(grant);
}

/**
 * Checks whether a grant reads data that stays encrypted with an earlier key if its resource gets another key or none.
 *
 * Source: "Setting default server-side encryption behavior for Amazon S3 buckets", Amazon S3 User Guide.
 */
export function readsEarlierData(grant: Grant): boolean {
  return statementsOf(grant, ANYWHERE).some(({ Action = [] }) =>
    [Action].flat().includes('s3:GetObject'),
  );
}

/** Returns the use of the key that a grant needs; undefined if its calls need no key. */
export function grantKeyUse(
  grant: Grant,
  key: ResourceKey,
  context: GrantContext,
): (KeyCall & { actions: string[] }) | undefined {
  const statement = statementsOf(grant, context).find(
    one => actionsOf(one).length > 0,
  );
  const [resource] = [statement?.Resource ?? []].flat();
  const call = resource === undefined ? undefined : keyCallOf(resource, key);
  const actions = key.isEarlier ? [DECRYPT] : grantKeyActions(grant);
  return call && { ...call, actions };
}

/** Returns the statement that allows the role to use the key only for the resource of its grant. */
export function grantKeyStatement(
  grant: Grant,
  key: ResourceKey,
  context: GrantContext,
): Statement | undefined {
  const use = grantKeyUse(grant, key, context);
  if (!use) return undefined;
  const { actions, viaService, encryptionContext } = use;
  return {
    Effect: 'Allow',
    Action: actions,
    Resource: key.keyArn,
    Condition: {
      StringEquals: { 'kms:ViaService': viaService },
      StringLike: Object.fromEntries(
        Object.entries(encryptionContext)
          .filter(([, values]) => values.length > 0)
          .map(([name, values]) => [
            `kms:EncryptionContext:${name}`,
            values.length === 1 ? values[0] : values,
          ]),
      ),
    },
  };
}

/** Returns the statements for all keys of the resource of a grant. */
export function grantKeyStatements(
  grant: Grant,
  keys: GrantKeys,
  context: GrantContext,
): Statement[] {
  return (keys.get(grantId(grant)) ?? [])
    .filter(({ isEarlier }) => !isEarlier || readsEarlierData(grant))
    .flatMap(key => grantKeyStatement(grant, key, context) ?? []);
}
