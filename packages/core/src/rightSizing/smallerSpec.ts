import { joinDocuments, type PolicyDocument } from '@backstage-irsa/iam-policy';
import { buildPermissionsPolicy, grantDefinitions } from '../grants';
import { type Grant, type IamServiceAccountSpec } from '../model/types';
import { type GrantContext } from '../grants/types';
import { withoutAdoption } from '../model/spec/withoutAdoption';
import { documentOf } from '../planning/specDocument';
import { cutDocument, namedActions, namedServices } from './cutDocument';
import type { Cut } from './types';

/** The parts of a spec that decide the permissions of the service. */
export type Access = Pick<
  IamServiceAccountSpec,
  'grants' | 'managedPolicyArns' | 'policyDocument'
>;

/** Returns the parts of a spec that decide the permissions of the service, without empty parts. */
export function accessOf({
  grants = [],
  managedPolicyArns = [],
  policyDocument,
}: Access): Access {
  return {
    ...(grants.length > 0 && { grants }),
    ...(managedPolicyArns.length > 0 && { managedPolicyArns }),
    ...(policyDocument && { policyDocument }),
  };
}

/** Checks whether two specs give the same access, part by part. */
export function sameAccess(
  one: IamServiceAccountSpec,
  other: IamServiceAccountSpec,
): boolean {
  return JSON.stringify(accessOf(one)) === JSON.stringify(accessOf(other));
}

/** Returns the recorded spec with other access. All other fields except `adopt` stay the same. */
export function withAccess(
  spec: IamServiceAccountSpec,
  access: Access,
): IamServiceAccountSpec {
  const { grants, managedPolicyArns, policyDocument, ...rest } =
    withoutAdoption(spec);
  return { ...rest, ...accessOf(access) };
}

/** The facts that cutting a spec needs in addition to the cut. */
interface CutContext {
  context: GrantContext;
  /** The documents of managed policies that could be read, by ARN. */
  managed: ReadonlyMap<string, PolicyDocument>;
}

/**
 * Returns the spec without the permissions to remove. A grant is removed or replaced by a smaller one of its service. A managed policy of which a
 * part is needed is replaced by a copy of that part in the spec's own document.
 */
export function smallerSpec(
  spec: IamServiceAccountSpec,
  cut: Cut,
  { context, managed }: CutContext,
): IamServiceAccountSpec {
  const own = documentOf(spec.policyDocument);
  const kept: string[] = [];
  const copied: PolicyDocument[] = [];
  for (const arn of spec.managedPolicyArns ?? []) {
    const document = managed.get(arn);
    if (!document || !isTouched(document, cut)) kept.push(arn);
    else copied.push(...[cutDocument(document, cut) ?? []].flat());
  }
  const left = [...[(own && cutDocument(own, cut)) ?? []].flat(), ...copied];
  const document = left.length < 2 ? left[0] : joinDocuments(left);
  return withAccess(spec, {
    grants: (spec.grants ?? []).flatMap(grant =>
      smallerGrant(grant, cut, context),
    ),
    managedPolicyArns: kept,
    ...(document && { policyDocument: { ...document } }),
  });
}

/** Checks whether a cut removes anything from a document. */
function isTouched(document: PolicyDocument, cut: Cut): boolean {
  return (
    namedServices(document).some(service => cut.drop.has(service)) ||
    namedActions(document).some(action => cut.actions.has(action))
  );
}

/**
 * Returns the grant with the smallest access that includes all its actions except those to remove. Returns the grant unchanged if there is no smaller
 * access; empty if its service is removed.
 */
export function smallerGrant(
  grant: Grant,
  cut: Cut,
  context: GrantContext,
): Grant[] {
  if (cut.drop.has(grant.service)) return [];
  const { access = {} } = grantDefinitions.get(grant.service) ?? {};
  if (!Object.hasOwn(access, grant.access)) return [grant];
  const actionsOf = (name: string) =>
    namedActions(buildPermissionsPolicy([{ ...grant, access: name }], context));
  const now = actionsOf(grant.access);
  const needed = now.filter(action => !cut.actions.has(action));
  const [smallest] = Object.keys(access)
    .map(name => ({ name, actions: new Set(actionsOf(name)) }))
    .filter(
      ({ actions }) =>
        needed.every(action => actions.has(action)) &&
        actions.size < new Set(now).size &&
        [...actions].every(action => now.includes(action)),
    )
    .sort((a, b) => a.actions.size - b.actions.size);
  return [smallest ? { ...grant, access: smallest.name } : grant];
}
