import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { DEFAULT_AUDIENCE, EKS_ANNOTATIONS } from '../model/annotations';
import { type Violation } from '../model/types';
import { iamArn } from '../model/awsNames';
import { DEFAULT_SESSION_SECONDS } from '../model/spec/role';
import type { Desired } from '../planning/types';
import {
  notePolicyTags,
  refuseTemplateCode,
  templateOf,
} from './cloudformation';
import { manifestFiles, unlessEmpty } from './kubernetes';
import { refuseHalfCharacters } from './texts';
import type { RenderedAssociation, Renderer, RenderInput } from './types';
import { toYaml } from './yaml';

/** The maximum total size of a role's inline policies, in characters. Source: "IAM and AWS STS quotas", IAM User Guide. */
const INLINE_SIZE = 10_240;
const VERSION = '2012-10-17';

function documentsOf({ policy, role }: RenderInput): PolicyDocument[] {
  return [policy?.document, role.inlinePolicy?.document].flatMap(
    document => document ?? [],
  );
}

/** Merges all documents into one, because eksctl supports only one. Drops a repeated Sid, because Sids have no effect. */
function mergedDocument(input: RenderInput): PolicyDocument | undefined {
  const documents = documentsOf(input);
  if (documents.length < 2) return documents[0];
  const sids = new Set<string>();
  const statements = documents
    .flatMap(({ Statement }) => Statement)
    .map(statement => {
      const { Sid, ...rest } = statement;
      if (Sid === undefined || sids.has(Sid)) return rest;
      sids.add(Sid);
      return statement;
    });
  return { Version: VERSION, Statement: statements };
}

function clusterConfig({ cluster }: RenderInput, iam: object): string {
  return toYaml({
    apiVersion: 'eksctl.io/v1alpha5',
    kind: 'ClusterConfig',
    metadata: { name: cluster.eksName, region: cluster.region },
    iam,
  });
}

function serviceAccountEntry(input: RenderInput) {
  const { role, serviceAccount } = input;
  const { existing } = serviceAccount;
  const { [EKS_ANNOTATIONS.roleArn]: _, ...annotations } =
    serviceAccount.annotations;
  const { namespace, name, labels } = serviceAccount;
  const attachPolicy = mergedDocument(input);
  return {
    metadata: {
      name,
      namespace,
      ...(existing ? {} : unlessEmpty('annotations', annotations)),
      ...unlessEmpty('labels', labels),
    },
    roleName: role.name,
    ...(existing && { roleOnly: true }),
    ...(role.managedPolicyArns.length > 0 && {
      attachPolicyARNs: role.managedPolicyArns,
    }),
    ...(attachPolicy && { attachPolicy }),
    ...(role.boundaryArn !== undefined && {
      permissionsBoundary: role.boundaryArn,
    }),
    tags: role.tags,
  };
}

function renderIrsa(input: RenderInput) {
  const { role } = input;
  const longer = role.maxSessionDurationSeconds !== DEFAULT_SESSION_SECONDS;
  const annotates = input.serviceAccount.existing
    ? ''
    : ' and the annotation with the role';
  return {
    files: [
      {
        path: 'cluster.yaml',
        content: clusterConfig(input, {
          withOIDC: true,
          serviceAccounts: [serviceAccountEntry(input)],
        }),
      },
    ],
    notes: [
      `Run eksctl create iamserviceaccount --config-file cluster.yaml --approve. It writes the trust policy${annotates}.`,
      ...(role.path === '/'
        ? []
        : [`eksctl creates roles only at the path /, not at ${role.path}.`]),
      ...(longer
        ? [
            `eksctl cannot set the maximum session duration: it stays 3600 s instead of ${role.maxSessionDurationSeconds} s.`,
          ]
        : []),
      'The permissions become one inline policy of the role.',
    ],
  };
}

function associationEntry(
  { serviceAccount }: RenderInput,
  association: RenderedAssociation,
) {
  const { targetRoleArn, sessionPolicy, disableSessionTags } = association;
  return {
    namespace: serviceAccount.namespace,
    serviceAccountName: serviceAccount.name,
    roleARN: association.roleArn,
    createServiceAccount: false,
    ...(targetRoleArn !== undefined && { targetRoleARN: targetRoleArn }),
    ...(disableSessionTags !== undefined && { disableSessionTags }),
    ...(sessionPolicy && { policy: JSON.stringify(sessionPolicy) }),
    tags: association.tags,
  };
}

/** Returns the first eksctl version that supports all used fields. Source: the eksctl release notes. */
function versionFor({
  targetRoleArn,
  sessionPolicy,
  disableSessionTags,
}: RenderedAssociation): string | undefined {
  if (sessionPolicy) return '0.223.0';
  return targetRoleArn !== undefined || disableSessionTags
    ? '0.212.0'
    : undefined;
}

/** Renders the role as a separate stack, because a role that eksctl creates for Pod Identity trusts EKS for every ServiceAccount of the account. */
function renderPodIdentity(
  input: RenderInput,
  association: RenderedAssociation,
) {
  const { serviceAccount } = input;
  const version = versionFor(association);
  return {
    files: [
      {
        path: 'role.yaml',
        content: templateOf({ ...input, association: undefined }),
      },
      {
        path: 'cluster.yaml',
        content: clusterConfig(input, {
          podIdentityAssociations: [associationEntry(input, association)],
        }),
      },
      ...manifestFiles(input),
    ],
    notes: [
      'Create the role as a CloudFormation stack with CAPABILITY_NAMED_IAM. A role that eksctl creates would trust every ServiceAccount in the account.',
      ...notePolicyTags(input),
      'Then run eksctl create podidentityassociation --config-file cluster.yaml to create the association.',
      ...(version === undefined
        ? []
        : [`eksctl must be version ${version} or later.`]),
      ...(serviceAccount.existing ? [] : ['Apply service-account.yaml last.']),
    ],
  };
}

function unsayable(field: string, message: string): Violation {
  return { field, rule: 'unsupported-by-format', message };
}

function refuseIrsa(input: RenderInput): Violation[] {
  const { audience, role, cluster } = input;
  const documents = documentsOf(input);
  const size = JSON.stringify(mergedDocument(input) ?? {}).length;
  const mixed =
    documents.length > 1 &&
    documents.some(({ Version }) => Version !== VERSION);
  const nothing = documents.length + role.managedPolicyArns.length === 0;
  return [
    ...(role.accountId === cluster.accountId
      ? []
      : [
          unsayable(
            'accountId',
            'eksctl creates roles only in the account of the cluster. Choose another format.',
          ),
        ]),
    ...(audience === DEFAULT_AUDIENCE
      ? []
      : [
          unsayable(
            'audience',
            `eksctl creates roles only for the audience ${DEFAULT_AUDIENCE}. Choose another format.`,
          ),
        ]),
    ...(mixed
      ? [
          unsayable(
            'policyDocument',
            `eksctl merges grants and inline document into one document. Set the Version of the inline document to ${VERSION}.`,
          ),
        ]
      : []),
    ...(size > INLINE_SIZE
      ? [
          unsayable(
            'policyDocument',
            `eksctl merges grants and inline document into one inline policy, which would have ${size} characters; IAM allows ${INLINE_SIZE}. Shorten them, or choose another format.`,
          ),
        ]
      : []),
    ...(nothing
      ? [
          unsayable(
            'grants',
            'eksctl creates no role without permissions. Add a grant, or choose another format.',
          ),
        ]
      : []),
  ];
}

/** Returns the objects as eksctl's stack creates them: a role at `/`. Omits the permissions, which are in one inline policy that eksctl names. */
function asMade(desired: Desired): Desired {
  if (desired.mechanism === 'pod-identity') return desired;
  const roleArn = iamArn(desired.config, 'role', '/', desired.roleName);
  return {
    ...desired,
    path: '/',
    roleArn,
    annotations: {
      ...desired.annotations,
      [EKS_ANNOTATIONS.roleArn]: roleArn,
    },
    session: {},
    policy: undefined,
    inlinePolicy: undefined,
  };
}

/** Renders eksctl's ClusterConfig for an existing cluster. */
export const renderer: Renderer = {
  format: 'eksctl',
  title: 'eksctl',
  omits: ['tag-policy'],
  refuse: input => [
    ...refuseHalfCharacters(input),
    // eksctl passes the documents to CloudFormation.
    ...refuseTemplateCode(input),
    ...(input.association ? [] : refuseIrsa(input)),
  ],
  render: input =>
    input.association
      ? renderPodIdentity(input, input.association)
      : renderIrsa(input),
  asMade,
};
