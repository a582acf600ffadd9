import type { EksOperation } from './operation';
import { requireTagged, taggedAccess } from './taggedResources';

export const untagResource: EksOperation = {
  name: 'UntagResource',
  write: true,
  method: 'DELETE',
  path: '/tags/{arn}',
  access: ({ path, queryList }, context) => {
    const access = taggedAccess('eks:UntagResource', path.arn, context);
    return {
      ...access,
      context: { ...access.context, 'aws:TagKeys': queryList('tagKeys') },
    };
  },
  run: ({ path, queryList }, context) => {
    const tagged = requireTagged(path.arn, context);
    const keys = queryList('tagKeys');
    tagged.tags = Object.fromEntries(
      Object.entries(tagged.tags).filter(([key]) => !keys.includes(key)),
    );
    return {};
  },
};
