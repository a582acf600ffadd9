import './Authorizer.stories';
import './Memberships.stories';
import './RequestLimitStore.stories';
import './audit/ChangeReader.stories';
import './audit/ChangeStore.stories';
import './audit/recordedNames.stories';
import './audit/retention.stories';
import './visibility.stories';
