import './verification/chain.stories';
import './verification/diagnoses.stories';
import './verification/settling.stories';
import './verification/lateIam.stories';
import './verification/faults.stories';
import './verification/drill.stories';
import './verification/encryption.stories';
import './verification/remediations.stories';
import './verification/missingPermissions.stories';
import './verification/tokenRequests.stories';

jest.setTimeout(180_000);
