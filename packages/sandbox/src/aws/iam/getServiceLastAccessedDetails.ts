import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type {
  ActionCatalogue,
  PolicyDocument,
} from '@backstage-irsa/iam-policy';
import type { LastAccessedJob } from '../../state/account';
import { text } from '../protocol/fields';
import { page } from '../protocol/page';
import type { XmlObject } from '../protocol/xml';
import { queryOperation } from '../query/operation';
import { noSuchEntity } from './errors';
import { paging } from './fields';
import { pageXml } from './paging';
import {
  policiesOfSource,
  requireSource,
  type PolicySource,
} from './simulatedPolicies';
import { wildcardPattern } from '../protocol/wildcards';

/**
 * The actions whose last use AWS reports, by prefix of the sandbox's services. AWS reports actions that manage resources, but none on their content,
 * such as objects or messages. This is a selection. Source: "IAM action last accessed information services and actions", IAM User Guide.
 */
const TRACKED_ACTIONS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    dynamodb: ['CreateTable', 'DeleteTable', 'DescribeTable', 'UpdateTable'],
    ec2: ['DescribeInstances', 'RunInstances', 'TerminateInstances'],
    eks: [
      'AssociateAccessPolicy',
      'CreateAccessEntry',
      'CreatePodIdentityAssociation',
      'DeleteAccessEntry',
      'DeletePodIdentityAssociation',
      'DescribeCluster',
      'ListClusters',
      'UpdatePodIdentityAssociation',
    ],
    iam: [
      'AttachRolePolicy',
      'CreatePolicy',
      'CreatePolicyVersion',
      'CreateRole',
      'DeletePolicy',
      'DeleteRole',
      'DeleteRolePolicy',
      'DetachRolePolicy',
      'GetRole',
      'ListRoles',
      'PutRolePolicy',
      'TagRole',
      'UpdateAssumeRolePolicy',
    ],
    lambda: ['CreateFunction', 'DeleteFunction', 'UpdateFunctionCode'],
    s3: [
      'CreateBucket',
      'DeleteBucket',
      'DeleteBucketPolicy',
      'GetBucketLocation',
      'GetBucketPolicy',
      'ListAllMyBuckets',
      'PutBucketPolicy',
    ],
    secretsmanager: ['CreateSecret', 'DeleteSecret', 'UpdateSecret'],
    sns: ['CreateTopic', 'DeleteTopic', 'SetTopicAttributes', 'Subscribe'],
    sqs: ['CreateQueue', 'DeleteQueue', 'PurgeQueue', 'SetQueueAttributes'],
  }),
);

/** Returns the prefixes of the services that Allow statements name. A statement with `NotAction` counts as all services. */
function grantedServices(
  documents: PolicyDocument[],
  catalogue: ActionCatalogue,
): string[] {
  const patterns = allowedActions(documents).map(action =>
    wildcardPattern(action.split(':')[0], 'i'),
  );
  return catalogue
    .prefixes()
    .filter(prefix => patterns.some(pattern => pattern.test(prefix)));
}

/** Returns the actions of a service that Allow statements name. Ignores resources and conditions. */
function grantedActions(
  documents: PolicyDocument[],
  service: string,
  actions: readonly string[],
): string[] {
  const patterns = allowedActions(documents).map(action =>
    wildcardPattern(action, 'i'),
  );
  return actions.filter(action =>
    patterns.some(pattern => pattern.test(`${service}:${action}`)),
  );
}

/** Returns the actions of Allow statements as written, or `*` for a statement with `NotAction`. */
function allowedActions(documents: PolicyDocument[]): string[] {
  return documents
    .flatMap(({ Statement }) => [Statement].flat())
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, NotAction }) =>
      NotAction === undefined ? [Action ?? []].flat() : ['*'],
    );
}

/** The time until a report is complete, in milliseconds. AWS documents no time; real reports take seconds. */
const MAKING_MS = 1_000;

/** Returns a last-accessed report, which is in progress at first. Only the principal that started a report can read it. */
export const getServiceLastAccessedDetails = queryOperation({
  name: 'GetServiceLastAccessedDetails',
  write: false,
  input: { JobId: text({ min: 36, max: 36 }), ...paging },
  access: () => [
    { action: 'iam:GetServiceLastAccessedDetails', resource: '*' },
  ],
  run: async (input, { world, caller, now }) => {
    const { account } = caller;
    const job = account.lastAccessedJobs.get(input.JobId);
    if (job?.startedBy !== caller.arn) {
      throw noSuchEntity(`Job ID ${input.JobId} does not exist.`);
    }
    const completedAt = new Date(job.createdAt.getTime() + MAKING_MS);
    if (now < completedAt) {
      return { ...jobXml(job, 'IN_PROGRESS'), ServicesLastAccessed: [] };
    }
    const catalogue = await loadCatalogue();
    const source = requireSource(world, account, job.arn);
    const documents = policiesOfSource(source).map(({ document }) => document);
    const services = grantedServices(documents, catalogue);
    const shown = page(services, {
      key: service => service,
      marker: input.Marker,
      limit: input.MaxItems ?? 100,
    });
    return {
      ...jobXml(job, 'COMPLETED'),
      JobCompletionDate: completedAt,
      ServicesLastAccessed: shown.items.map(service => ({
        ...serviceXml(service, source, catalogue),
        ...(job.granularity === 'ACTION_LEVEL' &&
          actionsXml(service, source, documents)),
      })),
      ...pageXml(shown),
    };
  },
});

function jobXml(job: LastAccessedJob, status: string): XmlObject {
  return {
    JobStatus: status,
    JobType: job.granularity,
    JobCreationDate: job.createdAt,
  };
}

function serviceXml(
  service: string,
  { entity }: PolicySource,
  catalogue: ActionCatalogue,
): XmlObject {
  const use =
    'serviceUse' in entity ? entity.serviceUse?.get(service) : undefined;
  return {
    ServiceName: catalogue.service(service)?.title ?? service,
    ServiceNamespace: service,
    LastAuthenticated: use?.at,
    LastAuthenticatedEntity: use && entity.arn,
    LastAuthenticatedRegion: use?.region,
    TotalAuthenticatedEntities: use ? 1 : 0,
  };
}

/** Returns the granted actions of a service whose use AWS reports; nothing if none of them was used. */
function actionsXml(
  service: string,
  { entity }: PolicySource,
  documents: PolicyDocument[],
): XmlObject {
  const uses = 'actionUse' in entity ? entity.actionUse : undefined;
  const actions = grantedActions(
    documents,
    service,
    TRACKED_ACTIONS.get(service) ?? [],
  );
  if (!actions.some(action => uses?.has(`${service}:${action}`))) {
    return {};
  }
  return {
    TrackedActionsLastAccessed: actions.map(action => {
      const use = uses?.get(`${service}:${action}`);
      return {
        ActionName: action,
        LastAccessedEntity: use && entity.arn,
        LastAccessedTime: use?.at,
        LastAccessedRegion: use?.region,
      };
    }),
  };
}
