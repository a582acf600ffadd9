export { planDelivered } from './delivered';
export { renderInputOf } from './input';
export { renderers } from './registry';
export { renderAs } from './render';
