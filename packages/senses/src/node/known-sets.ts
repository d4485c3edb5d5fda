import { CIFAR10_FILES } from './cifar10.ts';
import { MNIST_FILES } from './mnist.ts';

/** A file that is fetched as it is. */
export interface RemoteFile {
  readonly url: string;
  readonly name: string;
  /** As its publisher, or the libraries that fetch it, give it. */
  readonly md5: string;
  readonly bytes: number;
  /** For a `.tar.gz`: the files taken out of it. */
  readonly unpack?: readonly string[];
}

/** A checksum that we know of a file as it lies in the folder, gzipped or (`unpacked`) without its gzip. */
export interface KnownChecksum {
  readonly algorithm: 'md5' | 'sha256';
  readonly value: string;
  readonly of: 'file' | 'unpacked';
  /** Whose bytes these are. */
  readonly source: string;
}

/** What is known of a published image set. */
export interface KnownSet {
  readonly title: string;
  readonly reference: string;
  readonly counts: { readonly train: number; readonly test: number };
  /** Every class has equally many images in each split. */
  readonly isBalanced: boolean;
  readonly archives: readonly RemoteFile[];
  /** By the name of the file without `.gz`. */
  readonly checksums: Readonly<Record<string, readonly KnownChecksum[]>>;
}

export type KnownSetName = 'cifar10' | 'svhn' | 'mnist' | 'fashion-mnist';

const GATHERED = 'a gathered copy: 59,828 of 60,000 images exact, 172 from JPEG copies';
const gathered = (value: string, source = GATHERED): readonly KnownChecksum[] => [
  { algorithm: 'sha256', value, of: 'file', source },
];

const SVHN_FOLDER = 'http://ufldl.stanford.edu/housenumbers/';
const SVHN_ARCHIVES: readonly RemoteFile[] = [
  {
    url: `${SVHN_FOLDER}train_32x32.mat`,
    name: 'train_32x32.mat',
    md5: 'e26dedcc434d2e4c54c9b2d4a06d8373',
    bytes: 182_040_794,
  },
  {
    url: `${SVHN_FOLDER}test_32x32.mat`,
    name: 'test_32x32.mat',
    md5: 'eb5a983be6a315427106f1b164d9cef3',
    bytes: 64_275_384,
  },
];

const idxArchives = (folder: string, sums: readonly (readonly [md5: string, bytes: number])[]): RemoteFile[] =>
  [MNIST_FILES.train.images, MNIST_FILES.train.labels, MNIST_FILES.test.images, MNIST_FILES.test.labels].map(
    (plain, i) => ({ url: `${folder}${plain}.gz`, name: `${plain}.gz`, md5: sums[i]![0], bytes: sums[i]![1] }),
  );

const MNIST_ARCHIVES = idxArchives('https://storage.googleapis.com/cvdf-datasets/mnist/', [
  ['f68b3c2dcbeaaa9fbdd348bbdeb94873', 9_912_422],
  ['d53e105ee54ea40749a09fcbcd1e9432', 28_881],
  ['9fb629c4189551a2d022fa330f9573f3', 1_648_877],
  ['ec29112dd5afa0611ce80d1b7f02629c', 4_542],
]);

const FASHION_ARCHIVES = idxArchives('http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/', [
  ['8d4fb7e6c68d591d4c3dfef9ec88bf0d', 26_421_880],
  ['25c81989df183df01b3e8a0aad5dffbe', 29_515],
  ['bef4ecab320f06d8554ea6380940ec79', 4_422_102],
  ['bb300cfdad3c16e7a12a480ee83cd310', 5_148],
]);

/** The checksums that the archives have as files, and those of further known copies. */
function checksumsOf(
  archives: readonly RemoteFile[],
  more: Readonly<Record<string, string>>,
  source: string,
): KnownSet['checksums'] {
  return Object.fromEntries(
    archives.map(({ name, md5 }) => {
      const plain = name.replace(/\.gz$/, '');
      const official: KnownChecksum = { algorithm: 'md5', value: md5, of: 'file', source: 'the official file' };
      const sha256 = more[plain];
      const unpacked: KnownChecksum[] = sha256 ? [{ algorithm: 'sha256', value: sha256, of: 'unpacked', source }] : [];
      return [plain, [official, ...unpacked]];
    }),
  );
}

/** Published sets that can be fetched and checked. */
export const KNOWN_SETS: Readonly<Record<KnownSetName, KnownSet>> = {
  cifar10: {
    title: 'CIFAR-10: 32x32 colour photographs of ten kinds of animals and vehicles',
    reference: 'Krizhevsky 2009, Learning multiple layers of features from tiny images',
    counts: { train: 50_000, test: 10_000 },
    isBalanced: true,
    archives: [
      {
        url: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
        name: 'cifar-10-binary.tar.gz',
        md5: 'c32a1d4ab5d03f1284b67883e8d87530',
        bytes: 170_052_171,
        unpack: [...CIFAR10_FILES.train, ...CIFAR10_FILES.test, 'batches.meta.txt'],
      },
    ],
    checksums: {
      'data_batch_1.bin': gathered('5f6320d5b07a70127f3d9d1f87d6fc909b7bb69c7abea586629f04469446c415'),
      'data_batch_2.bin': gathered('ec5500a07d118a5796c27747388bfa612bd437798543da7d98d553536b6ec43b'),
      'data_batch_3.bin': gathered('376699327b8e82c6a1779722870c2703b0d7014c34117268e56407c0b460ac98'),
      'data_batch_4.bin': gathered('5fea1c4e4495179ee3482e474cd67dd186a257327094c1aad6886cd43cfb86ca'),
      'data_batch_5.bin': gathered('84cc61e59eb5c2aa1e1e2037cb478b68979d7cf65471e769dc0d4303865ecc83'),
      'test_batch.bin': gathered('1c56621ea675bc020e791b7048af50595f4308627fb741d4a105da29126daf31'),
    },
  },
  svhn: {
    title: 'Street View House Numbers: 32x32 colour photographs of digits',
    reference: 'Netzer et al. 2011, Reading digits in natural images with unsupervised feature learning',
    counts: { train: 73_257, test: 26_032 },
    isBalanced: false,
    archives: SVHN_ARCHIVES,
    checksums: {
      ...checksumsOf(SVHN_ARCHIVES, {}, ''),
      'train_head.bin': gathered(
        '3227f7a43d8ba7f87cb760dc4ca2d034e472d1ab2eeca5e21673b2e1c7f8ae40',
        'the first 1,083 official training digits',
      ),
      'test_part.bin': gathered(
        '21b60d2441ff5d6415f2ab0e6d864260694ab9b0602b866d73b76ef60a97dbe3',
        '7,136 of the official test digits',
      ),
    },
  },
  mnist: {
    title: 'MNIST: 28x28 grey handwritten digits',
    reference: 'LeCun et al. 1998, Gradient-based learning applied to document recognition',
    counts: { train: 60_000, test: 10_000 },
    isBalanced: false,
    archives: MNIST_ARCHIVES,
    checksums: checksumsOf(MNIST_ARCHIVES, {}, ''),
  },
  'fashion-mnist': {
    title: 'Fashion-MNIST: 28x28 grey pictures of clothes',
    reference: 'Xiao et al. 2017, Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms',
    counts: { train: 60_000, test: 10_000 },
    isBalanced: true,
    archives: FASHION_ARCHIVES,
    checksums: checksumsOf(
      FASHION_ARCHIVES,
      {
        [MNIST_FILES.train.images]: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
        [MNIST_FILES.train.labels]: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
        [MNIST_FILES.test.images]: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
        [MNIST_FILES.test.labels]: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
      },
      "Debian's package dataset-fashion-mnist",
    ),
  },
};
