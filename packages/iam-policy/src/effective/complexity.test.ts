import { HOSTILE, INLINE, sizeOf } from '../__testUtils__/hostile';
import { loadCatalogue } from '../catalogue/load';
import type { NamedPolicy, Statement } from '../document/types';
import { findRisks } from '../risks';
import { summarizePermissions } from '../summary/summarize';
import type { ActionCatalogue } from '../summary/types';
import { effectivePermissions } from './effective';
import type { PrincipalPolicies } from './types';

const allow = (
  Action: string | string[],
  Resource: string | string[] = '*',
): Statement => ({ Effect: 'Allow', Action, Resource });
const deny = (Action: string | string[], Resource: string[]): Statement => ({
  Effect: 'Deny',
  Action,
  Resource,
});
const own = (...Statement: Statement[]): NamedPolicy[] => [
  { name: 'own', document: { Version: '2012-10-17', Statement } },
];
const roles = (count: number, suffix = '-') =>
  Array.from(
    { length: count },
    (_, at) => `arn:aws:iam::111122223333:role/team-a/*-${at}-*${suffix}`,
  );
const MANY = ['iam:*', 's3:*', 'lambda:*'];
const ENOUGH = 1e12;

describe('the work of an evaluation', () => {
  let catalogue: ActionCatalogue;
  beforeAll(async () => {
    catalogue = await loadCatalogue();
  });

  function workOf(input: PrincipalPolicies, of = catalogue) {
    const permissions = { left: ENOUGH };
    const effective = effectivePermissions(input, {
      catalogue: of,
      budget: permissions,
    });
    expect(effective.tooComplex).toBeUndefined();
    const risks = { left: ENOUGH };
    findRisks(input.identityPolicies, {
      ...input,
      catalogue: of,
      budget: risks,
    });
    return {
      permissions: ENOUGH - permissions.left,
      risks: ENOUGH - risks.left,
    };
  }

  it.each<[string, number, Statement[]]>([
    ['a few exact actions', 0.02, [allow('s3:GetObject', 'arn:aws:s3:::a/*')]],
    ['everything', 0.5, [allow('*')]],
    ['60 resources', 1, [allow(MANY, roles(60))]],
    [
      '100 resources and as many denied ones',
      3,
      [
        allow(MANY, roles(100)),
        ...Array.from({ length: 20 }, (_, at) =>
          deny(MANY, roles(100, 'x').slice(at * 5, at * 5 + 5)),
        ),
      ],
    ],
  ])('stays small for %s: %s million', (_, most, statements) => {
    const { permissions, risks } = workOf({
      identityPolicies: own(...statements),
    });
    expect(permissions).toBeLessThan(most * 1e6);
    expect(risks).toBeLessThan(most * 1e6);
  });

  it('compares a pair of resources once for all actions', () => {
    const iam = catalogue.service('iam')!;
    const smaller = {
      prefixes: () => ['iam'],
      service: () => ({
        ...iam,
        actions: iam.actions.filter(({ name }) => name === 'GetRole'),
      }),
    };
    const larger = { prefixes: () => ['iam'], service: () => iam };
    const input = {
      identityPolicies: own(
        allow('iam:*', roles(100)),
        deny('iam:*', roles(100, 'x')),
      ),
    };
    const few = workOf(input, smaller).permissions;
    const all = workOf(input, larger).permissions;
    expect(iam.actions.length).toBeGreaterThan(100);
    expect(all).toBeLessThan(3 * few);
  });

  it('does not grow with the services that an action could be passed to', () => {
    const statements = [allow(['iam:PassRole', 'lambda:*', 'ec2:*', 'glue:*'])];
    const plain = workOf({ identityPolicies: own(...statements) }).risks;
    const unrelated = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } };
    const conditional = workOf({
      identityPolicies: own({ ...statements[0], Condition: unrelated }),
    }).risks;
    expect(conditional).toBeLessThan(5 * plain);
  });
});

describe('policies that are too complex', () => {
  let catalogue: ActionCatalogue;
  beforeAll(async () => {
    catalogue = await loadCatalogue();
  });

  it.each(HOSTILE)('have unknown permissions: too many %s', (_, input) => {
    const sizes = input.identityPolicies.map(sizeOf);
    expect(sizes.length).toBeLessThanOrEqual(11);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(INLINE);
    expect(effectivePermissions(input, { catalogue })).toEqual({
      services: [],
      unknownActions: [],
      invalidPolicies: [],
      tooComplex: true,
    });
  });

  it('have unknown risks, in addition to those that are found', () => {
    const [, { identityPolicies }] = HOSTILE.find(
      ([of]) => of === 'Deny statements',
    )!;
    const ids = (policies: NamedPolicy[]) =>
      findRisks(policies, { catalogue }).map(({ id }) => id);
    expect(ids(identityPolicies)).toContain('not-evaluated');
    expect(ids([...own(allow('*')), ...identityPolicies])).toEqual([
      'admin-equivalent',
    ]);
  });

  it('have an unknown summary', () => {
    const [[, { identityPolicies, permissionsBoundary }]] = HOSTILE;
    expect(
      summarizePermissions(identityPolicies, {
        catalogue,
        permissionsBoundary,
      }),
    ).toMatchObject({ services: [], tooComplex: true });
  });

  it('use up a budget that later evaluations share', () => {
    const [[, hostile]] = HOSTILE;
    const budget = { left: 1_000_000 };
    const options = { catalogue, budget };
    effectivePermissions(hostile, options);
    expect(budget.left).toBeLessThan(0);
    const small = { identityPolicies: own(allow('s3:GetObject')) };
    expect(effectivePermissions(small, options).tooComplex).toBe(true);
    expect(findRisks(small.identityPolicies, options)).toEqual([
      expect.objectContaining({ id: 'not-evaluated', severity: 'medium' }),
    ]);
    expect(
      effectivePermissions(small, { catalogue }).tooComplex,
    ).toBeUndefined();
  });

  it('still have the risks of their trust policy', () => {
    const trustPolicy: NamedPolicy = {
      name: 'trust',
      document: {
        Statement: {
          Effect: 'Allow',
          Principal: '*',
          Action: 'sts:AssumeRole',
        },
      },
    };
    const risks = findRisks(own(allow('*')), {
      ...{ trustPolicy, budget: { left: 0 } },
    });
    expect(risks.map(({ id }) => id)).toEqual([
      'public-trust',
      'not-evaluated',
    ]);
  });
});
