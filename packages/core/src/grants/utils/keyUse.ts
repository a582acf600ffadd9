import type { Statement } from '@backstage-irsa/iam-policy';
import type { Grant } from '../../model/types';
import { grantDefinitions } from '../registry';
import {
  keyActionsWith,
  keyCallOf,
  type KeyCall,
  type ResourceKey,
} from './keyCalls';
import type { GrantContext } from '../types';

/** The keys that encrypt the resources of grants, by `grantId`. @public */
export type GrantKeys = ReadonlyMap<string, ResourceKey>;

/** Names the resource of a grant. @public */
export function grantId({
  service,
  resource,
}: Pick<Grant, 'service' | 'resource'>): string {
  return `${service}/${resource}`;
}

/** Where ARNs come from where only actions count. */
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

/** What a grant needs of a customer's key that encrypts its resource, because the service asks KMS in the name of its caller. @public */
export function grantKeyActions(grant: Grant): string[] {
  return [...new Set(statementsOf(grant, ANYWHERE).flatMap(actionsOf))];
}

/** Whether a key of a customer may encrypt what the grant is about, so that the grant needs it. @public */
export function mayBeEncrypted(grant: Grant): boolean {
  return grantKeyActions(grant).length > 0;
}

/** The use of the key that goes with a grant; undefined where its calls need none. */
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
  return call && { ...call, actions: grantKeyActions(grant) };
}

/** The statement that lets the role use the key for the resource of its grant and for nothing else. */
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
        Object.entries(encryptionContext).map(([name, values]) => [
          `kms:EncryptionContext:${name}`,
          values.length === 1 ? values[0] : values,
        ]),
      ),
    },
  };
}
