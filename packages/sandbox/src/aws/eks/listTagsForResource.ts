import type { EksOperation } from './operation';
import { requireTagged, taggedAccess } from './taggedResources';

export const listTagsForResource: EksOperation = {
  name: 'ListTagsForResource',
  write: false,
  method: 'GET',
  path: '/tags/{arn}',
  access: ({ path }, context) =>
    taggedAccess('eks:ListTagsForResource', path.arn, context),
  run: ({ path }, context) => ({ tags: requireTagged(path.arn, context).tags }),
};
