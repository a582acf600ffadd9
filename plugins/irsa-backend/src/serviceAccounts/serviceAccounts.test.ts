import './ConsentStore.stories';
import './ManagedObjectStore.stories';
import './RoleLeaseStore.stories';
import './TrustWriteStore.stories';
import './VerificationStore.stories';
import './permittedAccount.stories';
import './cutOffs/CutOffStore.stories';
import './transfers/TransferStore.stories';
