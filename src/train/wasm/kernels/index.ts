/** The training step's kernels, in the order in which a step uses them. Each is run by all threads at once. */
export { barrier, enter } from './threads';
export { tile4, tile6 } from './tile';
export { embed, embedBackward } from './embedding';
export { rmsnorm, rmsnormBackward } from './rmsnorm';
export { packLeft, packLeftTransposed, product, productOverRows } from './product';
export { rotate } from './rope';
export { attention, attentionBackward } from './attention';
export { add } from './residual';
export { route, routeBackward } from './router';
export { group } from './grouping';
export { activate, addThroughRouter, combine, expertsBackwardHidden } from './experts';
export { crossEntropy, crossEntropyBackward, totalLoss } from './crossentropy';
export { reduce } from './reduce';
export { checkFinite } from './finite';
export { adamw } from './adamw';
