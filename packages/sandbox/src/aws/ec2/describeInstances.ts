import type { OperationContext } from '../operation';
import { visibleClusters } from '../eks/clusters';
import { AwsError } from '../protocol/error';
import {
  flatList,
  integer,
  optional,
  structure,
  text,
} from '../protocol/fields';
import { page } from '../protocol/page';
import { wildcardPattern } from '../protocol/wildcards';
import { queryOperation } from '../query/operation';
import { type Instance, instancesOf, instanceXml, tagsOf } from './instances';

interface Filter {
  Name: string;
  Value: string[];
}

/** The instances of the node groups of the caller's account, each in a reservation of its own. */
export const describeInstances = queryOperation({
  name: 'DescribeInstances',
  write: false,
  input: {
    Filter: flatList(structure({ Name: text(), Value: flatList(text()) })),
    InstanceId: flatList(text()),
    MaxResults: optional(integer({})),
    NextToken: optional(text()),
  },
  access: () => [{ action: 'ec2:DescribeInstances', resource: '*' }],
  run: (input, context) => {
    const limit = readLimit(input.MaxResults, input.InstanceId);
    const instances = named(input.InstanceId, context);
    const matchers = input.Filter.map(matcher);
    const shown = page(
      instances.filter(instance =>
        matchers.every(matches => matches(instance)),
      ),
      { key: ({ id }) => id, marker: input.NextToken, limit },
    );
    return {
      reservationSet: shown.items.map(instance => ({
        reservationId: instance.id.replace('i-', 'r-'),
        ownerId: context.caller.account.id,
        groupSet: [],
        instancesSet: [instanceXml(instance)],
      })),
      nextToken: shown.marker,
    };
  },
});

/** Throws `InvalidParameterValue` and `InvalidParameterCombination`. */
function readLimit(maxResults: number | undefined, ids: string[]): number {
  if (maxResults === undefined) {
    return 1000;
  }
  if (maxResults < 5 || maxResults > 1000) {
    throw invalidValue(
      `Value ( ${maxResults} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.`,
    );
  }
  if (ids.length > 0) {
    throw new AwsError(
      'InvalidParameterCombination',
      400,
      'The parameter instancesSet cannot be used with the parameter maxResults',
    );
  }
  return maxResults;
}

/** The instances with these IDs, or all. Throws `InvalidInstanceID.NotFound`. */
function named(ids: string[], context: OperationContext): Instance[] {
  const instances = visibleClusters(context).flatMap(instancesOf);
  const missing = ids.filter(id => !instances.some(known => known.id === id));
  if (missing.length > 0) {
    throw new AwsError(
      'InvalidInstanceID.NotFound',
      400,
      `The instance IDs '${missing.join(', ')}' do not exist`,
    );
  }
  return instances.filter(({ id }) => ids.length === 0 || ids.includes(id));
}

/** What a filter compares, by its name: an instance matches when one of these is among the filter's values. */
const VALUES: Record<string, (instance: Instance) => string[]> = {
  'instance-id': ({ id }) => [id],
  'instance-state-name': () => ['running'],
  'instance-type': ({ group }) => group.instanceTypes.slice(0, 1),
  'private-dns-name': ({ node }) => [node.metadata.name],
  'tag-key': instance => Object.keys(tagsOf(instance)),
};

/** Throws `InvalidParameterValue` for a filter that the sandbox does not have. */
function matcher({ Name, Value }: Filter): (instance: Instance) => boolean {
  const tag = /^tag:(.+)$/.exec(Name)?.[1];
  const values =
    tag === undefined
      ? VALUES[Name]
      : (instance: Instance) =>
          Object.entries(tagsOf(instance)).flatMap(([key, value]) =>
            key === tag ? [value] : [],
          );
  if (!values) {
    throw invalidValue(`The filter '${Name}' is invalid`);
  }
  const patterns = Value.map(value => wildcardPattern(value));
  return instance =>
    values(instance).some(value =>
      patterns.some(pattern => pattern.test(value)),
    );
}

function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValue', 400, message);
}
