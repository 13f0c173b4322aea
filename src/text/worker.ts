import { expose } from 'comlink';
import { TextService } from './service';

expose(new TextService());
