import type { Blocker, VpcEndpoint } from '@backstage-irsa/iam-policy';
import { parseArn } from '../arn/arn';
import { readDocument } from '../model/document';
import type { Observation } from '../model/observation';
import type { LayerReading } from '../model/types';

/** An endpoint that calls of pods to a service take by the SDK's defaults. */
export interface ObservedVpcEndpoint {
  /** `vpce-…`. */
  id: string;
  /** A gateway endpoint serves the subnets of its route tables, an interface endpoint with private DNS the whole VPC. */
  type: 'Gateway' | 'Interface';
  /** The IAM prefix of the service. */
  service: string;
  /** The text of its policy. */
  policy: string;
}

/** The endpoints of the VPC of a cluster. They serve calls to their own region alone. */
export interface VpcEndpoints {
  vpcId: string;
  region: string;
  endpoints: ObservedVpcEndpoint[];
}

/** The endpoints' side of a request, and how it was read. */
export interface EndpointSide {
  /** Those that the request may go through, each of which decides about it alone. Empty where it goes through none, or none is known. */
  endpoints: VpcEndpoint[];
  reading: LayerReading;
}

/** What the policy of an endpoint is called, which has no name. */
export const ENDPOINT_POLICY = 'VPC endpoint policy';
const LAYER = 'vpc-endpoint';

/** IAM prefixes of services whose endpoints are named otherwise. Source: "AWS services that integrate with AWS PrivateLink", AWS PrivateLink Guide. */
const PREFIXES: Record<string, string> = {
  'aps-workspaces': 'aps',
  'bedrock-agent': 'bedrock',
  'bedrock-agent-runtime': 'bedrock',
  'bedrock-runtime': 'bedrock',
  'dynamodb-streams': 'dynamodb',
  email: 'ses',
  'git-codecommit': 'codecommit',
  'kinesis-firehose': 'firehose',
  'kinesis-streams': 'kinesis',
  monitoring: 'cloudwatch',
  'sync-states': 'states',
};

/**
 * The IAM prefix of the service that an endpoint is for; undefined for services of others, for FIPS endpoints, which clients use only where they are
 * told to, and for the registry of ECR, which containers are pulled from by nodes.
 *
 * @param serviceName - such as `com.amazonaws.eu-west-1.ecr.api`
 */
export function endpointService(
  serviceName: string,
  region: string,
): string | undefined {
  const mark = `amazonaws.${region}.`;
  const start = serviceName.indexOf(mark);
  if (start < 0) return undefined;
  const name = serviceName.slice(start + mark.length);
  if (/fips|^ecr\.dkr$|^vpce-svc-/.test(name)) return undefined;
  const [prefix] = name.split('.');
  return PREFIXES[prefix] ?? prefix;
}

/** The endpoints that decide about a request of a pod. */
export function endpointSideOf(
  observed: Observation<VpcEndpoints>,
  { action, resource }: { action: string; resource: string },
): EndpointSide {
  if (observed.state !== 'found') return unreadSide(observed);
  const { vpcId, region, endpoints } = observed.value;
  const [service] = action.toLocaleLowerCase('en-US').split(':');
  const serving = endpoints.filter(endpoint => endpoint.service === service);
  if (serving.length === 0) {
    return absentSide(`VPC ${vpcId} has no endpoint for ${service}.`);
  }
  const called = parseArn(resource)?.region ?? '';
  if (called !== '' && called !== region) {
    return absentSide(`Endpoints of VPC ${vpcId} do not serve ${called}.`);
  }
  const named = serving.map(readEndpoint);
  const broken = named.find(one => typeof one === 'string');
  if (broken !== undefined) return notRead(broken);
  const reason = limitOf(serving, called === '');
  return {
    endpoints: named.filter(one => typeof one !== 'string'),
    reading: {
      ...{ layer: LAYER, state: 'read' },
      ...(reason !== undefined && { reason }),
    },
  };
}

/** Ready to be asked, or why its policy cannot be read. */
function readEndpoint({
  id,
  type,
  policy,
}: ObservedVpcEndpoint): VpcEndpoint | string {
  const { document, errors } = readDocument(policy, 'resource');
  return document
    ? {
        policy: { name: ENDPOINT_POLICY, level: id, document },
        isGateway: type === 'Gateway',
      }
    : `The policy of VPC endpoint ${id} is not a valid document: ${errors[0]?.reason}`;
}

/** Whether the policy of an endpoint is the default one, which decides nothing. */
export function allowsAll({ policy }: VpcEndpoint): boolean {
  const [statement, ...others] = [policy.document.Statement].flat();
  const { Effect, Principal, Action, Resource, Condition } = statement ?? {};
  return (
    others.length === 0 &&
    Effect === 'Allow' &&
    Condition === undefined &&
    [Principal, Action, Resource].every(value => value === '*')
  );
}

/** The endpoints that decide about all requests of a role's pods, by the prefix of their service. */
export interface ServiceEndpoints {
  byService: Record<string, VpcEndpoint>;
  reading: LayerReading;
}

/** Each service by its one endpoint. Which of several a pod uses is not known: they count as not read. */
export function serviceEndpoints(
  observed: Observation<VpcEndpoints>,
): ServiceEndpoints {
  if (observed.state !== 'found') {
    return { byService: {}, reading: unreadSide(observed).reading };
  }
  const { vpcId, endpoints } = observed.value;
  const byService: Record<string, VpcEndpoint> = {};
  const unread: string[] = [];
  for (const [service, serving] of Map.groupBy(endpoints, one => one.service)) {
    const [first, ...others] = serving.map(readEndpoint);
    if (others.length > 0) unread.push(limitOf(serving, false) ?? '');
    else if (typeof first === 'string') unread.push(first);
    else byService[service] = first;
  }
  if (unread.length > 0) {
    return { byService, reading: notRead(unread.join(' ')).reading };
  }
  return endpoints.length > 0
    ? {
        byService,
        reading: {
          ...{ layer: LAYER, state: 'read' },
          reason: `Calls from subnets without a route to a gateway endpoint and to other regions do not go through the endpoints of VPC ${vpcId}.`,
        },
      }
    : {
        byService,
        reading: absentSide(`VPC ${vpcId} has no endpoints.`).reading,
      };
}

function unreadSide(
  observed: Exclude<Observation<VpcEndpoints>, { state: 'found' }>,
): EndpointSide {
  if (observed.state === 'absent') {
    return notRead('The VPC of the cluster is not known.');
  }
  const { reason, right } = observed;
  const missing =
    right === undefined || reason.includes(right)
      ? ''
      : ` Missing permission: ${right}.`;
  return notRead(`${reason}${missing}`);
}

function notRead(reason: string): EndpointSide {
  return {
    endpoints: [],
    reading: { layer: LAYER, state: 'not-read', reason },
  };
}

function absentSide(reason: string): EndpointSide {
  return { endpoints: [], reading: { layer: LAYER, state: 'absent', reason } };
}

/** Which calls to the service do not go through the endpoints. */
function limitOf(
  serving: ObservedVpcEndpoint[],
  isAnyRegion: boolean,
): string | undefined {
  const ids = serving.map(({ id }) => id).join(' and ');
  const others = [
    ...(serving.every(({ type }) => type === 'Gateway')
      ? ['from subnets without a route to it']
      : []),
    ...(isAnyRegion ? ['to other regions'] : []),
  ];
  if (serving.length > 1) {
    return `${ids} serve the VPC: which of them a pod uses depends on its subnet and client.`;
  }
  return others.length > 0
    ? `Calls ${others.join(' and ')} do not go through ${ids}.`
    : undefined;
}

/** Blockers without the principals that the policy of an endpoint names: other teams share it. */
export function withoutOthers(blockers: Blocker[]): Blocker[] {
  return blockers.map(blocker => {
    const { layer, cause, level, statement, sid } = blocker;
    if (layer !== LAYER || cause !== 'principal') return blocker;
    const label = sid === undefined ? '' : ` (${sid})`;
    return {
      ...blocker,
      message: `Statement ${
        (statement ?? 0) + 1
      }${label} of the ${ENDPOINT_POLICY} attached to ${level} allows it to others, and not to the role.`,
    };
  });
}
