import type { Blocker, VpcEndpoint } from '@backstage-irsa/iam-policy';
import { parseArn } from '../arn/arn';
import { readDocument } from '../model/document';
import type { Observation } from '../model/observation';
import type { LayerReading } from '../model/types';

/** A VPC endpoint that calls of pods to a service use with SDK defaults. */
export interface ObservedVpcEndpoint {
  /** The endpoint ID, `vpce-…`. */
  id: string;
  /** The type. A gateway endpoint serves the subnets of its route tables, an interface endpoint with private DNS serves the whole VPC. */
  type: 'Gateway' | 'Interface';
  /** The IAM prefix of the service. */
  service: string;
  /** The text of the endpoint policy. */
  policy: string;
}

/** The endpoints of a cluster's VPC. They serve only calls to their own region. */
export interface VpcEndpoints {
  vpcId: string;
  region: string;
  endpoints: ObservedVpcEndpoint[];
}

/** The endpoints' part of a request, and how it was read. */
export interface EndpointSide {
  /** The endpoints that the request can use, each of which decides about it alone. Empty if it uses none or none is known. */
  endpoints: VpcEndpoint[];
  reading: LayerReading;
}

/** The name of an endpoint policy in answers, because the policy has none. */
export const ENDPOINT_POLICY = 'VPC endpoint policy';
const LAYER = 'vpc-endpoint';

/** IAM prefixes of services whose endpoints have another name. Source: "AWS services that integrate with AWS PrivateLink", AWS PrivateLink Guide. */
const PREFIXES: Record<string, string> = {
  appconfigdata: 'appconfig',
  'aps-workspaces': 'aps',
  'bedrock-agent': 'bedrock',
  'bedrock-agent-runtime': 'bedrock',
  'bedrock-runtime': 'bedrock',
  'data-servicediscovery': 'servicediscovery',
  'dynamodb-streams': 'dynamodb',
  email: 'ses',
  forecastquery: 'forecast',
  'git-codecommit': 'codecommit',
  'kinesis-firehose': 'firehose',
  'kinesis-streams': 'kinesis',
  'memory-db': 'memorydb',
  'models-v2-lex': 'lex',
  monitoring: 'cloudwatch',
  'personalize-runtime': 'personalize',
  'runtime-v2-lex': 'lex',
  'servicecatalog-appregistry': 'servicecatalog',
  'streaming-rekognition': 'rekognition',
  'sync-states': 'states',
  tagging: 'tag',
  transcribestreaming: 'transcribe',
};

/**
 * Returns the IAM prefix of an endpoint's service. Undefined for services of other providers, for FIPS endpoints (clients use them only if
 * configured), and for the ECR registry (nodes pull images, not pods).
 *
 * @param serviceName - the endpoint service, such as `com.amazonaws.eu-west-1.ecr.api`
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

/** Returns the endpoints that decide about a request of a pod. */
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

/** Parses the endpoint policy; returns the reason as text if that fails. */
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

/** Whether an endpoint has the default policy, which allows everything. */
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

/** The endpoints that decide about all requests of a role's pods, by IAM prefix of the service. */
export interface ServiceEndpoints {
  byService: Record<string, VpcEndpoint>;
  reading: LayerReading;
}

/** Returns the single endpoint of each service. If a service has several, it is unknown which one a pod uses, so they count as not read. */
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

/** Describes which calls to the service do not use the endpoints. */
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

/** Returns the blockers without the principals that an endpoint policy names, because other teams share the endpoint. */
export function withoutOthers(blockers: Blocker[]): Blocker[] {
  return blockers.map(blocker => {
    const { layer, cause, level, statement, sid } = blocker;
    if (layer !== LAYER || cause !== 'principal') return blocker;
    const label = sid === undefined ? '' : ` (${sid})`;
    return {
      ...blocker,
      message: `Statement ${
        (statement ?? 0) + 1
      }${label} of the ${ENDPOINT_POLICY} attached to ${level} allows it for others, but not for the role.`,
    };
  });
}
