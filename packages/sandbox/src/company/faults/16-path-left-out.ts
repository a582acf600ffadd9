import { addRole } from '../iam';
import {
  annotate,
  findRunningService,
  restart,
  ROLE_ARN_ANNOTATION,
} from '../service';
import type { Fault } from './fault';

export const pathLeftOut: Fault = {
  number: 16,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    const { account, role } = service;
    const withPath =
      role.path === '/'
        ? addRole(account, { ...role, path: '/services/' })
        : role;
    annotate(service, {
      [ROLE_ARN_ANNOTATION]: withPath.arn.replace(withPath.path, '/'),
    });
    restart(service);
  },
};
