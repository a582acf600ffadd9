import {
  describeCondition,
  matchPattern,
  type NamedPolicy,
  type PolicyDocument,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { accountIdOf, parseArn } from '../../arn/arn';
import { readDocument } from '../../model/document';
import { shortList } from './limitationsOf';
import { readTrustPolicy, type TrustStatement } from '../../trust/read';

/** Somebody whom a trust policy lets in, beside the pods of EKS. */
export interface TrustedPrincipal {
  /** `principal` is a user, a role or a session, by its ARN or as it is named; `account` everybody of it whose own policies allow it too; `federated` an identity provider. */
  kind: 'service' | 'account' | 'principal' | 'federated';
  /** The service, the 12 digits of the account, `*` for everybody in AWS, or the ARN. Of somebody without one such as `CanonicalUser 79a5…`. */
  name: string;
  /** The position of the one that lets it in. */
  statement: number;
  /** What else the request has to fulfil, in words. */
  conditions?: string[];
}

type Naming = Pick<TrustedPrincipal, 'kind' | 'name'>;

const ACTIONS = {
  service: ['sts:AssumeRole'],
  account: ['sts:AssumeRole'],
  principal: ['sts:AssumeRole'],
  federated: ['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'],
};

/** Pods come to their roles by these, and are told by their ServiceAccounts. */
const OF_PODS = /^pods\.eks\.amazonaws\.com$|:oidc-provider\/oidc\.eks\./;

/** Source: "IAM identifiers", IAM User Guide. */
const UNIQUE_ID = /^A[A-Z0-9]{15,}$/;

const SESSION = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/;

/** In the place of conditions: a Deny keeps it out in any case. */
const NEVER = 'never';

/** Whom a trust policy lets in, without pods: services, accounts, users and roles, and identity providers. */
export function trustedPrincipals(trustPolicy: string): TrustedPrincipal[] {
  const { document } = readDocument(trustPolicy, 'trust');
  return document ? namedBy(document, takesRole) : [];
}

/** Whom the policy of a resource itself allows an action on it, and the RCPs of its account do not deny it. */
export function principalsByResource(
  document: PolicyDocument,
  { action, resource }: { action: string; resource: string },
  resourceControls: NamedPolicy[] = [],
): TrustedPrincipal[] {
  return namedBy(
    document,
    ({ Action, NotAction, Resource, NotResource }) =>
      isOneOf(action, Action, NotAction, { ignoreCase: true }) &&
      ((Resource === undefined && NotResource === undefined) ||
        isOneOf(resource, Resource, NotResource, {})),
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
    ...statements,
    ...resourceControls.flatMap(({ name, level, document: rcp }) =>
      statementsOf(rcp, ` (RCP ${name} attached to ${level})`),
    ),
  ].filter(({ effect }) => effect === 'Deny');
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

function exceptionsOf(denial: RawStatement, naming: Naming): string[] {
  const conditions = denial.conditions.map(inWords).join(' and ');
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

/** Whether it is an account, a user or a role. Only these are part of an account, or of everybody. */
function isPerson({ kind }: Naming): boolean {
  return kind === 'account' || kind === 'principal';
}

/** Whether what a Deny names is somebody, or has them in it. */
function takesIn({ kind, name }: Naming, naming: Naming): boolean {
  if (kind === naming.kind && name === naming.name) return true;
  if (kind === 'principal') {
    return sessionOf(naming, name) !== undefined;
  }
  if (kind !== 'account') return false;
  return (
    name === '*' ||
    (naming.kind === 'principal' && name === accountIdOf(naming.name))
  );
}

function namingsOf({ federated, others }: TrustStatement): Naming[] {
  return [
    ...federated
      .filter(name => !OF_PODS.test(name))
      .map(name => ({ kind: 'federated' as const, name })),
    ...others.flatMap(named),
  ];
}

function named(text: string): Naming[] {
  if (text === '*') return [{ kind: 'account', name: '*' }];
  const [kind, ...rest] = text.split(': ');
  const name = rest.join(': ');
  if (kind === 'Service') {
    return OF_PODS.test(name) ? [] : [{ kind: 'service', name }];
  }
  if (kind === 'CanonicalUser') return [{ kind: 'principal', name: text }];
  if (kind !== 'AWS') return [];
  if (name === '*') return [{ kind: 'account', name }];
  if (/^\d{12}$/.test(name)) return [{ kind: 'account', name }];
  const arn = parseArn(name);
  // Nobody has the unique ID any more that is left of a deleted user or role. What else is no ARN is such as an identity of CloudFront.
  if (!arn) return UNIQUE_ID.test(name) ? [] : [{ kind: 'principal', name }];
  return arn.resource === 'root'
    ? [{ kind: 'account', name: arn.accountId }]
    : [{ kind: 'principal', name }];
}

/** Whether a statement is about one of the actions by which such a principal takes a role. */
function takesRole(
  { Action, NotAction }: Statement,
  kind: Naming['kind'],
): boolean {
  return ACTIONS[kind].some(action =>
    isOneOf(action, Action, NotAction, { ignoreCase: true }),
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

/** The name of a session, where it is one of the role. Its ARN leaves out the path of the role. */
function sessionOf({ name }: Naming, roleArn: string): string | undefined {
  const [, accountId, role, session] = SESSION.exec(name) ?? [];
  const { accountId: account, resource = '' } = parseArn(roleArn) ?? {};
  return resource.startsWith('role/') &&
    resource.split('/').at(-1) === role &&
    account === accountId
    ? session
    : undefined;
}

function inWords({
  operator,
  key,
  values,
}: TrustStatement['conditions'][number]): string {
  return describeCondition({ operator, key, wanted: values });
}
