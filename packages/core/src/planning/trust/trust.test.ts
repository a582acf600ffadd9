import fc from 'fast-check';
import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { buildTrustPolicy } from '../../trust/build';
import { ISSUER, PROVIDER_ARN } from '../../__testUtils__/observed';
import { DEFAULT_QUOTAS } from '../../model/defaultQuotas';
import { sameDocument } from '../sameDocument';
import { deletedPrincipals } from './deletedPrincipals';
import {
  broadStatements,
  mergedTrust,
  servesOthers,
  trustWithout,
} from './trust';
import { trustEntryOf, type TrustEntry } from './trustEntry';

const OTHER_ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/FEDCBA9876543210';

const entry = (name: string, change: Partial<TrustEntry> = {}): TrustEntry => ({
  ...trustEntryOf({
    spec: { cluster: 'prod-eu', namespace: 'production', name, roleName: 'r' },
    providerArn: PROVIDER_ARN,
    audience: 'sts.amazonaws.com',
  }),
  ...change,
});
const trustOf = (issuer: string, name: string) =>
  buildTrustPolicy({
    partition: 'aws',
    accountId: '111122223333',
    issuer,
    namespace: 'production',
    name,
    audience: 'sts.amazonaws.com',
  });
const statementsOf = (document: PolicyDocument) => [document.Statement].flat();
const [foreign] = statementsOf(trustOf(OTHER_ISSUER, 'theirs'));
const [neighbor] = statementsOf(trustOf(ISSUER, 'neighbor'));
const service: Statement = {
  Sid: 'Lambda',
  Effect: 'Allow',
  Principal: { Service: 'lambda.amazonaws.com' },
  Action: 'sts:AssumeRole',
};
const withStatements = (...Statement: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});
const subjectsOf = (document: PolicyDocument) =>
  statementsOf(document).flatMap(
    ({ Condition }) => Condition?.StringEquals?.[`${ISSUER}:sub`] ?? [],
  );
const subject = (name: string) => `system:serviceaccount:production:${name}`;
const wide = (value?: string): Statement => ({
  ...neighbor,
  Condition: {
    StringLike: {
      [`${ISSUER}:aud`]: 'sts.amazonaws.com',
      ...(value !== undefined && { [`${ISSUER}:sub`]: value }),
    },
  },
});

it('an adopted role can be shared, whether or not the spec adopts it again', () => {
  const spec = { cluster: 'prod-eu', namespace: 'production', name: 'a' };
  const given = { providerArn: PROVIDER_ARN, audience: 'sts.amazonaws.com' };
  expect(trustEntryOf({ spec, ...given, adoptedBy: 'id' })).toEqual(
    trustEntryOf({ spec: { ...spec, adopt: true }, ...given }),
  );
});

describe('a merge into a trust policy', () => {
  it('creates the documented statement in a new trust policy', () => {
    expect(
      sameDocument(mergedTrust(undefined, entry('a')), trustOf(ISSUER, 'a')),
    ).toBe(true);
  });

  it('keeps the statements of others unchanged and in order', () => {
    const present = withStatements(service, foreign, neighbor);
    const merged = mergedTrust(present, entry('a'));
    expect(statementsOf(merged).slice(0, 3)).toEqual(statementsOf(present));
    expect(statementsOf(merged)).toHaveLength(4);
    expect(mergedTrust(merged, entry('a'))).toEqual(merged);
    expect(trustWithout(merged, entry('a'))).toEqual(present);
  });

  it('changes nothing if an equivalent statement exists', () => {
    const present = withStatements(foreign, {
      ...statementsOf(trustOf(ISSUER, 'a'))[0],
      Sid: 'ByHand',
    });
    expect(sameDocument(present, mergedTrust(present, entry('a')))).toBe(true);
  });

  it('fits 20 ServiceAccounts within the IAM quota, in any order', () => {
    const names = Array.from({ length: 20 }, (_, n) => `orders-worker-${n}`);
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: 20 }), order => {
        const trust = order.reduce<PolicyDocument | undefined>(
          (present, name) => mergedTrust(present, entry(name)),
          undefined,
        )!;
        expect(subjectsOf(trust)).toEqual(names.map(subject).sort());
        expect(JSON.stringify(trust).length).toBeLessThan(
          DEFAULT_QUOTAS.trustPolicySize,
        );
      }),
      { numRuns: 20 },
    );
  });

  it('removes only its own subject, and never restores another', () => {
    const both = mergedTrust(mergedTrust(undefined, entry('a')), entry('b'));
    const one = trustWithout(both, entry('a'));
    expect(subjectsOf(one)).toEqual([subject('b')]);
    expect(subjectsOf(mergedTrust(one, entry('c')))).toEqual(
      ['b', 'c'].map(subject),
    );
    expect(servesOthers(both, entry('a'))).toBe(true);
    expect(servesOthers(one, entry('b'))).toBe(false);
  });

  it('leaves an unused role with a policy that trusts nobody, until another ServiceAccount is added', () => {
    const nobody = trustWithout(mergedTrust(undefined, entry('a')), entry('a'));
    expect(statementsOf(nobody)).toEqual([
      {
        Sid: 'BackstageIrsaNobody',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'sts:AssumeRole',
      },
    ]);
    expect(subjectsOf(mergedTrust(nobody, entry('b')))).toEqual([subject('b')]);
    expect(statementsOf(mergedTrust(nobody, entry('b')))).toHaveLength(1);
  });

  it('restores the statement of Backstage in a role for one ServiceAccount after any change', () => {
    const own = entry('a', { shared: false });
    const asked = mergedTrust(undefined, own);
    const [statement] = statementsOf(asked);
    const opened = { ...statement, Condition: wide('*').Condition };
    for (const present of [
      withStatements(opened),
      withStatements({ ...statement, Condition: neighbor.Condition }),
      withStatements(wide()),
      mergedTrust(asked, entry('b')),
    ]) {
      expect(mergedTrust(present, own)).toEqual(asked);
    }
  });

  it('restores a statement that was changed to another issuer, because IAM rejects duplicate Sids', () => {
    const trust = mergedTrust(undefined, entry('orders'));
    const text = JSON.stringify(trust).replaceAll(ISSUER, OTHER_ISSUER);
    const turned: PolicyDocument = JSON.parse(text);
    expect(mergedTrust(turned, entry('orders'))).toEqual(trust);
    expect(servesOthers(turned, entry('orders'))).toBe(false);
  });

  it('replaces the statement for the former issuer of the cluster in a ServiceAccount role', () => {
    const provider = PROVIDER_ARN.replace(ISSUER, OTHER_ISSUER);
    const own = entry('a', { shared: false, alone: true });
    const former = { ...own, providerArn: provider };
    const before = mergedTrust(undefined, former);
    expect(mergedTrust(before, own)).toEqual(mergedTrust(undefined, own));
    expect(servesOthers(before, own)).toBe(false);
    // Another cluster might also use the role.
    expect(servesOthers(before, { ...own, alone: false })).toBe(true);
    // The statement of another ServiceAccount.
    const others = mergedTrust(undefined, { ...former, subject: subject('b') });
    expect(servesOthers(others, own)).toBe(true);
    const byHand = withStatements({
      ...statementsOf(before)[0],
      Sid: 'BackstageIrsaByHand',
    });
    expect(servesOthers(byHand, own)).toBe(true);
  });

  it('moves a subject to the statement of another audience', () => {
    const other = entry('a', { audience: 'vault' });
    const moved = mergedTrust(
      mergedTrust(mergedTrust(undefined, entry('a')), entry('b')),
      other,
    );
    expect(subjectsOf(moved)).toEqual([subject('b'), subject('a')]);
    expect(
      statementsOf(moved).map(
        ({ Condition }) => Condition?.StringEquals?.[`${ISSUER}:aud`],
      ),
    ).toEqual(['sts.amazonaws.com', 'vault']);
  });
});

it.each<[string, Statement, number[]]>([
  ['no subject', wide(), [1]],
  ['any subject', wide('*'), [1]],
  ['any namespace', wide('system:serviceaccount:*:a'), [1]],
  ['any namespace that has a name', wide('system:serviceaccount:?*:*'), [1]],
  ['any subject of Kubernetes', wide('system:*'), [1]],
  ['any subject with a first letter', wide('s*'), [1]],
  ['any subject that is not empty', wide('?*'), [1]],
  ['the subject of the request', wide(`\${${ISSUER}:sub}`), [1]],
  ['some namespaces', wide('system:serviceaccount:team-*:*'), []],
  ['one namespace, by its end', wide('*:production:a'), []],
  [
    'one namespace with a wildcard elsewhere',
    wide('system?*:production:*'),
    [],
  ],
  ['subjects of another kind', wide('repo:company/*'), []],
  [
    'any subject and one ServiceAccount',
    {
      ...wide('*'),
      Condition: { ...wide('*').Condition, ...neighbor.Condition },
    },
    [],
  ],
  ['every ServiceAccount of a namespace', wide(`${subject('*')}`), []],
  ['one ServiceAccount', neighbor, []],
  ['an AWS service', service, []],
  ['everybody', { ...service, Principal: '*' }, [1]],
  ['every account', { ...service, Principal: { AWS: '*' } }, [1]],
  ['nobody', { ...wide(), Effect: 'Deny' }, []],
])('decides if a statement that trusts %s blocks the merge', (_, s, at) => {
  expect(broadStatements(withStatements(s), entry('a'))).toEqual(at);
});

describe('a deleted principal', () => {
  const clusterArn = 'arn:aws:eks:eu-west-1:111122223333:cluster/prod';
  const podRoleArn = 'arn:aws:iam::111122223333:role/irsa/shared';
  const GONE = 'AROAIOSFODNN7EXAMPLE1';
  const podEntry = (name: string): TrustEntry => ({
    ...entry(name),
    mechanism: 'pod-identity',
    podIdentity: {
      ...{ clusterArn, namespace: 'production', name, tagged: true },
      podRoleArn,
    },
  });
  const ofAws = (AWS: string | string[], change = {}): Statement => ({
    Effect: 'Allow',
    Principal: { AWS },
    Action: 'sts:AssumeRole',
    ...change,
  });
  const forgotten = (document: PolicyDocument): PolicyDocument =>
    JSON.parse(JSON.stringify(document).replaceAll(podRoleArn, GONE));
  const both = mergedTrust(
    mergedTrust(undefined, podEntry('a')),
    podEntry('b'),
  );

  it.each<[string, Statement, boolean]>([
    ['a deleted role', ofAws(GONE), false],
    ['a deleted user', ofAws('AIDAIOSFODNN7EXAMPLE1'), false],
    [
      'several deleted principals',
      ofAws([GONE, 'AIDAIOSFODNN7EXAMPLE1']),
      false,
    ],
    ['a deleted role and an existing role', ofAws([GONE, podRoleArn]), true],
    [
      'a deleted role and a service',
      ofAws(GONE, { Principal: { AWS: GONE, Service: 'ec2.amazonaws.com' } }),
      true,
    ],
    ['a text that only looks like a unique ID', ofAws('AROA'), true],
    ['another account', ofAws('222233334444'), true],
  ])('does not share the role, but others do: %s', (_, statement, expected) => {
    const own = entry('a');
    const { Statement } = mergedTrust(withStatements(statement), own);
    const present = withStatements(...[Statement].flat());
    expect(servesOthers(present, own)).toBe(expected);
    // Statements of others stay unchanged.
    expect(statementsOf(trustWithout(present, own))).toEqual([statement]);
  });

  it('is removed from the statements of Backstage with the next change', () => {
    const gone = forgotten(both);
    const first = mergedTrust(gone, podEntry('a'));
    expect(sameDocument(first, mergedTrust(undefined, podEntry('a')))).toBe(
      true,
    );
    expect(sameDocument(mergedTrust(first, podEntry('b')), both)).toBe(true);
    expect(statementsOf(trustWithout(gone, podEntry('a')))).toEqual([
      expect.objectContaining({ Effect: 'Deny' }),
    ]);
    expect(servesOthers(gone, podEntry('a'))).toBe(false);
  });

  it('stays in the statements of Backstage if nothing else changes', () => {
    const [ours] = statementsOf(mergedTrust(undefined, podEntry('a')));
    const [, theirs] = statementsOf(forgotten(both));
    const present = withStatements(ours, theirs);
    expect(mergedTrust(present, podEntry('a'))).toEqual(present);
    const others = withStatements(theirs);
    expect(trustWithout(others, podEntry('a'))).toEqual(others);
  });

  it('is reported in the statements of others', () => {
    const own = { ...ofAws(GONE), Sid: 'BackstageIrsa0123456789abcdef' };
    const denied: Statement = {
      Effect: 'Deny',
      NotPrincipal: { AWS: [GONE, podRoleArn] },
      Action: 'sts:AssumeRole',
    };
    const document = withStatements(service, own, ofAws(GONE), denied);
    expect(deletedPrincipals(document, 'orders')).toEqual([
      `Statement 3 of the trust policy of role orders trusts ${GONE}, which was deleted. IAM rejects a trust policy that names it. Ask an administrator to remove it first.`,
      expect.stringContaining('Statement 4 '),
    ]);
    expect(deletedPrincipals(both, 'orders')).toEqual([]);
  });

  it('is removed while the new entry and the statements of others stay', () => {
    const statement = fc.constantFrom(
      service,
      foreign,
      neighbor,
      ...statementsOf(forgotten(both)),
      ...statementsOf(both),
    );
    fc.assert(
      fc.property(fc.uniqueArray(statement), statements => {
        const present = withStatements(...statements);
        const merged = mergedTrust(present, podEntry('c'));
        expect(JSON.stringify(merged)).not.toContain(GONE);
        expect(JSON.stringify(merged)).toContain('"c"');
        expect(statementsOf(merged)).toEqual(
          expect.arrayContaining(
            statements.filter(one =>
              [service, foreign, neighbor].includes(one),
            ),
          ),
        );
        expect(mergedTrust(merged, podEntry('c'))).toEqual(merged);
      }),
    );
  });
});
