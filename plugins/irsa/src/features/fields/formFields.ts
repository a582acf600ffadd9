import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

const clusterPicker = FormFieldBlueprint.make({
  name: 'cluster-picker',
  params: {
    field: () => import('./clusterField').then(m => m.clusterField),
  },
});

const namespacePicker = FormFieldBlueprint.make({
  name: 'namespace-picker',
  params: {
    field: () => import('./namespaceField').then(m => m.namespaceField),
  },
});

const nameInput = FormFieldBlueprint.make({
  name: 'name-input',
  params: {
    field: () => import('./name/nameField').then(m => m.nameField),
  },
});

const accessSummary = FormFieldBlueprint.make({
  name: 'access-summary',
  params: {
    field: () => import('./summary/summaryField').then(m => m.summaryField),
  },
});

const grantsEditor = FormFieldBlueprint.make({
  name: 'grants-editor',
  params: {
    field: () => import('./grants/grantsField').then(m => m.grantsField),
  },
});

const filesPreview = FormFieldBlueprint.make({
  name: 'files-preview',
  params: {
    field: () => import('./files/filesField').then(m => m.filesField),
  },
});

const planPreview = FormFieldBlueprint.make({
  name: 'plan-preview',
  params: {
    field: () => import('./plan/planField').then(m => m.planField),
  },
});

const accessForm = FormFieldBlueprint.make({
  name: 'access-form',
  params: {
    field: () => import('./access/accessField').then(m => m.accessField),
  },
});

const migrationPreview = FormFieldBlueprint.make({
  name: 'migration-preview',
  params: {
    field: () =>
      import('./migration/migrationField').then(m => m.migrationField),
  },
});

const handOverPreview = FormFieldBlueprint.make({
  name: 'hand-over-preview',
  params: {
    field: () => import('./handOver/handOverField').then(m => m.handOverField),
  },
});

const serviceAccountPicker = FormFieldBlueprint.make({
  name: 'service-account-picker',
  params: {
    field: () =>
      import('./migration/serviceAccountField').then(
        m => m.serviceAccountField,
      ),
  },
});

const resourceInput = FormFieldBlueprint.make({
  name: 'resource-input',
  params: {
    field: () => import('./resources/resourceField').then(m => m.resourceField),
  },
});

/** The extensions with the fields for templates. */
export const formFields = [
  clusterPicker,
  namespacePicker,
  nameInput,
  accessSummary,
  grantsEditor,
  filesPreview,
  planPreview,
  accessForm,
  migrationPreview,
  handOverPreview,
  serviceAccountPicker,
  resourceInput,
];
