import type { IamServiceAccountSpec } from '../../model/types';
import { configWith } from '../../__testUtils__/guardrails';
import { CLUSTER } from '../../__testUtils__/observed';
import { specOf } from '../../__testUtils__/specs';
import type { NamespaceRule } from '../../model/config';
import { checkRoleRules } from './roleRules';

const A = CLUSTER.accountId;
const B = '444455556666';
const RULE: NamespaceRule = {
  owners: ['group:default/team'],
  clusters: ['*'],
  namespaces: ['production'],
  resources: ['*'],
};
const rulesBroken = (
  spec: Partial<IamServiceAccountSpec>,
  accounts: string[] | undefined,
  owner: string | undefined = 'group:default/team',
) =>
  checkRoleRules(
    specOf(spec),
    configWith(
      {},
      { accounts: [A, B], namespaceRules: [{ ...RULE, accounts }] },
    ),
    CLUSTER,
    owner,
  ).map(({ field, rule }) => `${field} ${rule}`);

describe('the account of a role', () => {
  it.each<
    [string, Partial<IamServiceAccountSpec>, string[] | undefined, string[]]
  >([
    [
      'the account of the cluster, set in the spec',
      { accountId: A },
      undefined,
      [],
    ],
    ['another account that the rule names', { accountId: B }, [A, B], []],
    [
      'another account with a rule that names no account',
      { accountId: B },
      undefined,
      ['accountId account-owner'],
    ],
    [
      'another account than the rule names',
      { accountId: B },
      [A],
      ['accountId account-owner'],
    ],
    [
      'an account that is not configured',
      { accountId: '999999999999' },
      [A, '999999999999'],
      ['accountId account-configured'],
    ],
    [
      'a namespace that violates another rule',
      { accountId: B, namespace: 'other' },
      [A, B],
      [],
    ],
    [
      'an invalid account ID, which violates another rule',
      { accountId: '1' },
      [A, B],
      [],
    ],
    [
      'another account that the rule names, with EKS Pod Identity',
      { accountId: B, mechanism: 'pod-identity' },
      [A, B],
      [],
    ],
    [
      'another account with EKS Pod Identity and a rule that names no account',
      { accountId: B, mechanism: 'pod-identity' },
      undefined,
      ['accountId account-owner'],
    ],
    [
      'another account than that of a managed policy',
      {
        accountId: B,
        managedPolicyArns: [`arn:aws:iam::${A}:policy/a`],
        permissionsBoundaryArn: `arn:aws:iam::${B}:policy/b`,
      },
      [A, B],
      ['managedPolicyArns[0] policy-account'],
    ],
  ])('is checked: %s', (_, spec, accounts, expected) => {
    expect(rulesBroken(spec, accounts)).toEqual(expected);
  });

  it('is rejected for an owner whose own rule does not name it', () => {
    const others = 'group:default/others';
    expect(rulesBroken({ accountId: B }, undefined, others)).toEqual([]);
    expect(
      checkRoleRules(
        specOf({ accountId: B }),
        configWith(
          {},
          {
            accounts: [A, B],
            namespaceRules: [
              { ...RULE, accounts: [A, B] },
              { ...RULE, owners: [others] },
            ],
          },
        ),
        CLUSTER,
        others,
      ),
    ).toMatchObject([{ rule: 'account-owner' }]);
  });
});

describe('the name of a role', () => {
  it.each<[string, string[]]>([
    ['backstage-irsa-cut-off', ['roleName role-name-reserved']],
    ['Assume-Target-Role', ['roleName role-name-reserved']],
    ['assume-target-role-of-orders', []],
  ])('%s is checked against the names of policies', (roleName, expected) => {
    expect(rulesBroken({ roleName }, undefined)).toEqual(expected);
  });
});
