import './IamReader.stories';
import './bulk/podStream.stories';
import './certificates.stories';
import './discovery/organizationSupplier.stories';
import './garbled.stories';
import './organization/readOrganization.stories';
import './pods.stories';
import './resources/resources.stories';
