import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { PROVIDER_ARN, trustOf } from '../../__testUtils__/observed';
import { DEFAULT_QUOTAS } from '../../model/defaultQuotas';
import {
  broadStatements,
  hasOther,
  mergedTrust,
  servesOthers,
  trustWithout,
} from './trust';
import { trustEntryOf, type TrustEntry } from './trustEntry';

const CLUSTER = { arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu' };
const entry = (name: string, change: Partial<TrustEntry> = {}): TrustEntry => ({
  ...trustEntryOf({
    spec: { cluster: 'prod-eu', namespace: 'production', name, roleName: 'r' },
    providerArn: PROVIDER_ARN,
    audience: 'sts.amazonaws.com',
    mechanism: 'pod-identity',
    cluster: CLUSTER,
  }),
  ...change,
});
const irsa = (name: string, change: Partial<TrustEntry> = {}) =>
  entry(name, { mechanism: 'irsa', ...change });
const statementsOf = (document: PolicyDocument) => [document.Statement].flat();
const withStatements = (...Statement: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});
const service = (change: Partial<Statement> = {}): Statement => ({
  Sid: 'ByHand',
  Effect: 'Allow',
  Principal: { Service: 'pods.eks.amazonaws.com' },
  Action: ['sts:AssumeRole', 'sts:TagSession'],
  ...change,
});
const lambda = service({ Principal: { Service: 'lambda.amazonaws.com' } });
const [ofA] = statementsOf(mergedTrust(undefined, entry('a')));
const namesIn = (document: PolicyDocument) =>
  statementsOf(document).map(
    ({ Condition }) =>
      Condition?.StringEquals?.['aws:RequestTag/kubernetes-service-account'],
  );

describe('a trust policy for EKS Pod Identity', () => {
  it('requires the cluster, namespace, and ServiceAccount', () => {
    expect(ofA).toEqual({
      Sid: expect.stringMatching(/^BackstageIrsa[0-9a-f]{16}$/),
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: {
        StringEquals: {
          'aws:RequestTag/eks-cluster-arn': CLUSTER.arn,
          'aws:RequestTag/kubernetes-namespace': 'production',
          'aws:RequestTag/kubernetes-service-account': 'a',
        },
      },
    });
  });

  it('has one statement for each ServiceAccount, and keeps the statements of others', () => {
    const present = withStatements(lambda, ...statementsOf(trustOf()));
    const both = mergedTrust(mergedTrust(present, entry('a')), entry('b'));
    expect(statementsOf(both).slice(0, 2)).toEqual(statementsOf(present));
    expect(namesIn(both).slice(2)).toEqual(['a', 'b']);
    expect(mergedTrust(both, entry('a'))).toEqual(both);
    expect(namesIn(trustWithout(both, entry('a'))).slice(2)).toEqual(['b']);
    expect(servesOthers(both, entry('a'))).toBe(true);
  });

  describe('in another account', () => {
    const POD_ROLE = 'arn:aws:iam::111122223333:role/irsa/r';
    const target = (name: string, tagged = true) => {
      const { podIdentity, ...rest } = entry(name);
      return {
        ...rest,
        podIdentity: podIdentity && {
          ...podIdentity,
          tagged,
          podRoleArn: POD_ROLE,
        },
      };
    };
    const [toA] = statementsOf(mergedTrust(undefined, target('a')));

    it('trusts only the pod role, with the same tags', () => {
      expect(toA).toEqual({ ...ofA, Principal: { AWS: POD_ROLE } });
    });

    it('trusts only the pod role, with the external ID if EKS sends no tags', () => {
      expect(mergedTrust(undefined, target('a', false)).Statement).toEqual([
        {
          ...toA,
          Condition: {
            StringEquals: {
              'sts:ExternalId': 'eu-west-1/111122223333/prod-eu/production/a',
            },
          },
        },
      ]);
    });

    it.each<[string, Statement]>([
      [
        'names the unique ID of a deleted pod role',
        { ...toA, Principal: { AWS: 'AROADEAD' } },
      ],
      ['trusts EKS instead of the pod role', ofA],
      ['lost its conditions', { ...toA, Condition: undefined }],
    ])('is fixed in place if it %s', (_, broken) => {
      expect(mergedTrust(withStatements(lambda, broken), target('a'))).toEqual(
        withStatements(lambda, toA),
      );
    });

    it('loses the statement of a removed ServiceAccount, whichever principal it trusts', () => {
      const both = mergedTrust(
        mergedTrust(withStatements(lambda), target('a')),
        target('b'),
      );
      expect(namesIn(trustWithout(both, entry('a')))).toEqual([undefined, 'b']);
      expect(
        servesOthers(mergedTrust(undefined, target('a')), entry('a')),
      ).toBe(false);
    });
  });

  it('fits 4 ServiceAccounts within the IAM quota', () => {
    const trust = ['a', 'b', 'c', 'd'].reduce<PolicyDocument | undefined>(
      (present, name) => mergedTrust(present, entry(name)),
      undefined,
    );
    expect(JSON.stringify(trust).length).toBeLessThan(
      DEFAULT_QUOTAS.trustPolicySize,
    );
  });

  it.each<[string, Statement[]]>([
    ['its conditions were removed', [{ ...ofA, Condition: undefined }]],
    ['its action was changed', [{ ...ofA, Action: 'sts:*' }]],
    ['another statement trusts every association', [ofA, service()]],
    [
      'another statement of Backstage trusts another ServiceAccount',
      [ofA, ...statementsOf(mergedTrust(undefined, entry('b')))],
    ],
  ])('is restored in a role for one ServiceAccount if %s', (_, present) => {
    const own = entry('a', { shared: false });
    expect(mergedTrust(withStatements(...present), own)).toEqual(
      withStatements(ofA),
    );
  });

  it('is refused next to a statement that trusts every association', () => {
    const present = withStatements(service(), lambda);
    expect(broadStatements(present, entry('a'))).toEqual([1]);
    expect(broadStatements(present, irsa('a'))).toEqual([]);
    const narrow = service({
      Condition: {
        StringLike: { 'aws:RequestTag/kubernetes-namespace': 'other' },
      },
    });
    expect(broadStatements(withStatements(narrow), entry('a'))).toEqual([]);
  });

  const ARN = 'arn:aws:eks:eu-west-1:111122223333:cluster';
  it.each<[string, Record<string, Record<string, string>>, number[]]>([
    [
      'an account',
      { StringEquals: { 'aws:SourceAccount': '111122223333' } },
      [1],
    ],
    ['every cluster', { ArnLike: { 'aws:SourceArn': `${ARN}/*` } }, [1]],
    ['every EKS ARN', { ArnLike: { 'aws:SourceArn': 'arn:aws:eks:*' } }, [1]],
    ['a cluster', { ArnLike: { 'aws:SourceArn': `${ARN}/prod-eu` } }, []],
    ['some clusters', { ArnLike: { 'aws:SourceArn': `${ARN}/prod-*` } }, []],
    [
      'a cluster in any region',
      { ArnLike: { 'aws:SourceArn': 'arn:aws:eks:*:*:cluster/prod-eu' } },
      [],
    ],
    [
      'every namespace',
      { StringLike: { 'aws:RequestTag/kubernetes-namespace': '*' } },
      [1],
    ],
    [
      'every cluster by its tag',
      { StringLike: { 'aws:RequestTag/eks-cluster-arn': `${ARN}/?*` } },
      [1],
    ],
    [
      'a literal asterisk',
      { StringEquals: { 'aws:RequestTag/kubernetes-namespace': '*' } },
      [],
    ],
    [
      'every namespace and a ServiceAccount',
      {
        StringLike: {
          'aws:RequestTag/kubernetes-namespace': '*',
          'aws:RequestTag/kubernetes-service-account': 'reports',
        },
      },
      [],
    ],
  ])('decides if a condition on %s blocks the merge', (_, Condition, at) => {
    const present = withStatements(service({ Condition }));
    expect(broadStatements(present, entry('a'))).toEqual(at);
  });

  it.each([true, false])(
    'adds and removes the other mechanism, shared: %s',
    shared => {
      const before = mergedTrust(undefined, irsa('a', { shared }));
      const onTheWay = entry('a', { shared, keepsOther: true });
      expect(hasOther(before, onTheWay)).toBe(true);
      const both = mergedTrust(before, onTheWay);
      expect(statementsOf(both)).toEqual([...statementsOf(before), ofA]);
      const after = mergedTrust(both, entry('a', { shared }));
      expect(statementsOf(after)).toEqual([ofA]);
      expect(hasOther(after, onTheWay)).toBe(false);

      const back = irsa('a', { shared, keepsOther: true });
      expect(hasOther(after, back)).toBe(true);
      expect(statementsOf(mergedTrust(after, back))).toHaveLength(2);
      expect(
        mergedTrust(mergedTrust(after, back), irsa('a', { shared })),
      ).toEqual(before);
    },
  );

  it('removes only its own subject if several ServiceAccounts use IRSA', () => {
    const two = mergedTrust(mergedTrust(undefined, irsa('a')), irsa('b'));
    const moved = mergedTrust(two, entry('a'));
    expect(mergedTrust(undefined, irsa('b')).Statement).toEqual([
      statementsOf(moved)[0],
    ]);
    expect(statementsOf(moved)[1]).toEqual(ofA);
  });

  it('trusts nobody after both mechanisms are removed', () => {
    const both = mergedTrust(
      mergedTrust(undefined, irsa('a')),
      entry('a', { keepsOther: true }),
    );
    const [{ Effect }] = statementsOf(trustWithout(both, entry('a')));
    expect(Effect).toBe('Deny');
    expect(servesOthers(both, entry('a'))).toBe(false);
    expect(
      statementsOf(mergedTrust(trustWithout(both, entry('a')), entry('a'))),
    ).toEqual([ofA]);
  });
});
