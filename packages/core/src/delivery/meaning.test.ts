import {
  evaluate,
  evaluateTrust,
  excessOf,
  type ActionCatalogue,
  type NamedPolicy,
  type PolicyDocument,
  type RequestContext,
} from '@backstage-irsa/iam-policy';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import { buildTrustPolicy } from '../trust/build';
import { checkSpec } from '../model/spec/checkSpec';
import { EKS_ANNOTATIONS } from '../model/annotations';
import { subjectOf } from '../model/serviceAccountRef';
import { type IamServiceAccountSpec, type RenderFormat } from '../model/types';
import fc from 'fast-check';
import { desiredWith } from '../__testUtils__/desired';
import { ISSUER, observedWith, PROVIDER_ARN } from '../__testUtils__/observed';
import { checkMechanism } from '../planning/rules/mechanismRules';
import { arbitrarySpec } from './__testUtils__/arbitrarySpecs';
import { problemsOf } from './__testUtils__/problems';
import { readers } from './__testUtils__/readers';
import type { ReadSpec } from './__testUtils__/readers/types';
import { renderInputOf } from './input';
import { renderers } from './registry';
import { renderAs } from './render';
import type { RenderInput } from './types';

const FORMATS = Object.keys(renderers) as RenderFormat[];
/** Each run compares what whole documents allow. The nightly test does more runs. */
const RUNS = process.env.NIGHTLY === 'true' ? 100 : 20;
/** Formats that take the region from a provider, a stack, or a command. */
const ONE_REGION = new Set<RenderFormat>([
  'iam-json',
  'terraform',
  'cloudformation',
]);
const CLUSTER_ARN = 'arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu';

/** Returns the documents that `create now` writes. */
function createdNow(input: RenderInput): PolicyDocument[] {
  return [input.policy?.document, input.role.inlinePolicy?.document].flatMap(
    document => document ?? [],
  );
}

function named(documents: PolicyDocument[]): NamedPolicy[] {
  return documents.map(document => ({ name: 'one', document }));
}

/** Returns all statements in one document, as a maximum. */
function together(documents: PolicyDocument[]): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: documents.flatMap(({ Statement }) => Statement),
  };
}

/** Returns the expected association. Terraform refers to the role that it creates. */
function associationOf(
  input: RenderInput,
  { association }: ReadSpec,
  format: RenderFormat,
) {
  const { cluster, serviceAccount, role } = input;
  if (!input.association) return undefined;
  const { sessionPolicy, disableSessionTags, tags } = input.association;
  const isReference = association?.roleArn.startsWith('${aws_iam_role.');
  return {
    cluster: cluster.eksName,
    region: ONE_REGION.has(format) ? undefined : cluster.region,
    namespace: serviceAccount.namespace,
    serviceAccount: serviceAccount.name,
    roleArn: isReference ? association?.roleArn : role.arn,
    sessionPolicy,
    disableSessionTags,
    tags,
  };
}

/** Returns the trust policy; if the files contain none, that of the tool. Source: "IAM Roles for Service Accounts", eksctl documentation. */
function trustOf({ role, serviceAccount }: ReadSpec): PolicyDocument {
  return (
    role.trust ??
    buildTrustPolicy({
      partition: 'aws',
      accountId: '111122223333',
      issuer: ISSUER,
      namespace: serviceAccount.namespace,
      name: serviceAccount.name,
      audience: 'sts.amazonaws.com',
    })
  );
}

/** Returns the ServiceAccount and similar ones. */
function near({ namespace, name }: IamServiceAccountSpec) {
  return [
    { namespace, name },
    { namespace, name: `${name}x` },
    { namespace: `${namespace}x`, name },
  ];
}

/** Returns the decisions for EKS on behalf of the ServiceAccount and similar ones, with and without session tags. */
function letsInPods(trustPolicy: PolicyDocument, spec: IamServiceAccountSpec) {
  const contexts: RequestContext[] = near(spec).flatMap(
    ({ namespace, name }): RequestContext[] => [
      { 'aws:SourceAccount': '111122223333', 'aws:SourceArn': CLUSTER_ARN },
      {
        'aws:RequestTag/eks-cluster-arn': CLUSTER_ARN,
        'aws:RequestTag/kubernetes-namespace': namespace,
        'aws:RequestTag/kubernetes-service-account': name,
      },
    ],
  );
  return contexts.map(
    context =>
      evaluateTrust({
        trustPolicy: { name: 'trust policy', document: trustPolicy },
        principal: { service: 'pods.eks.amazonaws.com' },
        action: 'sts:AssumeRole',
        context,
      }).decision,
  );
}

/** Returns the decisions for the ServiceAccount and similar ones. */
function letsIn(trustPolicy: PolicyDocument, spec: IamServiceAccountSpec) {
  if (spec.mechanism === 'pod-identity') return letsInPods(trustPolicy, spec);
  const { audience = 'sts.amazonaws.com', accountId = '111122223333' } = spec;
  const federated = PROVIDER_ARN.replace('111122223333', accountId);
  return near(spec)
    .map(subjectOf)
    .flatMap(sub =>
      [audience, 'elsewhere'].map(
        aud =>
          evaluateTrust({
            trustPolicy: { name: 'trust policy', document: trustPolicy },
            principal: { federated },
            action: 'sts:AssumeRoleWithWebIdentity',
            context: { [`${ISSUER}:sub`]: sub, [`${ISSUER}:aud`]: aud },
          }).decision,
      ),
    );
}

const REQUESTS = [
  ['s3:GetObject', 'arn:aws:s3:::orders/a'],
  ['s3:GetObject', 'arn:aws:s3:::team-payments/a'],
  ['s3:PutObject', 'arn:aws:s3:::orders-files/a'],
  ['sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:orders'],
  ['dynamodb:GetItem', 'arn:aws:dynamodb:eu-west-1:111122223333:table/t'],
];

function decisions(documents: PolicyDocument[], roleArn: string) {
  return REQUESTS.map(
    ([action, resource]) =>
      evaluate({
        principal: { kind: 'role', arn: roleArn },
        action,
        resource,
        context: { 'aws:PrincipalTag/team': 'payments', 's3:prefix': 'no' },
        identityPolicies: named(documents),
      }).decision,
  );
}

/** Compares what documents allow with the documents that `create now` writes. */
function meaningOf(
  documents: PolicyDocument[],
  now: PolicyDocument[],
  roleArn: string,
  catalogue: ActionCatalogue,
) {
  const excess = (some: PolicyDocument[], most: PolicyDocument[]) =>
    excessOf(
      named(some),
      { name: 'most', document: together(most) },
      { catalogue },
    ).map(({ actions, resources }) => ({ actions, resources }));
  return {
    more: excess(documents, now),
    less: excess(now, documents),
    decisions: decisions(documents, roleArn),
  };
}

/** Formats that create the managed policy with CloudFormation, which cannot tag it. */
const UNTAGGED = new Set<RenderFormat>(['cloudformation', 'eksctl']);

/** Returns the other objects, as far as the format can express them. */
function objectsOf(input: RenderInput, format: RenderFormat) {
  const { role } = input;
  const { existing: __, ...serviceAccount } = input.serviceAccount;
  const { name, managedPolicyArns, tags, boundaryArn } = role;
  const said = {
    name,
    managedPolicyArns,
    tags,
    ...(boundaryArn && { boundaryArn }),
  };
  const { [EKS_ANNOTATIONS.roleArn]: _, ...others } =
    serviceAccount.annotations;
  return format === 'eksctl' && !input.association
    ? {
        role: said,
        serviceAccount: { ...serviceAccount, annotations: others },
        namespaces: [serviceAccount.namespace],
      }
    : {
        role: {
          ...said,
          path: role.path,
          maxSessionDurationSeconds: role.maxSessionDurationSeconds,
        },
        ...(input.policy && !UNTAGGED.has(format) && { policyTags: tags }),
        serviceAccount,
        namespaces: [],
      };
}

function isGood(spec: IamServiceAccountSpec): boolean {
  return checkSpec(spec).length + checkMechanism(spec).length === 0;
}

function inputOf(spec: IamServiceAccountSpec): RenderInput {
  return renderInputOf(desiredWith(spec), observedWith());
}

describe.each(FORMATS)('%s', format => {
  it('is valid, and has the same effect as creating it now', async () => {
    const catalogue = await loadCatalogue();
    fc.assert(
      fc.property(arbitrarySpec.filter(isGood), spec => {
        const input = inputOf(spec);
        const { files, violations } = renderAs(format, input);
        // Another test covers specs that a tool cannot express.
        fc.pre(violations.length === 0);
        expect(problemsOf(format, files)).toEqual([]);
        const read = readers[format](files);
        const { trust: _, ...role } = read.role;
        const { permissions, association, ...rest } = read;
        expect(association).toEqual(associationOf(input, read, format));
        expect({ ...rest, role }).toEqual(objectsOf(input, format));

        expect(letsIn(trustOf(read), spec)).toEqual(
          letsIn(input.role.trust, spec),
        );
        expect(letsIn(input.role.trust, spec)).toContain('Allowed');
        const now = createdNow(input);
        const meaning = (documents: PolicyDocument[], trust?: PolicyDocument) =>
          format === 'eksctl' && !association
            ? meaningOf(documents, now, input.role.arn, catalogue)
            : // The files contain the documents themselves.
              { documents, trust };
        expect(meaning(permissions, read.role.trust)).toEqual(
          meaning(now, input.role.trust),
        );
      }),
      { numRuns: RUNS },
    );
  }, 240_000);
});
