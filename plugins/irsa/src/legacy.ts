/**
 * The frontend of IRSA for Backstage, for apps on the old frontend system.
 *
 * @packageDocumentation
 */
export {
  EntityIrsaCard,
  EntityIrsaContent,
  EntityIrsaOwnedCard,
  IrsaAccessFormFieldExtension,
  IrsaAccessSummaryFieldExtension,
  IrsaClusterPickerFieldExtension,
  IrsaFilesPreviewFieldExtension,
  IrsaGrantsEditorFieldExtension,
  IrsaHandOverPreviewFieldExtension,
  IrsaMigrationPreviewFieldExtension,
  IrsaNameInputFieldExtension,
  IrsaNamespacePickerFieldExtension,
  IrsaPage,
  IrsaPlanPreviewFieldExtension,
  IrsaResourceInputFieldExtension,
  IrsaSearchResultListItem,
  IrsaServiceAccountPickerFieldExtension,
  irsaPlugin,
} from './legacyPlugin';
export { irsaApiRef } from './api/irsaApiRef';
export { irsaTranslationRef, type IrsaMessages } from './translation';
export {
  createAwsAccessColumn,
  type AwsAccessColumn,
} from './features/catalog/awsAccessColumn';
