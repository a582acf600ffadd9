import {
  describeCondition,
  matchPattern,
  type NamedPolicy,
  type PolicyDocument,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { accountIdOf } from '../../arn/arn';
import { readDocument } from '../../model/document';
import { shortList } from './limitationsOf';
import {
  readTrustPolicy,
  type TrustCondition,
  type TrustStatement,
} from '../../trust/read';
import { isServiceLinked } from '../organization/organizationControls';
import {
  isPerson,
  namingsOf,
  sessionOf,
  takesIn,
  type Naming,
} from './namings';

/** Somebody whom a trust policy lets in, beside the pods of EKS. */
export interface TrustedPrincipal extends Naming {
  /** The position of the one that lets it in. */
  statement: number;
  /** What else the request has to fulfil, in words. */
  conditions?: string[];
}

const ACTIONS = {
  service: ['sts:AssumeRole'],
  account: ['sts:AssumeRole'],
  principal: ['sts:AssumeRole'],
  federated: ['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'],
};

const CASELESS = { ignoreCase: true };

/** In the place of conditions: a Deny keeps it out in any case. */
const NEVER = 'never';

/** Whom a trust policy lets in, without pods: services, accounts, users and roles, and identity providers. */
export function trustedPrincipals(trustPolicy: string): TrustedPrincipal[] {
  const { document } = readDocument(trustPolicy, 'trust');
  return document ? namedBy(document, takesRole) : [];
}

/**
 * Of those whom the trust policy of a role lets in, those whom the RCPs of its account let in too, and under which conditions.
 *
 * Source: "Resource control policies (RCPs)", AWS Organizations User Guide.
 */
export function underResourceControls(
  trusted: TrustedPrincipal[],
  roleArn: string,
  resourceControls: NamedPolicy[],
): TrustedPrincipal[] {
  if (isServiceLinked(roleArn)) return trusted;
  const denials = denialsOf(resourceControls).filter(({ raw }) =>
    isAboutResource(raw, roleArn),
  );
  return trusted.flatMap(one => {
    const exceptions = denials
      .filter(({ raw }) => takesRole(raw, one.kind))
      .flatMap(denial => exceptionsOf(denial, one));
    if (exceptions.includes(NEVER)) return [];
    const conditions = [...(one.conditions ?? []), ...exceptions];
    return [{ ...one, ...(conditions.length > 0 && { conditions }) }];
  });
}

/** Whom the policy of a resource itself allows an action on it, and the RCPs of its account do not deny it. */
export function principalsByResource(
  document: PolicyDocument,
  { action, resource }: { action: string; resource: string },
  resourceControls: NamedPolicy[] = [],
): TrustedPrincipal[] {
  return namedBy(
    document,
    statement =>
      isOneOf(action, statement.Action, statement.NotAction, CASELESS) &&
      isAboutResource(statement, resource),
    resourceControls,
  );
}

/**
 * Whom a policy allows what `isAbout` says of its statements. Nothing is decided that hangs on a condition: it is told in words, that of a Deny too. A
 * Deny without a condition takes out whom it names; where it names some of an account, or of everybody, words say who.
 *
 * Source: "AWS JSON policy elements: Principal", IAM User Guide.
 */
function namedBy(
  document: PolicyDocument,
  isAbout: (statement: Statement, kind: Naming['kind']) => boolean,
  resourceControls: NamedPolicy[] = [],
): TrustedPrincipal[] {
  const statements = statementsOf(document);
  const denials = [
    ...statements.filter(({ effect }) => effect === 'Deny'),
    ...denialsOf(resourceControls),
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
  // By several statements somebody comes in by the one that asks least.
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

/** A statement, and what is said of where it is. */
type RawStatement = TrustStatement & { raw: Statement; source: string };

function statementsOf(document: PolicyDocument, source = ''): RawStatement[] {
  const raw = [document.Statement].flat();
  return readTrustPolicy(document).map(statement => ({
    ...statement,
    raw: raw[statement.index],
    source,
  }));
}

function denialsOf(resourceControls: NamedPolicy[]): RawStatement[] {
  return resourceControls
    .flatMap(({ name, level, document }) =>
      statementsOf(document, ` (RCP ${name} attached to ${level})`),
    )
    .filter(({ effect }) => effect === 'Deny');
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

/** Whether a condition asks if an AWS service makes the call. */
function isOfService({ operator, key }: TrustCondition): boolean {
  return (
    /^bool(ifexists)?$/i.test(operator) &&
    /^aws:principalisawsservice$/i.test(key)
  );
}

/** Whether the answer to that is one that the condition asks for. Who comes by an identity provider signs nothing, so that there is no answer. */
function isMetBy(
  { operator, values }: TrustCondition,
  { kind }: Naming,
): boolean {
  return kind === 'federated'
    ? /ifexists$/i.test(operator)
    : values.some(value => value.toLowerCase() === String(kind === 'service'));
}

/** Whether a statement is about one of the actions by which such a principal takes a role. */
function takesRole(
  { Action, NotAction }: Statement,
  kind: Naming['kind'],
): boolean {
  return ACTIONS[kind].some(action =>
    isOneOf(action, Action, NotAction, CASELESS),
  );
}

/** Whether a statement is about a resource. One that names none is about its own. */
function isAboutResource(
  { Resource, NotResource }: Statement,
  resource: string,
): boolean {
  return (
    (Resource === undefined && NotResource === undefined) ||
    isOneOf(resource, Resource, NotResource, {})
  );
}

/** Whether an element and its negation, of which a statement has one at most, take in a name. What a variable stands for may be anything. */
function isOneOf(
  name: string,
  element: string | string[] | undefined,
  negation: string | string[] | undefined,
  options: { ignoreCase?: boolean },
): boolean {
  const fits = [element ?? negation ?? []]
    .flat()
    .some(pattern =>
      matchPattern(pattern.replace(/\$\{[^}]*\}/g, '*'), name, options),
    );
  return negation === undefined ? fits : !fits;
}

/** What a user or a role has to fulfil to come in by what a policy names; undefined where that is somebody else. A session is one of its role. */
export function conditionsOfComing(
  { kind, name, conditions = [] }: TrustedPrincipal,
  arn: string,
): string[] | undefined {
  const accountId = accountIdOf(arn);
  if (name === (kind === 'account' ? accountId : arn)) return conditions;
  const session = sessionOf({ kind, name }, arn);
  return session === undefined
    ? undefined
    : [`only as session ${session}`, ...conditions];
}

function inWords({ operator, key, values }: TrustCondition): string {
  return describeCondition({ operator, key, wanted: values });
}
