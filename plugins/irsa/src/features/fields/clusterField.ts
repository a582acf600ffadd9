import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { ClusterPicker } from './ClusterPicker';
import { fieldSchema } from './fieldSchema';

/** `ui:field: IrsaClusterPicker`: a cluster that the caller may use; its value is the cluster's name. */
export const clusterField = createFormField({
  name: 'IrsaClusterPicker',
  component: ClusterPicker,
  schema: fieldSchema,
});
