import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import { grantDefinitions } from '../../../grants';
import { type IamServiceAccountSpec } from '../../../model/types';
import { type NamespaceRule } from '../../../model/config';
import { found } from '../../../model/observation';
import { type ObservedPolicy } from '../../../model/observed';
import { configWith } from '../../../__testUtils__/guardrails';
import {
  CLUSTER,
  observedDocument,
  observedWith,
} from '../../../__testUtils__/observed';
import { specOf } from '../../../__testUtils__/specs';
import {
  checkManagedResources,
  checkSpecResources,
  type SpecPlace,
} from './specResources';

const TEAM = 'group:default/team';
const POLICY = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';

let catalogue: ActionCatalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue();
});

function placeOf(
  resources: string[] | undefined,
  change: Partial<SpecPlace> = {},
): SpecPlace {
  const rule: NamespaceRule = {
    ...{ owners: [TEAM], clusters: ['*'], namespaces: ['*'], resources },
  };
  return {
    config: configWith({}, { namespaceRules: [rule] }),
    cluster: CLUSTER,
    owner: TEAM,
    recorded: undefined,
    catalogue,
    ...change,
  };
}

type Asked = Partial<IamServiceAccountSpec>;

const broken = (asked: Asked, place: SpecPlace) =>
  checkSpecResources(specOf({ grants: [], ...asked }), place).map(
    ({ field, rule }) => `${field} ${rule}`,
  );

function policy(Action: string[], Resource = '*'): ObservedPolicy {
  return {
    ...{ arn: POLICY, name: 'x', path: '/', defaultVersionId: 'v1', tags: {} },
    document: observedDocument({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action, Resource }],
    }),
  };
}

describe('grants', () => {
  /** A resource of each service, and the narrowest patterns that cover it for every kind of access. */
  const GIVEN: Record<string, [resource: string, patterns: string[]]> = {
    s3: [
      'team-files',
      ['arn:aws:s3:::{owner}-files', 'arn:aws:s3:::{owner}-files/*'],
    ],
    sqs: ['team-jobs', ['arn:aws:sqs:eu-west-1:*:{owner}-jobs']],
    sns: ['team-news', ['arn:aws:sns:*:*:{owner}-news']],
    dynamodb: ['team-a', ['arn:aws:dynamodb:*:*:table/{owner}-*']],
    secretsmanager: [
      'team/db',
      ['arn:aws:secretsmanager:*:*:secret:{owner}/*'],
    ],
    ssm: ['/team/db', ['arn:aws:ssm:*:*:parameter/{owner}/*']],
    kms: [
      '1234abcd-12ab-34cd-56ef-1234567890ab',
      ['arn:aws:kms:*:*:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
    ],
    events: ['team', ['arn:aws:events:*:*:event-bus/{owner}']],
    kinesis: ['team-a', ['arn:aws:kinesis:*:*:stream/{owner}-*']],
    states: ['team-a', ['arn:aws:states:*:*:*:{owner}-*']],
    cloudwatch: ['team', ['arn:aws:s3:::any']],
    'rds-db': ['db-ABC/team', ['arn:aws:rds-db:*:*:dbuser:*/{owner}']],
    bedrock: [
      'amazon.titan-v1',
      ['arn:aws:bedrock:*::foundation-model/amazon.*'],
    ],
    ecr: ['team/app', ['arn:aws:ecr:*:*:repository/{owner}/*']],
  };

  it('have a test case for each service except sts, whose resources are roles', () => {
    expect([...Object.keys(GIVEN), 'sts'].sort()).toEqual(
      [...grantDefinitions.keys()].sort(),
    );
  });

  it.each(Object.entries(GIVEN))(
    'of %s are allowed only by patterns that cover their resource',
    (service, [resource, patterns]) => {
      const { access } = grantDefinitions.get(service)!;
      const grants = Object.keys(access).map(name => ({
        ...{ service, access: name, resource },
      }));
      expect(broken({ grants }, placeOf(patterns))).toEqual([]);
      const refused = grants.map(
        (_, index) => `grants[${index}].resource resource-owner`,
      );
      expect(broken({ grants }, placeOf(undefined))).toEqual(refused);
      expect(broken({ grants }, placeOf(['arn:aws:s3:::other']))).toEqual(
        // Metrics are not resources.
        service === 'cloudwatch' ? [] : refused,
      );
    },
  );

  it('of roles to assume are left to their own guardrail', () => {
    const resource = 'arn:aws:iam::444455556666:role/shared/reports';
    const grants = [{ service: 'sts', access: 'assume-role', resource }];
    expect(broken({ grants }, placeOf(undefined))).toEqual([]);
  });

  it('of a role in another account allow resources there only if the rule names that account', () => {
    const grants = [{ service: 'sqs', access: 'send', resource: 'team-a' }];
    const asked = { grants, accountId: '444455556666' };
    const queues = ['arn:aws:sqs:*:*:team-*'];
    expect(broken(asked, placeOf(queues))).toHaveLength(1);
    expect(broken(asked, placeOf(['*']))).toHaveLength(1);
    const [rule] = placeOf(queues).config.namespaceRules;
    const accounts = ['111122223333', '444455556666'];
    const namespaceRules = [{ ...rule, accounts }];
    const config = configWith({}, { namespaceRules });
    expect(broken(asked, placeOf(queues, { config }))).toEqual([]);
  });

  it('are not checked if they are invalid, which is a separate violation', () => {
    const grants = [
      { service: 's3', access: 'read', resource: '*' },
      { service: 's3', access: 'constructor', resource: 'team-files' },
      { service: 'moon', access: 'read', resource: 'team-files' },
    ];
    expect(broken({ grants }, placeOf(undefined))).toEqual([]);
  });
});

describe('access that the same owner already has', () => {
  const read = (resource: string, access = 'read') => ({
    ...{ service: 's3', access, resource },
  });
  const before = (asked: Asked, owner: string | null = TEAM) =>
    placeOf(undefined, { recorded: { spec: specOf(asked), owner } });

  it.each<[string, Asked, string[]]>([
    ['the same grants', { grants: [read('a'), read('b', 'read-write')] }, []],
    ['fewer grants', { grants: [read('a')] }, []],
    ['less access to the same resource', { grants: [read('b', 'write')] }, []],
    ['no grants', {}, []],
    [
      'more access to the same resource',
      { grants: [read('a', 'read-write')] },
      ['grants[0].resource resource-owner'],
    ],
    [
      'another resource',
      { grants: [read('b'), read('c')] },
      ['grants[1].resource resource-owner'],
    ],
    [
      'the same grants in another account',
      {
        grants: [read('a'), { service: 'sqs', access: 'send', resource: 'q' }],
        accountId: '444455556666',
      },
      [
        'grants[0].resource resource-owner',
        'grants[1].resource resource-owner',
      ],
    ],
  ])('is kept but not extended: %s', (_, asked, expected) => {
    const grants = [
      ...[read('aaa'), read('bbb', 'read-write')],
      { service: 'sqs', access: 'send', resource: 'q' },
    ];
    const named = (asked.grants ?? []).map(grant => ({
      ...grant,
      resource: grant.service === 's3' ? grant.resource.repeat(3) : 'q',
    }));
    expect(broken({ ...asked, grants: named }, before({ grants }))).toEqual(
      expected,
    );
  });

  it.each([null, 'group:default/others'])('excludes access of %s', owner => {
    const grants = [read('aaa')];
    expect(broken({ grants }, before({ grants }, owner))).toHaveLength(1);
  });
});

describe('managed policies', () => {
  const asks = { managedPolicyArns: [POLICY] };
  const check = (asked: Asked, place: SpecPlace, has = policy(['s3:Get*'])) =>
    checkManagedResources(
      specOf({ grants: [], ...asked }),
      observedWith({
        attachedPolicies: found([found(has)]),
        wantedPolicies: { [POLICY]: found(has) },
      }),
      place,
    ).map(({ field, rule }) => `${field} ${rule}`);

  it('are checked by their current document', () => {
    const buckets = placeOf(['arn:aws:s3:::team-*']);
    expect(check(asks, buckets)).toEqual([
      'managedPolicyArns[0] resource-owner',
    ]);
    const own = policy(['s3:Get*'], 'arn:aws:s3:::team-*');
    expect(check(asks, buckets, own)).toEqual([]);
    expect(check(asks, placeOf(['*']))).toEqual([]);
  });

  it('can stay, or be replaced by a copy with the same or less access', () => {
    const place = placeOf(undefined, {
      recorded: { spec: specOf({ grants: [], ...asks }), owner: TEAM },
    });
    const copy = (Action: string[]) => ({
      policyDocument: {
        ...policy(Action).document.document!,
      },
    });
    expect(check(asks, place)).toEqual([]);
    expect(broken(copy(['s3:GetObject']), place)).toEqual([]);
    expect(check(copy(['s3:GetObject']), place)).toEqual([]);
    expect(check(copy(['s3:PutObject']), place)).toEqual([
      'policyDocument resource-owner',
    ]);
    expect(check({ ...asks, ...copy(['s3:GetObject']) }, place)).toEqual([]);
  });

  it('that were attached manually do not count as existing access', () => {
    const place = placeOf(undefined, {
      recorded: { spec: specOf({ grants: [] }), owner: TEAM },
    });
    expect(check(asks, place)).toHaveLength(1);
  });
});
