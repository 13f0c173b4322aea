import adamw from '../../../shaders/adamw.wgsl?raw';
import attention from '../../../shaders/attention.wgsl?raw';
import crossentropy from '../../../shaders/crossentropy.wgsl?raw';
import embedding from '../../../shaders/embedding.wgsl?raw';
import experts from '../../../shaders/experts.wgsl?raw';
import grouping from '../../../shaders/grouping.wgsl?raw';
import product from '../../../shaders/product.wgsl?raw';
import reduce from '../../../shaders/reduce.wgsl?raw';
import residual from '../../../shaders/residual.wgsl?raw';
import rmsnorm from '../../../shaders/rmsnorm.wgsl?raw';
import rope from '../../../shaders/rope.wgsl?raw';
import router from '../../../shaders/router.wgsl?raw';

/** The WGSL of every operation; those that reduce over a workgroup have `reduce.wgsl` in front. */
export const SHADERS = {
  adamw,
  attention: reduce + attention,
  crossentropy: reduce + crossentropy,
  embedding,
  experts: reduce + experts,
  grouping,
  product,
  residual,
  rmsnorm: reduce + rmsnorm,
  rope,
  router,
};

export type ShaderName = keyof typeof SHADERS;
