import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import { parseArn } from '../../arn/arn';
import { type Violation } from '../../model/types';

/** A question about one action on one resource. */
export interface AccessQuestion {
  /** The action in AWS notation, such as `s3:DeleteObject`. */
  action: string;
  /** The IAM prefix in lowercase. */
  service: string;
  /** An ARN, or `*` for an action that has no specific resource. */
  resource: string;
}

const ACTION = /^([A-Za-z0-9-]{1,64}):([A-Za-z0-9]{1,63})$/;
const MOST_EXAMPLES = 3;

/** Returns the question, or the rules that it violates. AWS must define the action, and the action must support the resource. */
export function readQuestion(
  { action, resource }: { action: string; resource: string },
  catalogue: ActionCatalogue,
): AccessQuestion | Violation[] {
  const [, prefix = '', name = ''] = ACTION.exec(action) ?? [];
  if (name === '') {
    return [
      {
        field: 'action',
        rule: 'action-name',
        message:
          'Enter one action without wildcards as service:Name, such as s3:DeleteObject.',
      },
    ];
  }
  const known = catalogue
    .service(prefix)
    ?.actions.find(each => each.name.toLowerCase() === name.toLowerCase());
  if (!known) {
    return [
      {
        field: 'action',
        rule: 'action-known',
        message: `AWS has no action ${action}.`,
      },
    ];
  }
  const service = prefix.toLowerCase();
  const question = { action: `${service}:${known.name}`, service, resource };
  const broken = resourceRule(question, known.resources);
  return broken ? [{ field: 'resource', ...broken }] : question;
}

function resourceRule(
  { action, resource }: AccessQuestion,
  formats: readonly string[] | undefined,
): Omit<Violation, 'field'> | undefined {
  if (resource !== '*' && !parseArn(resource)) {
    return {
      rule: 'resource-arn',
      message:
        'Enter an ARN, such as arn:aws:s3:::bucket/key, or * for an action without a specific resource.',
    };
  }
  if (formats === undefined) return undefined;
  if (formats.length === 0) {
    return resource === '*'
      ? undefined
      : {
          rule: 'resource-type',
          message: `${action} applies to no specific resource. Enter *.`,
        };
  }
  if (formats.some(format => patternOf(format).test(resource)))
    return undefined;
  const examples = formats.slice(0, MOST_EXAMPLES).join(' or ');
  const [bucket] = /^arn:[^:]+:s3:::[^/]+$/.exec(resource) ?? [];
  const hint =
    bucket !== undefined && formats.some(format => format.includes('/${Object'))
      ? ` It applies to objects. Enter ${bucket}/*, or the key of one.`
      : '';
  return {
    rule: 'resource-type',
    message: `${action} takes resources of the form ${examples}.${hint}`,
  };
}

/** Returns a pattern for ARNs in a format of the Service Authorization Reference. Bucket names contain no slash; other names can. */
function patternOf(format: string): RegExp {
  const source = format
    .split(/(\$\{\w+\})/)
    .map((part, at, parts) => {
      // Of consecutive names, only the last can contain slashes; otherwise there would be too many ways to split the text.
      if (parts[at + 1] === '/' && parts[at + 2]?.startsWith('${')) {
        return '[^/]+';
      }
      if (part === '${Partition}') return 'aws[a-z-]*';
      if (part === '${Region}' || part === '${Account}') return '[^:]*';
      if (part === '${BucketName}') return '[^/]+';
      return part.startsWith('${')
        ? '.+'
        : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}$`, 's');
}
