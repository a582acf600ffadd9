import type { Grant } from '../../model/types';
import type { Pairs } from '../../planning/types';

/** The services whose resources can be created, as grants name them. */
export type ResourceService = 's3' | 'sqs' | 'dynamodb';

/** A bucket, queue, or table to create. */
export interface NewResource extends Pick<Grant, 'resource'> {
  tags: Pairs;
  region: string;
}

/** How a format creates each kind of resource: encrypted, not public, and, except in Terraform, kept after its file is deleted. */
export interface ResourceFormat {
  /** Returns the path of the resource's file. */
  path: (service: ResourceService, resource: string) => string;
  write: Record<ResourceService, (resource: NewResource) => string>;
}

/** Returns the path of the resource's YAML file. */
export function yamlPath(service: ResourceService, resource: string): string {
  return `${service}_${resource}.yaml`;
}

/** The default key of a table, a string. */
export const TABLE_KEY = 'id';

/** Checks whether a queue is a FIFO queue. Source: "Amazon SQS FIFO queue and message identifiers", SQS Developer Guide. */
export function isFifo(queue: string): boolean {
  return queue.endsWith('.fifo');
}
