export { patchHelmValues } from './helmValues';
export { patchKustomization } from './kustomization';
export { patchManifest } from './manifest';
export type {
  AnnotationChanges,
  FilePatch,
  PatchedServiceAccount,
} from './types';
