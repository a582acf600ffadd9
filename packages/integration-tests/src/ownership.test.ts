import './ownership/adoption.stories';
import './ownership/annotatedServiceAccount.stories';
import './ownership/existingServiceAccount.stories';
import './ownership/handover.stories';
import './ownership/managedBy.stories';
import './ownership/overtaken.stories';
import './ownership/recovery.stories';
import './ownership/sharing.stories';
import './ownership/transferredPolicies.stories';
import './ownership/transfers.stories';
import './chaining/targetRole.stories';
import './chaining/targetRoleLife.stories';
import './chaining/roleChaining.stories';
import './chaining/crossAccount.stories';

jest.setTimeout(180_000);
