import { addRole } from '../iam';
import {
  annotate,
  findService,
  restart,
  ROLE_ARN_ANNOTATION,
} from '../service';
import type { Fault } from './fault';

export const pathLeftOut: Fault = {
  number: 16,
  name: 'path-left-out',
  title: "The annotation's ARN leaves out the path of the role.",
  plant(ref, world) {
    const service = findService(world, ref);
    const { account, role } = service;
    const withPath = addRole(account, {
      ...role,
      path: role.path === '/' ? '/services/' : role.path,
    });
    annotate(service, {
      [ROLE_ARN_ANNOTATION]: withPath.arn.replace(withPath.path, '/'),
    });
    restart(service);
  },
};
