export { kubebuilderAssets } from './assets';
export {
  startControlPlane,
  type ControlPlane,
  type ControlPlaneOptions,
} from './controlPlane';
