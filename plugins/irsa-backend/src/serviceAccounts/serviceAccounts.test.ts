import './ConsentStore.stories';
import './RoleLeaseStore.stories';
import './VerificationStore.stories';
import './cutOffs/CutOffStore.stories';
import './transfers/TransferStore.stories';
