import './attacks/attacks.stories';
import './attacks/hostileRequests.stories';
import './attacks/permissionBounds.stories';
import './attacks/redaction.stories';
import './attacks/approvals.stories';
import './attacks/approvalGate.stories';
import './attacks/approvalWays.stories';
import './attacks/breakGlass.stories';
import './attacks/joinedRoles.stories';
import './attacks/removedDeny.stories';
import './attacks/refusedApprovals.stories';
import './attacks/resumedApprovals.stories';
import './attacks/maliciousCluster.stories';
import './ownershipAttacks/ownershipAttacks.stories';
import './ownershipAttacks/foreignEntities.stories';
import './ownershipAttacks/foreignObjects.stories';
import './ownershipAttacks/adoptionPermissions.stories';

jest.setTimeout(180_000);
