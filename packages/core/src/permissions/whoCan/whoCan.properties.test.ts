import {
  endpointWith,
  NO_ENDPOINTS,
  vpcEndpoints,
} from '../../__testUtils__/vpcEndpoints';
import {
  evaluate,
  type PolicyDocument,
  type Statement,
  type VpcEndpoint,
} from '@backstage-irsa/iam-policy';
import fc from 'fast-check';
import {
  organizationPolicy,
  organizationWith,
} from '../../__testUtils__/organization';
import { accountIdOf } from '../../arn/arn';
import {
  absent,
  found,
  unknown,
  type Observation,
} from '../../model/observation';
import type { ObservedDocument } from '../../model/observed';
import type {
  LayerReading,
  PolicyText,
  SimulationResult,
} from '../../model/types';
import {
  organizationControls,
  type Organizations,
} from '../organization/organizationControls';
import { evaluablePolicies, type PolicySet } from '../policySet';
import type { ReadResource } from '../resources/resourceSide';
import { simulate } from '../simulation/simulate';
import { endpointSideOf, type VpcEndpoints } from '../vpcEndpoints';
import { decideAccess } from './decide';
import type { AccessQuestion } from './question';
import { podAccess } from './podAccess';
import { isReached, mayLetInByItself, reachOf } from './reach';
import { readPolicies } from './readPolicies';
import { principalsByResource } from './trustedPrincipals';

const HOME = '111122223333';
const STAGING = '444455556666';
/** An account that is not scanned. */
const ELSEWHERE = '777788889999';
const roleArn = (accountId: string, name: string) =>
  `arn:aws:iam::${accountId}:role/${name}`;
const FLEET = [
  roleArn(HOME, 'api'),
  roleArn(HOME, 'batch'),
  roleArn(STAGING, 'api'),
];
const STRANGER = roleArn(ELSEWHERE, 'stranger');
const NAMED_STRANGER = roleArn(ELSEWHERE, 'named');

const question = (action: string, resource: string): AccessQuestion => ({
  ...{ action, resource, service: action.split(':')[0] },
});
const QUESTIONS = [
  question('s3:GetObject', 'arn:aws:s3:::orders/january'),
  question('sqs:SendMessage', `arn:aws:sqs:eu-west-1:${HOME}:orders`),
  question('sns:Publish', `arn:aws:sns:eu-west-1:${STAGING}:orders`),
  question('kms:Decrypt', `arn:aws:kms:eu-west-1:${HOME}:key/1234abcd`),
  question(
    'dynamodb:GetItem',
    `arn:aws:dynamodb:eu-west-1:${STAGING}:table/orders`,
  ),
];
const KEY = `arn:aws:kms:eu-west-1:${HOME}:key/5678abcd`;

/** A session of the first role. */
const NIGHTLY = `arn:aws:sts::${HOME}:assumed-role/api/nightly`;
/** What the answers to requests with other keys can depend on. */
const OPEN_TEXTS = ['aws:SourceVpce', NIGHTLY];
/** Additional context keys of a request. */
const REQUESTS: Record<string, string>[] = [
  {},
  { 'aws:SourceVpce': 'vpce-1' },
  { 'aws:SourceVpce': 'vpce-2' },
  { 'aws:SourceVpce': 'january' },
  { 'aws:userid': 'AROA1:nightly' },
  { 'aws:userid': 'AROA1:nightly', 'aws:SourceVpce': 'vpce-1' },
];

const documentOf = (statements: Statement[]): PolicyDocument => ({
  ...{ Version: '2012-10-17', Statement: statements },
});
const observed = (statements: Statement[]): Observation<ObservedDocument> => {
  const document = documentOf(statements);
  return found({ text: JSON.stringify(document), document, errors: [] });
};

const OF_ENDPOINT = 'arn:aws:s3:::orders/${aws:SourceVpce}';
const conditions: Statement['Condition'][] = [
  { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
  { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
  { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-company99' } },
  { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/api' } },
  { StringEquals: { 'aws:ResourceAccount': HOME } },
  { StringLike: { 'aws:PrincipalArn': '*${aws:SourceVpce}*' } },
  { StringNotLike: { 'aws:PrincipalArn': 'arn:*${aws:SourceVpce}' } },
];
const own: fc.Arbitrary<Statement> = fc
  .record({
    Effect: fc.constantFrom(
      'Allow' as const,
      'Allow' as const,
      'Deny' as const,
    ),
    Action: fc.constantFrom('*', 's3:*', 'kms:*', 'sqs:SendMessage'),
    Resource: fc.constantFrom('*', 'arn:aws:s3:::orders/*', OF_ENDPOINT, KEY),
    isAllBut: fc.nat(5).map(one => one === 0),
    Condition: fc.option(fc.constantFrom(...conditions), { nil: undefined }),
  })
  .map(({ Condition, Resource, isAllBut, ...rest }) => ({
    ...rest,
    ...(isAllBut ? { NotResource: Resource } : { Resource }),
    ...(Condition && { Condition }),
  }));
const principal: fc.Arbitrary<Statement['Principal']> = fc.constantFrom(
  '*' as const,
  { AWS: '*' },
  { AWS: [`arn:aws:iam::${HOME}:root`] },
  { AWS: [STAGING, ELSEWHERE] },
  { AWS: FLEET[0] },
  { AWS: NIGHTLY },
  { AWS: [FLEET[0], NIGHTLY] },
  { AWS: [FLEET[2], NAMED_STRANGER] },
  { Service: 'cloudfront.amazonaws.com' },
);
const ofResource: fc.Arbitrary<Statement> = fc
  .tuple(own, principal)
  .map(([{ NotResource: _, ...statement }, Principal]) => ({
    ...statement,
    Resource: statement.Resource === OF_ENDPOINT ? OF_ENDPOINT : '*',
    Principal,
  }));
const statements = (one: fc.Arbitrary<Statement>, minLength = 0) =>
  fc.array(one, { minLength, maxLength: 3 });
const policyOf = fc.oneof(
  fc.constant(absent<ObservedDocument>()),
  fc.constant(unknown<ObservedDocument>('It may not be read.')),
  statements(ofResource, 1).map(observed),
  statements(ofResource, 1).map(observed),
);

const EVERYTHING: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };

/** The VPC endpoints of the cluster of a role. */
const endpointsOf = fc.oneof(
  fc.constant(NO_ENDPOINTS),
  fc.constant(unknown<VpcEndpoints>('The endpoints may not be read.')),
  fc
    .array(
      fc.record({
        policy: statements(ofResource, 1),
        type: fc.constantFrom('Gateway' as const, 'Interface' as const),
        service: fc.constantFrom('s3', 'sqs', 'kms'),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map(all =>
      vpcEndpoints(
        ...all.map(({ policy, ...rest }, at) =>
          endpointWith(policy, { ...rest, id: `vpce-${at}` }),
        ),
      ),
    ),
);

const fleet = fc.record({
  asked: fc.constantFrom(...QUESTIONS),
  policies: fc.tuple(
    ...FLEET.map(() =>
      fc.oneof(
        statements(own),
        statements(own).map(all => [EVERYTHING, ...all]),
      ),
    ),
  ),
  boundary: fc.option(
    statements(own).map(all => [EVERYTHING, ...all]),
    { nil: undefined },
  ),
  policy: policyOf,
  keyPolicy: fc.option(statements(ofResource, 1).map(observed), {
    nil: undefined,
  }),
  scp: fc.array(own, { maxLength: 1 }),
  rcp: fc.array(own, { maxLength: 1 }),
  endpoints: fc.tuple(...FLEET.map(() => endpointsOf)),
});

type Given = typeof fleet extends fc.Arbitrary<infer T> ? T : never;

/** Buckets belong to the staging account. */
function ownerOf({ resource }: AccessQuestion): string {
  return accountIdOf(resource) || STAGING;
}

function resourceOf({ asked, policy, keyPolicy }: Given): ReadResource {
  const isKey = asked.service === 'kms';
  return {
    accountId: ownerOf(asked),
    policy,
    encryption:
      keyPolicy && !isKey
        ? found({
            ...{ keyArn: KEY, bucketKey: false, keyPolicy },
            keyGrants: found([]),
          })
        : absent(),
  };
}

function setOf(identity: Statement[], boundary?: Statement[]): PolicySet {
  const textOf = (kind: PolicyText['kind'], all: Statement[]): PolicyText => ({
    ...{ kind, name: kind, errors: [] },
    document: JSON.stringify(documentOf(all)),
  });
  const read = (layer: LayerReading['layer']): LayerReading => ({
    ...{ layer, state: 'read' },
  });
  return {
    policies: [
      ...(identity.length > 0 ? [textOf('inline', identity)] : []),
      ...(boundary ? [textOf('permissions-boundary', boundary)] : []),
    ],
    layers: [read('identity'), read('permissions-boundary')],
  };
}

const denying = (all: Statement[]): Statement[] =>
  all.map(one => ({ ...one, Effect: 'Deny', Principal: '*' }));

function organizationsOf(scp: Statement[], rcp: Statement[]): Organizations {
  const organization = organizationWith({
    scps: scp.length > 0 ? { root: [organizationPolicy('scp', ...scp)] } : {},
    rcps:
      rcp.length > 0
        ? { root: [organizationPolicy('rcp', ...denying(rcp))] }
        : {},
  });
  return { [HOME]: organization, [STAGING]: organization };
}

const NOTHING_ELSE = {
  boundary: undefined,
  keyPolicy: undefined,
  scp: [],
  rcp: [],
  endpoints: FLEET.map(() => NO_ENDPOINTS),
};
const UNDER_A_CONDITION: Statement = {
  ...EVERYTHING,
  Condition: conditions[0],
};
const IN_ABSENCE: Statement = { ...EVERYTHING, Condition: conditions[1] };
const S3_GATEWAY = { type: 'Gateway' as const, service: 's3' };
/** Examples that were decided incorrectly before: the policy of the role with a resource policy for others, a key statement for the role with one for its account, a key that denies the role behind different endpoints, and an endpoint or a resource that allows requests without a condition key, and a key that denies a session. */
const FOUND_BEFORE: Given[] = [
  {
    ...NOTHING_ELSE,
    asked: QUESTIONS[1],
    policies: [[UNDER_A_CONDITION], [], []],
    policy: observed([
      { ...EVERYTHING, Principal: { Service: 'cloudfront.amazonaws.com' } },
    ]),
  },
  {
    ...NOTHING_ELSE,
    asked: QUESTIONS[3],
    policies: [[], [], []],
    policy: observed([
      { ...UNDER_A_CONDITION, Principal: '*' },
      { ...EVERYTHING, Principal: { AWS: `arn:aws:iam::${HOME}:root` } },
    ]),
  },
  {
    ...NOTHING_ELSE,
    asked: QUESTIONS[1],
    policies: [[], [], []],
    policy: unknown('It may not be read.'),
    keyPolicy: observed([{ ...EVERYTHING, Principal: '*' }]),
    scp: [{ ...EVERYTHING, Effect: 'Deny', Resource: KEY }],
    endpoints: FLEET.map(() =>
      vpcEndpoints(
        endpointWith([{ ...EVERYTHING, Principal: '*' }]),
        endpointWith([{ ...UNDER_A_CONDITION, Principal: '*' }], {
          id: 'vpce-2',
        }),
      ),
    ),
  },
  {
    ...NOTHING_ELSE,
    asked: QUESTIONS[0],
    policies: [[EVERYTHING], [EVERYTHING], [EVERYTHING]],
    policy: absent(),
    endpoints: FLEET.map(() =>
      vpcEndpoints(
        endpointWith([{ ...IN_ABSENCE, Principal: '*' }], {
          ...S3_GATEWAY,
          id: 'vpce-0',
        }),
        endpointWith([{ ...EVERYTHING, Principal: '*' }], S3_GATEWAY),
      ),
    ),
  },
  {
    ...NOTHING_ELSE,
    asked: QUESTIONS[0],
    policies: [[], [], []],
    policy: observed([{ ...IN_ABSENCE, Principal: '*' }]),
  },
  {
    ...NOTHING_ELSE,
    asked: QUESTIONS[0],
    policies: [[EVERYTHING], [], []],
    policy: observed([{ ...EVERYTHING, Principal: '*' }]),
    keyPolicy: observed([
      { ...EVERYTHING, Principal: '*' },
      { ...EVERYTHING, Effect: 'Deny', Principal: { AWS: NIGHTLY } },
    ]),
  },
];

/** Returns the simulation decision as one word. It is unknown when only one of 2 required sides allows the request. */
function answerIn({ decision, unknownReason, summary }: SimulationResult) {
  if (decision !== 'Allowed') {
    return unknownReason === undefined ? 'denied' : 'unknown';
  }
  return summary.includes('must allow it too') ? 'unknown' : 'allowed';
}

/** Returns the simulation decisions for the same question with and without additional context keys. */
function answersTo(given: Given, index: number, set: PolicySet) {
  return resultsOf(given, index, set).map(answerIn);
}

function resultsOf(given: Given, index: number, set: PolicySet) {
  const { action, resource } = given.asked;
  return simulate(
    REQUESTS.map(context => ({
      ...{ action, resource },
      context: { ...context, 'aws:RequestedRegion': 'eu-west-1' },
    })),
    { arn: FLEET[index], tags: {} },
    set,
    {
      now: new Date(),
      organizations: organizationsOf(given.scp, given.rcp),
      resources: { [resource]: resourceOf(given) },
      vpcEndpoints: given.endpoints[index],
    },
  );
}

it('lists exactly the pods that the simulation allows, and none whose policies name other resources', () => {
  const seen = new Map<string, number>();
  let skipped = 0;
  fc.assert(
    fc.property(fleet, given => {
      const { asked, policies, boundary, scp, rcp } = given;
      const organizations = organizationsOf(scp, rcp);
      const resource = resourceOf(given);
      const controlsFor = organizationControls(id => organizations[id]);
      FLEET.forEach((arn, index) => {
        const set = setOf(policies[index], boundary);
        const read = readPolicies(set, evaluablePolicies(set));
        const through = (vpcEndpoint?: VpcEndpoint) =>
          decideAccess(asked, read, {
            ...{ kind: 'role', arn, context: {}, resource, vpcEndpoint },
            controls: controlsFor(arn, { ...asked, owner: resource.accountId }),
            controlsFor,
          });
        const byRole = through();
        const isSkipped =
          !mayLetInByItself(resource) &&
          !isReached(reachOf(read, asked), asked.resource);
        skipped += isSkipped ? 1 : 0;
        const isListed = byRole !== undefined && !byRole.isLeftToPolicy;
        expect({ isSkipped, isListed }).not.toEqual({
          isSkipped: true,
          isListed: true,
        });
        const side = endpointSideOf(given.endpoints[index], asked);
        const decision = byRole && podAccess(byRole, side, through);
        const [plain, ...others] = answersTo(given, index, set);
        const listed = decision?.decision ?? 'left out';
        seen.set(listed, (seen.get(listed) ?? 0) + 1);
        const all = [plain, ...others];
        const agrees = {
          allowed: all.every(answer => answer === 'allowed'),
          // Two statements that depend on a condition key can complement each other.
          'allowed-if':
            plain !== 'allowed' ||
            OPEN_TEXTS.some(text => JSON.stringify(given).includes(text)),
          unknown: !all.includes('allowed'),
          'left out': all.every(answer => answer === 'denied'),
        }[listed];
        expect({ arn, listed, all, agrees }).toMatchObject({ agrees: true });
      });
    }),
    { numRuns: 300, examples: FOUND_BEFORE.map(given => [given]) },
  );
  // "allowed" is the rarest: about 30 of 900 decisions.
  expect(skipped).toBeGreaterThan(0);
  expect([...seen.keys()].sort()).toEqual([
    'allowed',
    'allowed-if',
    'left out',
    'unknown',
  ]);
});

it('simulates a decision that holds for every request, unless it says that it depends on missing keys', () => {
  let definite = 0;
  fc.assert(
    fc.property(fleet, given => {
      FLEET.forEach((_, index) => {
        const set = setOf(given.policies[index], given.boundary);
        const [plain, ...others] = resultsOf(given, index, set);
        const isOpen =
          plain.decision === 'Allowed'
            ? plain.missingContext.length > 0 ||
              plain.summary.includes('KMS key of the resource is not known')
            : plain.unknownReason !== undefined || plain.conditions;
        if (isOpen) return;
        definite += 1;
        const differs = others.filter(
          one =>
            (one.decision === 'Allowed') !== (plain.decision === 'Allowed'),
        );
        expect({ plain, differs }).toEqual({ plain, differs: [] });
      });
    }),
    { numRuns: 300, examples: FOUND_BEFORE.map(given => [given]) },
  );
  expect(definite).toBeGreaterThan(100);
});

it('lists external principals that the resource policy allows and RCPs do not deny', () => {
  let letIn = 0;
  fc.assert(
    fc.property(fleet, given => {
      const { asked, policy, rcp } = given;
      if (policy.state !== 'found') return;
      const { document } = policy.value as { document: PolicyDocument };
      const organizations = organizationsOf([], rcp);
      const owner = ownerOf(asked);
      const { resourceControlPolicies = [] } = organizationControls(
        id => organizations[id],
      )(`arn:aws:iam::${owner}:root`, { ...asked, owner });
      const listed = principalsByResource(
        document,
        asked,
        resourceControlPolicies.flat(),
      );
      for (const arn of [STRANGER, NAMED_STRANGER]) {
        const [plain, ...others] = REQUESTS.map(
          context =>
            evaluate({
              ...{ action: asked.action, resource: asked.resource },
              principal: { kind: 'role', arn },
              resourceAccount: owner,
              identityPolicies: [
                {
                  name: 'all',
                  document: documentOf([EVERYTHING]),
                },
              ],
              resourcePolicy: { name: 'resource policy', document },
              resourceControlPolicies,
              context: {
                ...context,
                'aws:PrincipalArn': arn,
                'aws:RequestedRegion': 'eu-west-1',
              },
            }).decision === 'Allowed',
        );
        const entries = listed.filter(({ name }) =>
          ['*', ELSEWHERE, arn].includes(name),
        );
        const mayBe = plain || others.includes(true);
        letIn += mayBe ? 1 : 0;
        // An entry for the account says nothing about a role that the policy may name.
        const isPlain =
          arn === STRANGER && entries.some(one => !one.conditions);
        expect({ arn, mayBe, isListed: entries.length > 0, plain }).toEqual({
          ...{ arn, mayBe, plain: plain || isPlain },
          isListed: mayBe || entries.length > 0,
        });
      }
    }),
    { numRuns: 300 },
  );
  // About 30 of 600 are allowed, so the property covers them.
  expect(letIn).toBeGreaterThan(0);
});
