import './routes/everyRoute.stories';
import './routes/answers.stories';
import './routes/actions.stories';
import './routes/provisioningActions.stories';

jest.setTimeout(180_000);
