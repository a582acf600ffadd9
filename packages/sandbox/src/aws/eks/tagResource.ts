import type { EksOperation } from './operation';
import { requireTagged, taggedAccess } from './taggedResources';
import { checkCount, newTags, requestTagContext } from './tagging';

export const tagResource: EksOperation = {
  name: 'TagResource',
  write: true,
  method: 'POST',
  path: '/tags/{arn}',
  access: (input, context) => {
    const access = taggedAccess('eks:TagResource', input.path.arn, context);
    return {
      ...access,
      context: { ...access.context, ...requestTagContext(newTags(input)) },
    };
  },
  run: (input, context) => {
    const tagged = requireTagged(input.path.arn, context);
    const tags = { ...tagged.tags, ...newTags(input) };
    checkCount(tags);
    tagged.tags = tags;
    return {};
  },
};
