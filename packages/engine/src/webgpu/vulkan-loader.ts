import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const LOADER = 'libvulkan.so.1';
/** glibc's RTLD_NODELETE, which Node does not name: the library stays although it is no addon. */
const NO_DELETE = 0x1000;

/** Where Debian's `chromium` keeps the description of its software renderer SwiftShader. */
export const CHROMIUM_SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';

type Environment = Readonly<Record<string, string | undefined>>;

/** The Vulkan drivers that the environment names, in the variables of Vulkan's loader. */
export const namedDrivers = (environment: Environment): string[] =>
  (environment['VK_DRIVER_FILES'] || environment['VK_ICD_FILENAMES'] || '').split(delimiter).filter(Boolean);

/**
 * Loads Vulkan's loader from beside a named driver where there is one, as in Chromium's folder: Dawn finds it by its name
 * then, and the machine needs none of its own. Linux with glibc; elsewhere nothing happens.
 * @returns the file that was loaded
 */
export function loadVulkanBeside(environment: Environment): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const file = namedDrivers(environment)
    .map((driver) => join(dirname(driver), LOADER))
    .find((path) => existsSync(path));
  if (file === undefined) return undefined;
  const { RTLD_NOW, RTLD_GLOBAL } = constants.dlopen;
  try {
    process.dlopen({ exports: {} }, file, RTLD_NOW | RTLD_GLOBAL | NO_DELETE);
  } catch {
    // Node says that the library is no addon, which is true; it is loaded nevertheless, or Dawn will not find it.
  }
  return file;
}
