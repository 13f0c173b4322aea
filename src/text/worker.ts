import { expose } from 'comlink';
import { TextService } from './service';

import '../model/workers';

expose(new TextService());
