import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { DefaultIrsaService } from './DefaultIrsaService';
import type { IrsaService } from './IrsaService';

/** The API of the `irsa` backend plugin, for other backend plugins. @public */
export const irsaServiceRef = createServiceRef<IrsaService>({
  id: 'irsa.service',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: deps => DefaultIrsaService.create(deps),
    }),
});
