import './attacks/attacks.stories';
import './attacks/hostileRequests.stories';
import './attacks/permissionBounds.stories';
import './attacks/redaction.stories';
import './attacks/maliciousCluster.stories';

jest.setTimeout(180_000);
