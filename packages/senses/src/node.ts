export { CIFAR10_CLASSES, readCifar10 } from './node/cifar10.ts';
export { readImageFolder, type ImageFolderOptions } from './node/image-folder.ts';
export { IMAGE_SET_NAMES, loadImages, type ImageSetName, type LoadOptions } from './node/load-images.ts';
export { readMnist, type MnistName, type MnistOptions } from './node/mnist.ts';
export { type SplitLimits } from './node/split-limits.ts';
export { readSvhn } from './node/svhn.ts';
