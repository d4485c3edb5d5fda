export { CIFAR10_CLASSES, readCifar10 } from './node/cifar10.ts';
