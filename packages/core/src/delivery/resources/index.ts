import type {
  Grant,
  RenderedFile,
  RenderFormat,
  Violation,
} from '../../model/types';
import { ack } from './ack';
import { cloudformation } from './cloudformation';
import { crossplane } from './crossplane';
import { terraform } from './terraform';
import {
  TABLE_KEY,
  type NewResource,
  type ResourceFormat,
  type ResourceService,
} from './types';

const FORMATS: Partial<Record<RenderFormat, ResourceFormat>> = {
  terraform,
  cloudformation,
  ack,
  crossplane,
};

const SERVICES: ReadonlySet<string> = new Set<ResourceService>([
  's3',
  'sqs',
  'dynamodb',
]);

function isCreated(
  grant: Grant,
): grant is Grant & { service: ResourceService } {
  return SERVICES.has(grant.service);
}

/** Returns notes about decisions to make before a resource is created. */
function noteOf({ service, resource }: Grant): string[] {
  return service === 'dynamodb'
    ? [
        `Table ${resource} has the string key "${TABLE_KEY}". Change it before you merge: the key of a table cannot be changed later.`,
      ]
    : [];
}

function refused(rule: string, message: string) {
  const field = 'createResources';
  return { files: [], notes: [], violations: [{ field, rule, message }] };
}

/**
 * Returns files that create the buckets, queues, and tables of grants: one file for each, so that another request neither edits nor removes it.
 * Returns violations if there are no files.
 */
export function renderResources(
  format: RenderFormat,
  grants: Grant[],
  place: Omit<NewResource, 'resource'>,
): { files: RenderedFile[]; notes: string[]; violations: Violation[] } {
  const words = FORMATS[format];
  if (!words) {
    return refused(
      'unsupported-by-format',
      `Files for ${format} create no buckets, queues, or tables. Choose Terraform, CloudFormation, ACK or Crossplane, or leave createResources out.`,
    );
  }
  const created = grants.filter(isCreated);
  if (created.length === 0) {
    return refused(
      'nothing-to-create',
      'No grant names a bucket, a queue or a table. Leave createResources out.',
    );
  }
  const files = new Map(
    created.map(({ service, resource }) => [
      words.path(service, resource),
      words.write[service]({ ...place, resource }),
    ]),
  );
  return {
    files: [...files].map(([path, content]) => ({ path, content })),
    notes: [...new Set(created.flatMap(noteOf))],
    violations: [],
  };
}
