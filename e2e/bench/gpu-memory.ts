/**
 * Counts the buffers that any library makes on the graphics processor in this worker from now on. The function that
 * is returned gives the most bytes that there were at once. A buffer that is only collected, not destroyed, counts on.
 */
export function watchGpuMemory(): () => number {
  let held = 0;
  let most = 0;
  if (typeof GPUDevice === 'undefined') return () => most;
  const sizes = new WeakMap<GPUBuffer, number>();
  const { createBuffer } = GPUDevice.prototype;
  GPUDevice.prototype.createBuffer = function (descriptor) {
    const buffer = createBuffer.call(this, descriptor);
    sizes.set(buffer, buffer.size);
    most = Math.max(most, (held += buffer.size));
    return buffer;
  };
  const { destroy } = GPUBuffer.prototype;
  GPUBuffer.prototype.destroy = function () {
    held -= sizes.get(this) ?? 0;
    sizes.delete(this);
    return destroy.call(this);
  };
  return () => most;
}
