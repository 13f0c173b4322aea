import { engineContract } from '../engine.contract';
import { loraContract } from '../lora.contract';
import { createCpuEngine } from './engine';

engineContract(createCpuEngine);
loraContract(createCpuEngine);
