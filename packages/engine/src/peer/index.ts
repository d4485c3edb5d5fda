export { PeerError } from './errors.ts';
export { startLineProcess, type LineProcess, type LineProcessOptions } from './line-process.ts';
export {
  findPytorch,
  isFloat32,
  pytorchVariants,
  startPytorchPeer,
  type PytorchPeer,
  type PytorchPeerOptions,
  type PytorchVariant,
} from './pytorch-peer.ts';
