import { expose } from 'comlink';
import '../model/worker-errors';
import { TextService } from './service';

expose(new TextService());
