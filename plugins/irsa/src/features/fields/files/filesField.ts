import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { FilesPreview } from './FilesPreview';
import { filesSchema } from './filesSchema';

/** `ui:field: IrsaFilesPreview`: the files of the pull request that the form as it stands now would open. It has no value of its own. */
export const filesField = createFormField({
  name: 'IrsaFilesPreview',
  component: FilesPreview,
  schema: filesSchema,
});
