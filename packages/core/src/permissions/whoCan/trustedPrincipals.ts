import {
  describeCondition,
  type NamedPolicy,
  type PolicyDocument,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { accountIdOf } from '../../arn/arn';
import { readDocument } from '../../model/document';
import { shortList } from './limitationsOf';
import type { TrustCondition } from '../../trust/read';
import { isServiceLinked } from '../organization/organizationControls';
import {
  isPerson,
  namingsOf,
  sessionOf,
  takesIn,
  type Naming,
} from './namings';
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
}

const ACTIONS = {
  service: ['sts:AssumeRole'],
  account: ['sts:AssumeRole'],
  principal: ['sts:AssumeRole'],
  federated: ['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'],
};

const CASELESS = { ignoreCase: true };

/** Marks an unconditional Deny, in place of conditions. */
const NEVER = 'never';

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
    if (exceptions.includes(NEVER)) return [];
    const conditions = [...(one.conditions ?? []), ...exceptions];
    return [{ ...one, ...(conditions.length > 0 && { conditions }) }];
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
          const conditions = [
            ...statement.conditions.map(one => `only ${inWords(one)}`),
            ...exceptions(naming),
          ];
          return conditions.includes(NEVER)
            ? []
            : [
                {
                  ...naming,
                  statement: statement.index,
                  ...(conditions.length > 0 && { conditions }),
                },
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

function exceptionsOf(denial: RawStatement, naming: Naming): string[] {
  const ofCaller = denial.conditions.filter(isOfService);
  if (ofCaller.some(one => !isMetBy(one, naming))) return [];
  const conditions = denial.conditions
    .filter(one => !ofCaller.includes(one))
    .map(inWords)
    .join(' and ');
  if (denial.raw.NotPrincipal !== undefined) {
    return [
      'but not where a Deny with NotPrincipal in the same policy says so',
    ];
  }
  const denied = namingsOf(denial);
  const isNamed =
    [...denial.others, ...denial.federated].includes('*') ||
    denied.some(one => takesIn(one, naming));
  if (isNamed) {
    return [
      conditions === '' ? NEVER : `but not ${conditions}${denial.source}`,
    ];
  }
  const part = denied
    .filter(one => isPerson(one) && takesIn(naming, one))
    .map(({ kind, name }) => (kind === 'account' ? `account ${name}` : name));
  return part.length === 0
    ? []
    : [`but not ${`${shortList(part)} ${conditions}`.trim()}${denial.source}`];
}

/** Whether a condition checks if an AWS service makes the call. */
function isOfService({ operator, key }: TrustCondition): boolean {
  return (
    /^bool(ifexists)?$/i.test(operator) &&
    /^aws:principalisawsservice$/i.test(key)
  );
}

/** Whether the principal meets a condition from `isOfService`. A federated principal does not sign the call, so the key is absent. */
function isMetBy(
  { operator, values }: TrustCondition,
  { kind }: Naming,
): boolean {
  return kind === 'federated'
    ? /ifexists$/i.test(operator)
    : values.some(value => value.toLowerCase() === String(kind === 'service'));
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

/** Returns the conditions under which a user or role is the named principal; undefined if it is another. A session belongs to its role. */
export function conditionsOfComing(
  { kind, name, conditions = [] }: TrustedPrincipal,
  arn: string,
): string[] | undefined {
  const isNamed =
    kind === 'account'
      ? name === '*' || name === accountIdOf(arn)
      : name === arn;
  if (isNamed) return conditions;
  const session = sessionOf({ kind, name }, arn);
  return session === undefined
    ? undefined
    : [`only as session ${session}`, ...conditions];
}

function inWords({ operator, key, values }: TrustCondition): string {
  return describeCondition({ operator, key, wanted: values });
}
