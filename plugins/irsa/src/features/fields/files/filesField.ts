import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { FilesPreview } from './FilesPreview';
import { filesSchema } from './filesSchema';

/** `ui:field: IrsaFilesPreview`: a live preview of the files in the pull request that the form would open. The field has no value. */
export const filesField = createFormField({
  name: 'IrsaFilesPreview',
  component: FilesPreview,
  schema: filesSchema,
});
