import { loraContract } from '../lora.contract';
import { createCpuEngine } from './engine';

loraContract((config, weights, options) => createCpuEngine(config, weights, options, 'a processor'));
