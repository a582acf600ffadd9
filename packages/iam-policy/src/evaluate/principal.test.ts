import type { Statement } from '../document/types';
import {
  ACCOUNT,
  decide,
  policy,
  ROLE,
  ROOT,
  SESSION,
} from '../__testUtils__/cases';
import type { Principal, RequestContext } from './types';

const OTHER = SESSION.replace(/one$/, 'two');
// AWS allows no wildcard in a part of an ARN of a principal.
const ANY = SESSION.replace(/one$/, '*');
const STRANGER = SESSION.replace('/service/', '/services/');
const ALL: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };

type Asked = Pick<Statement, 'Principal' | 'NotPrincipal'>;

const ask = (
  Effect: Statement['Effect'],
  named: Asked,
  kind: 'role' | 'session' = 'role',
  userId?: string,
) => {
  const { decision, blockedBy, missingContext } = decide({
    principal: { kind, arn: kind === 'role' ? ROLE : SESSION },
    statements: Effect === 'Deny' ? [ALL] : [],
    resourcePolicy: policy({ ...ALL, Effect, ...named }),
    ...(userId !== undefined && { context: { 'aws:userid': userId } }),
  });
  const isOpen = blockedBy.some(({ conditions = [] }) =>
    conditions.some(
      ({ key, actual }) => key === 'aws:userid' && actual === undefined,
    ),
  );
  const knows = missingContext.includes('aws:userid') ? ' of some' : '';
  return `${decision}${isOpen ? ' openly' : ''}${knows}`;
};
const aws = (...AWS: string[]): Asked => ({ Principal: { AWS } });
const butAws = (...AWS: string[]): Asked => ({ NotPrincipal: { AWS } });

// IAM User Guide, "AWS JSON policy elements: NotPrincipal" and "AWS JSON policy elements: Principal".
describe('a role with an unknown session name', () => {
  it.each<[string, Statement['Effect'], Asked, string]>([
    [
      'all but the role and its account',
      'Deny',
      butAws(ROLE, ROOT),
      'ExplicitlyDenied',
    ],
    [
      'all but one of its sessions',
      'Deny',
      butAws(SESSION, ROLE, ROOT),
      'ExplicitlyDenied openly of some',
    ],
    [
      'all but a session of a role with a similar name',
      'Deny',
      butAws(STRANGER, ROLE, ROOT),
      'ExplicitlyDenied',
    ],
    [
      'all but one of its sessions, without the role',
      'Deny',
      butAws(SESSION, ACCOUNT),
      'ExplicitlyDenied',
    ],
    ['all but everybody', 'Deny', butAws('*'), 'Allowed'],
    ['one of its sessions', 'Deny', aws(SESSION), 'Allowed of some'],
    ['the role', 'Deny', aws(SESSION, ROLE), 'ExplicitlyDenied'],
    ['a session of another role', 'Deny', aws(STRANGER), 'Allowed'],
    [
      'one of its sessions',
      'Allow',
      aws(SESSION),
      'ImplicitlyDenied openly of some',
    ],
    ['the role', 'Allow', aws(SESSION, ROLE), 'Allowed'],
    ['a session of another role', 'Allow', aws(STRANGER), 'ImplicitlyDenied'],
    ['a session named *', 'Allow', aws(ANY), 'ImplicitlyDenied'],
  ])('and a principal element with %s: %s', (_, effect, named, expected) => {
    expect(ask(effect, named)).toBe(expected);
  });

  it.each<[Statement['Effect'], Asked]>([
    ['Allow', aws(SESSION)],
    ['Allow', aws(OTHER)],
    ['Allow', aws(ANY)],
    ['Deny', butAws(ANY, ROLE, ROOT)],
    ['Deny', aws(SESSION)],
    ['Deny', butAws(SESSION, ROLE, ROOT)],
    ['Deny', butAws(OTHER, ROLE, ROOT)],
    ['Deny', butAws(ROLE, ROOT)],
  ])(
    'is evaluated like the session if the name is known: %s %j',
    (...asked) => {
      expect(ask(...asked, 'role', 'AROA0123:one')).toBe(
        ask(...asked, 'session', 'AROA0123:one'),
      );
    },
  );
});

// IAM User Guide, "Permissions boundaries for IAM entities": no limit for a resource policy that names the session.
describe('a resource policy that names a session, under a boundary that does not allow the request', () => {
  const askWithin = (
    named: Asked,
    statements: Statement[],
    principal: Principal,
    context: RequestContext = {},
  ) =>
    decide({
      ...{ statements, context, principal },
      permissionsBoundary: policy({ ...ALL, Action: 'sqs:*' }),
      resourcePolicy: policy({ ...ALL, ...named }),
    });
  const ANY_SESSION: Principal = { kind: 'role', arn: ROLE };

  it.each<[string, Asked, Statement[]]>([
    ['the role', aws(SESSION, ROLE), []],
    ['the role, which is allowed otherwise', aws(SESSION, ROLE), [ALL]],
    ['the account', aws(SESSION, ROOT), [ALL]],
    ['nobody else', aws(SESSION), [ALL]],
  ])('and %s, admits only this session', (_, named, statements) => {
    const unknown = askWithin(named, statements, ANY_SESSION);
    expect(unknown.decision).toBe('ImplicitlyDenied');
    expect(unknown.missingContext).toEqual(['aws:userid']);
    const open = unknown.blockedBy
      .flatMap(({ conditions = [] }) => conditions)
      .filter(({ actual }) => !actual);
    expect(open.map(({ key }) => key)).toEqual(['aws:userid']);
    for (const [arn, name, decision] of [
      [SESSION, 'one', 'Allowed'],
      [OTHER, 'two', 'ImplicitlyDenied'],
    ]) {
      const byName = askWithin(named, statements, ANY_SESSION, {
        'aws:userid': `AROA0123:${name}`,
      });
      const session: Principal = { kind: 'session', arn };
      expect(byName.decision).toBe(decision);
      expect(byName.missingContext).toEqual([]);
      expect(askWithin(named, statements, session).decision).toBe(decision);
    }
  });

  it('says that the policy could admit everyone past a boundary', () => {
    const { blockedBy } = decide({
      statements: [ALL],
      permissionsBoundary: policy({ ...ALL, Action: 'sqs:*' }),
      resourcePolicy: policy({
        ...{ ...ALL, Principal: '*' },
        Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
      }),
    });
    expect(blockedBy).toMatchObject([
      { layer: 'permissions-boundary', cause: 'no-allow' },
      { layer: 'resource', cause: 'condition', isAlternative: true },
    ]);
  });
});
