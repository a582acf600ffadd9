export { planDelivered } from './delivered';
export { handOvers, type HandOverFormat } from './handover';
export { checkOthers, noteOthersTags } from './handover/others';
export { renderInputOf } from './input';
export { rendererOf, renderers } from './registry';
export { refusedBy, renderAs } from './render';
export {
  patchHelmValues,
  patchKustomization,
  patchManifest,
  type AnnotationChanges,
  type FilePatch,
  type PatchedServiceAccount,
} from './patches';
export { serviceAccountPatchOf } from './serviceAccountPatch';
export { renderResources } from './resources';
export { TERRAFORM_MODULE_VALUES } from './terraformModule';
export type { TerraformModule, TerraformModuleValue } from './types';
