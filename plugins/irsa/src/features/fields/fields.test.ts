import './access/accessForm.stories';
import './accessFields.stories';
import './files/FilesPreview.stories';
import './migration/migrationFields.stories';
import './placeFields.stories';
import './plan/specOf.stories';
import './resourceFields.stories';
import './resources/patternWords.stories';
