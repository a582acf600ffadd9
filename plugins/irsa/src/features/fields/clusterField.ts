import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { ClusterPicker } from './ClusterPicker';
import { fieldSchema } from './fieldSchema';

/** `ui:field: IrsaClusterPicker`: a cluster that the user may use. The value is the cluster's name. */
export const clusterField = createFormField({
  name: 'IrsaClusterPicker',
  component: ClusterPicker,
  schema: fieldSchema,
});
