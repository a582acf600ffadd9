import {
  type NamedPolicy,
  type PolicyDocument,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { accountIdOf } from '../../arn/arn';
import { readDocument } from '../../model/document';
import { isServiceLinked } from '../organization/organizationControls';
import { namingsOf, sessionOf, type Naming } from './namings';
import {
  excludes,
  exceptionsOf,
  inWords,
  isNever,
  type PrincipalException,
} from './principalExceptions';
import {
  denialsOf,
  isOneOf,
  onResource,
  statementsOf,
  type RawStatement,
} from './rawStatements';

/** A principal that a trust policy admits, other than pods of EKS. */
export interface TrustedPrincipal extends Naming {
  /** The index of the statement that admits it. */
  statement: number;
  /** Further conditions that the request must meet, in words. */
  conditions?: string[];
  /** Those conditions that depend only on which user or role it is. */
  exceptions?: PrincipalException[];
}

const ACTIONS = {
  service: ['sts:AssumeRole'],
  account: ['sts:AssumeRole'],
  principal: ['sts:AssumeRole'],
  federated: ['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'],
};

const CASELESS = { ignoreCase: true };

/** Returns who a trust policy admits, other than pods: services, accounts, users, roles, and identity providers. */
export function trustedPrincipals(trustPolicy: string): TrustedPrincipal[] {
  const { document } = readDocument(trustPolicy, 'trust');
  return document ? namedBy(statementsOf(document), takesRole) : [];
}

/**
 * Returns the trusted principals that the RCPs of the role's account also admit, with the conditions.
 *
 * Source: "Resource control policies (RCPs)", AWS Organizations User Guide.
 */
export function underResourceControls(
  trusted: TrustedPrincipal[],
  roleArn: string,
  resourceControls: NamedPolicy[],
): TrustedPrincipal[] {
  if (isServiceLinked(roleArn)) return trusted;
  const denials = onResource(denialsOf(resourceControls), roleArn);
  return trusted.flatMap(one => {
    const exceptions = denials
      .filter(({ raw }) => takesRole(raw, one.kind))
      .flatMap(denial => exceptionsOf(denial, one));
    return exceptions.some(isNever) ? [] : [withExceptions(one, exceptions)];
  });
}

/** Returns the principals that a resource policy itself allows an action, unless the RCPs of its account deny it. */
export function principalsByResource(
  document: PolicyDocument,
  { action, resource }: { action: string; resource: string },
  resourceControls: NamedPolicy[] = [],
): TrustedPrincipal[] {
  return namedBy(
    onResource(statementsOf(document), resource),
    statement =>
      isOneOf(action, statement.Action, statement.NotAction, CASELESS),
    onResource(denialsOf(resourceControls), resource),
  );
}

/**
 * Returns the principals that statements allow the actions for which `isAbout` returns true. Conditions are not evaluated but described, also those of
 * a Deny. A Deny without conditions removes the principals that it names. If it names only part of an account or of everyone, a condition describes
 * that part.
 *
 * Source: "AWS JSON policy elements: Principal", IAM User Guide.
 */
function namedBy(
  statements: RawStatement[],
  isAbout: (statement: Statement, kind: Naming['kind']) => boolean,
  denialsOfControls: RawStatement[] = [],
): TrustedPrincipal[] {
  const denials = [
    ...statements.filter(({ effect }) => effect === 'Deny'),
    ...denialsOfControls,
  ];
  const exceptions = (naming: Naming) =>
    denials
      .filter(denial => isAbout(denial.raw, naming.kind))
      .flatMap(denial => exceptionsOf(denial, naming));
  const trusted = statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(statement =>
      namingsOf(statement)
        .filter(({ kind }) => isAbout(statement.raw, kind))
        .flatMap(naming => {
          const all = exceptions(naming);
          if (all.some(isNever)) return [];
          const { index, conditions: own } = statement;
          const conditions = own.map(one => `only ${inWords(one)}`);
          return [
            withExceptions({ ...naming, statement: index, conditions }, all),
          ];
        }),
    );
  // If several statements admit a principal, the one with the fewest conditions counts.
  return [
    ...new Map(
      trusted
        .toSorted(
          (a, b) => (b.conditions?.length ?? 0) - (a.conditions?.length ?? 0),
        )
        .map(one => [`${one.kind} ${one.name}`, one]),
    ).values(),
  ].toSorted((a, b) =>
    `${a.kind} ${a.name}` < `${b.kind} ${b.name}` ? -1 : 1,
  );
}

/** Returns the principal with further exceptions, and without empty lists. */
function withExceptions(
  { conditions: own = [], exceptions: before = [], ...rest }: TrustedPrincipal,
  added: PrincipalException[],
): TrustedPrincipal {
  const conditions = [...own, ...added.map(({ words }) => words)];
  const exceptions = [...before, ...added.filter(({ when }) => when)];
  return {
    ...rest,
    ...(conditions.length > 0 && { conditions }),
    ...(exceptions.length > 0 && { exceptions }),
  };
}

/** Whether a statement covers an action with which this kind of principal assumes a role. */
function takesRole(
  { Action, NotAction }: Statement,
  kind: Naming['kind'],
): boolean {
  return ACTIONS[kind].some(action =>
    isOneOf(action, Action, NotAction, CASELESS),
  );
}

/**
 * Returns the conditions under which a user or role is the named principal; undefined if it is another, or if a Deny certainly applies to it. A
 * session belongs to its role.
 */
export function conditionsOfComing(
  { kind, name, conditions = [], exceptions = [] }: TrustedPrincipal,
  arn: string,
): string[] | undefined {
  const isNamed =
    kind === 'account'
      ? name === '*' || name === accountIdOf(arn)
      : name === arn;
  const session = isNamed ? undefined : sessionOf({ kind, name }, arn);
  if (!isNamed && session === undefined) return undefined;
  if (exceptions.some(exception => excludes(exception, arn))) return undefined;
  const settled = new Set(exceptions.map(({ words }) => words));
  return [
    ...(session === undefined ? [] : [`only as session ${session}`]),
    ...conditions.filter(words => !settled.has(words)),
  ];
}
