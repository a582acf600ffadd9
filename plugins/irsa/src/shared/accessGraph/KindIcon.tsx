import type { AccessGraphNode } from '@backstage-irsa/core/model';
import {
  type RemixiconComponentType,
  RiBox3Line,
  RiCloudLine,
  RiGroupLine,
  RiLinksLine,
  RiRobot2Line,
  RiShieldKeyholeLine,
} from '@remixicon/react';

const ICONS: Record<AccessGraphNode['kind'], RemixiconComponentType> = {
  subject: RiGroupLine,
  binding: RiLinksLine,
  workload: RiBox3Line,
  'service-account': RiRobot2Line,
  role: RiShieldKeyholeLine,
  'assumed-role': RiShieldKeyholeLine,
  service: RiCloudLine,
};

/** The icon of a kind of node. It is decorative: text beside it names the node. */
export function KindIcon({ kind }: { kind: AccessGraphNode['kind'] }) {
  const Icon = ICONS[kind];
  return <Icon aria-hidden size={16} />;
}
