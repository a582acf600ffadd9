import type { Grant } from '../../model/types';
import type { Pairs } from '../../planning/types';

/** The services whose resources are created, as grants name them. */
export type ResourceService = 's3' | 'sqs' | 'dynamodb';

/** A bucket, a queue or a table. */
export interface NewResource extends Pick<Grant, 'resource'> {
  tags: Pairs;
  region: string;
}

/** How a format creates each kind of resource: encrypted, closed to the public, and kept when its file is deleted. */
export interface ResourceFormat {
  /** Of its file. */
  path: (service: ResourceService, resource: string) => string;
  write: Record<ResourceService, (resource: NewResource) => string>;
}

/** A YAML file for each. */
export function yamlPath(service: ResourceService, resource: string): string {
  return `${service}_${resource}.yaml`;
}

/** The key of a table, a string, until somebody decides otherwise. */
export const TABLE_KEY = 'id';

/** Whether a queue keeps the order of its messages. Source: "Amazon SQS FIFO queue and message identifiers", SQS Developer Guide. */
export function isFifo(queue: string): boolean {
  return queue.endsWith('.fifo');
}
